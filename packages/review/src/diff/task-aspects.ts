// A task as it is compared with its older self: what its facts say, part by part.
import type { Task } from "@slipway/compiler";
import type { JsonValue } from "@slipway/ir";
import type { Reference, VolumeFacts } from "../facts/pod.js";
import type { ContainerFacts, EnvFacts, RetryFacts, TaskFacts } from "../facts/task.js";
import type { Aspect } from "./change.js";

export function taskAspects(facts: TaskFacts, task: Task): readonly Aspect[] {
  const { condition, loop, retry, cache, imports, container } = facts;
  return [
    { about: "kind", text: facts.kind },
    { about: "component", text: facts.component },
    { about: "display name", text: facts.displayName },
    ...list("runs after", facts.dependencies),
    ...(facts.trigger === "all-completed" ? [{ about: "trigger", text: "however those before it ended" }] : []),
    ...(condition ? [{ about: "condition", text: condition.words }] : []),
    ...(loop
      ? [
          { about: "loop over", text: loop.source?.words ?? JSON.stringify(loop.items ?? []) },
          ...(loop.parallelism === undefined ? [] : [{ about: "iterations at once", text: String(loop.parallelism) }]),
        ]
      : []),
    ...(container ? containerAspects(container, task) : []),
    ...(imports ? [{ about: "imports", text: imports.source.words }] : []),
    ...facts.inputs.map(({ name, kind, type, source }) => ({
      about: `input ${kind} "${name}"`,
      text: `${type} from ${source.words}`,
    })),
    ...facts.outputs.map(({ name, kind, type }) => ({ about: `output ${kind} "${name}"`, text: type })),
    ...(retry ? [{ about: "retry", text: retryText(retry) }] : []),
    { about: "cache", text: cacheText(cache) },
    ...settings(task),
  ];
}

function containerAspects(container: ContainerFacts, task: Task): readonly Aspect[] {
  const { image, code, command, args, installs, env, requests, limits, timeoutSeconds, serviceAccount } = container;
  return [
    { about: "image", text: image.text },
    ...(code
      ? [{ about: "code", text: code.text, isCode: true as const }]
      : [{ about: "command", text: [...command, ...args].join("\n"), isCode: true as const }]),
    ...list(
      "installs",
      installs.flatMap(({ requirements }) => requirements),
    ),
    ...list("package indexes", [...new Set(installs.flatMap(({ indexes }) => indexes))]),
    ...env.map((variable) => variableAspect(variable, task)),
    ...requests.map(({ resource, amount }) => ({ about: `request of ${resource}`, text: amount.text })),
    ...limits.map(({ resource, amount }) => ({ about: `limit of ${resource}`, text: amount.text })),
    ...[...container.secrets, ...container.configMaps].map(referenceAspect),
    ...container.volumes.map(volumeAspect),
    ...(timeoutSeconds === undefined ? [] : [{ about: "time limit", text: `${timeoutSeconds} seconds` }]),
    ...(serviceAccount === undefined ? [] : [{ about: "service account", text: serviceAccount }]),
    ...(container.securityLevel ? [{ about: "Pod Security level", text: container.securityLevel }] : []),
  ];
}

/** A value that may be a secret is compared, and not shown. */
function variableAspect({ name, value, from, looksSecret }: EnvFacts, { component }: Task): Aspect {
  const about = `variable ${name}`;
  if (!looksSecret) return { about, text: value ? JSON.stringify(value.text) : `from ${from ?? "elsewhere"}` };
  const real = component.kind === "container" ? component.container.env?.find((one) => one.name === name) : undefined;
  return { about, text: "a value that is not shown", compared: JSON.stringify(real?.value ?? "") };
}

function referenceAspect({ kind, name, as, key, at }: Reference): Aspect {
  const what = kind === "secret" ? "Secret" : "config map";
  const place = at === undefined ? "" : ` at ${at}`;
  return { about: `${what} "${name}" as ${as}${place}`, text: key === undefined ? "all of it" : `key "${key}"` };
}

function volumeAspect({ kind, name, of, mountPaths, isReadOnly, size }: VolumeFacts): Aspect {
  const rest = [of, size, isReadOnly ? "read only" : undefined].filter((part) => part !== undefined);
  return { about: `volume at ${mountPaths.join(", ") || name}`, text: [kind, ...rest].join(", ") };
}

function retryText({ limit, backoffSeconds, backoffFactor, maxBackoffSeconds }: RetryFacts): string {
  const most = maxBackoffSeconds === undefined ? "" : `, ${maxBackoffSeconds} at most`;
  return `${limit} times, after ${backoffSeconds} seconds times ${backoffFactor}${most}`;
}

function cacheText({ enabled, key }: TaskFacts["cache"]): string {
  if (!enabled) return "off";
  return key === undefined ? "on" : `on, with the key "${key}"`;
}

function list(about: string, texts: readonly string[]): readonly Aspect[] {
  return texts.length === 0 ? [] : [{ about, text: [...texts].sort().join(", ") }];
}

/** Settings for Kubernetes that are told of above. */
const TOLD = ["secretAsVolume", "secretAsEnv", "configMapAsVolume", "configMapAsEnv", "pvcMount"];
const ALSO_TOLD = ["genericEphemeralVolume", "emptyDirMounts", "enabledSharedMemory", "activeDeadlineSeconds"];

/** The others as the file has them. */
function settings({ component }: Task): readonly Aspect[] {
  const source = "kubernetesSource" in component ? component.kubernetesSource : undefined;
  const others = Object.entries(source ?? {}).filter(([field]) => ![...TOLD, ...ALSO_TOLD].includes(field));
  return others.map(([field, value]: readonly [string, JsonValue]) => ({
    about: `setting ${field}`,
    text: JSON.stringify(value),
  }));
}
