// A task as rows of a table: what it runs, reads, asks for and leaves.

import type { PodFacts, Reference } from "../facts/pod.js";
import type { Review } from "../facts/review.js";
import type { AmountFacts, ContainerFacts, InstallFacts, SourceFacts, TaskFacts } from "../facts/task.js";
import { type CodeLine, linesOf } from "./code-view.js";
import { kindText, loopText } from "./drawing.js";
import { clip, count, listed, seconds } from "./words.js";

/** `isWeak`: it is absent, and somebody may want to know that. */
export type Item = { readonly text: string; readonly isCode: boolean; readonly isWeak: boolean; readonly note: string };
export type Row = { readonly name: string; readonly items: readonly Item[] };

export type TaskView = {
  readonly anchor: string;
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly image: string;
  readonly isGroup: boolean;
  /** How many groups are around it, as a class. */
  readonly depth: string;
  readonly marks: readonly { readonly text: string; readonly className: string }[];
  readonly rows: readonly Row[];
  readonly code: { readonly title: string; readonly lines: readonly CodeLine[] } | undefined;
  /** Of the task whose code it shares. */
  readonly sameCode: { readonly anchor: string; readonly name: string } | undefined;
};

const text = (value: string, note = ""): Item => ({ text: value, isCode: false, isWeak: false, note });
const code = (value: string, note = ""): Item => ({ text: value, isCode: true, isWeak: false, note });
const weak = (value: string): Item => ({ text: value, isCode: false, isWeak: true, note: "" });

export function taskViews({ tasks, pods = [] }: Review, anchors: ReadonlyMap<string, string>): readonly TaskView[] {
  const shown = new Map<string, TaskFacts>();
  const podOf = new Map(
    pods.flatMap((pod) => (pod.kind === "task" && pod.task !== undefined ? [[pod.task, pod]] : [])),
  );
  return tasks.map((task) => {
    const { id, container } = task;
    const source = container?.code?.text;
    const first = source === undefined ? undefined : shown.get(source);
    if (source !== undefined && !first) shown.set(source, task);
    const pod = podOf.get(id);
    return {
      anchor: anchors.get(id) ?? "",
      id,
      name: task.displayName || task.name,
      kind: kindText(task) || "task",
      image: container?.image.text ?? "",
      isGroup: task.kind === "dag",
      depth: `depth-${Math.min(4, id.split("/").length - 1)}`,
      marks: marksOf(task, pod),
      rows: rowsOf(task, pod).filter(({ items }) => items.length > 0),
      code:
        source === undefined || first
          ? undefined
          : { title: container?.code?.function ?? task.name, lines: linesOf(source) },
      sameCode: first && { anchor: anchors.get(first.id) ?? "", name: first.id },
    };
  });
}

function marksOf({ container, retry, cache, isExitTask }: TaskFacts, pod: PodFacts | undefined): TaskView["marks"] {
  if (!container) return isExitTask ? [{ text: "always runs", className: "plain" }] : [];
  const gpus = container.accelerators.map(({ count: amount }) => amount ?? "?");
  return [
    ...(isExitTask ? [{ text: "always runs", className: "plain" }] : []),
    ...(gpus.length > 0 ? [{ text: `GPU ${gpus.join(" + ")}`, className: "gpu" }] : []),
    ...(container.image.isMutable ? [{ text: "mutable image", className: "warn" }] : []),
    ...(container.secrets.length > 0 ? [{ text: count(container.secrets.length, "secret"), className: "secret" }] : []),
    ...(container.installs.length > 0 ? [{ text: "installs", className: "warn" }] : []),
    ...(pod?.security.level === "privileged" ? [{ text: "privileged", className: "warn" }] : []),
    ...((retry?.limit ?? 0) > 0 ? [{ text: `retry ${retry?.limit}`, className: "plain" }] : []),
    ...(cache.enabled ? [] : [{ text: "not cached", className: "plain" }]),
  ];
}

function rowsOf(task: TaskFacts, pod: PodFacts | undefined): readonly Row[] {
  const { container } = task;
  return [
    { name: "Place in the IR", items: [code(task.path.join(" › "))] },
    { name: "Component", items: [code(task.component)] },
    { name: "Runs", items: whenItems(task) },
    ...(container ? containerRows(task, container, pod) : []),
    { name: "Imports", items: task.imports ? [code(task.imports.uri ?? task.imports.source.words)] : [] },
    {
      name: "Inputs",
      items: task.inputs
        .filter(({ source }) => source.words !== "nothing")
        .map(({ name, kind, type, source }) =>
          code(
            name,
            `${kind === "artifact" ? `artifact ${type}` : type.toLowerCase().replace(/_/g, " ")}, ${shortWords(source)}`,
          ),
        ),
    },
    {
      name: "Outputs",
      items: task.outputs.map(({ name, type, readBy, pipelineOutputs }) =>
        code(
          name,
          [
            type.toLowerCase().replace(/_/g, " "),
            readBy.length > 0 ? `read by ${listed(readBy)}` : "read by nobody",
            ...pipelineOutputs.map((one) => `output “${one}” of the pipeline`),
          ].join(", "),
        ),
      ),
    },
    ...(container ? endRows(task, container) : []),
  ];
}

function shortWords({ words }: SourceFacts): string {
  return `from ${clip(words, 400)}`;
}

function whenItems({ dependencies, condition, loop, trigger, isExitTask }: TaskFacts): readonly Item[] {
  return [
    ...(dependencies.length === 0
      ? []
      : [text(`after ${listed(dependencies, 12)}${trigger === "all-completed" ? ", however they end" : ""}`)]),
    ...(condition ? [code(condition.words, "only if this holds")] : []),
    ...(loop ? [text(loopText(loop))] : []),
    ...(isExitTask ? [text("as the exit task")] : []),
  ];
}

function containerRows(task: TaskFacts, container: ContainerFacts, pod: PodFacts | undefined): readonly Row[] {
  const { image, command, args, installs, env } = container;
  const words = container.code ? [] : [...command, ...args];
  return [
    {
      name: "Image",
      items: [
        code(
          image.text,
          image.isKnown
            ? image.isMutable
              ? "can change: it has no digest"
              : "fixed by its digest"
            : "known only in a run",
        ),
      ],
    },
    { name: "Command", items: words.length === 0 ? [] : [code(clip(words.map(quoted).join(" "), 4000))] },
    { name: "Installs", items: installs.map(installItem) },
    {
      name: "Variables",
      items: env.map(({ name, value, looksSecret, from }) =>
        code(
          name,
          looksSecret
            ? "the value stands in the pipeline and looks like a secret; not shown"
            : value
              ? value.text
              : `from ${from === "field" ? "a field of the pod" : `a ${from === "secret" ? "secret" : "config map"}`}`,
        ),
      ),
    },
    { name: "Requests", items: container.requests.length > 0 ? container.requests.map(amountItem) : [weak("none")] },
    { name: "Limits", items: container.limits.length > 0 ? container.limits.map(amountItem) : [weak("none")] },
    { name: "Secrets", items: container.secrets.map(referenceItem) },
    { name: "Config maps", items: container.configMaps.map(referenceItem) },
    {
      name: "Volumes",
      items: container.volumes.map(({ kind, of, name, mountPaths, size }) =>
        code(mountPaths.join(", ") || name, [VOLUMES[kind], of, size].filter((one) => one !== undefined).join(" ")),
      ),
    },
    { name: "Nodes", items: nodeItems(container) },
    { name: "Service account", items: container.serviceAccount === undefined ? [] : [code(container.serviceAccount)] },
    { name: "Security", items: securityItems(container, pod) },
  ].filter(() => task.kind === "container");
}

const VOLUMES = {
  claim: "volume claim",
  secret: "secret",
  "config-map": "config map",
  empty: "empty folder",
  ephemeral: "volume of its own",
  "downward-api": "facts of the pod itself",
  "host-path": "folder of the node",
  projected: "projected",
  other: "other",
} as const;

function quoted(word: string): string {
  return /^[\w@%+=:,./{}$[\]'-]+$/.test(word) && !word.includes("'") ? word : JSON.stringify(word);
}

function installItem({ installer, requirements, indexes, isPinned }: InstallFacts): Item {
  const from = indexes.length > 0 ? `from ${indexes.join(", ")}` : "from the usual index";
  return code(`${installer} install ${requirements.join(" ")}`, `${from}${isPinned ? "" : ", not all versions exact"}`);
}

function amountItem({ resource, amount }: AmountFacts): Item {
  return code(`${resource} ${amount.text}`, amount.isKnown ? "" : "known only in a run");
}

function referenceItem({ name, as, key, at }: Reference): Item {
  const where = at === undefined ? "" : as === "env" ? ` as variable ${at}` : ` in ${at}`;
  return code(
    name,
    `${key === undefined ? (as === "image-pull" ? "to pull images" : "all of it") : `key ${key}`}${where}`,
  );
}

function nodeItems({ nodeSelector, tolerations, hasNodeAffinity }: ContainerFacts): readonly Item[] {
  return [
    ...Object.entries(nodeSelector).map(([name, value]) => code(`${name}=${value}`, "label of the node")),
    ...tolerations.map(({ key = "everything", value, effect }) =>
      code(`${key}${value === undefined ? "" : `=${value}`}`, `tolerates ${effect ?? "any effect"}`),
    ),
    ...(hasNodeAffinity ? [text("a node affinity")] : []),
  ];
}

function securityItems({ mayRunAsRoot, securityLevel }: ContainerFacts, pod: PodFacts | undefined): readonly Item[] {
  const broken = (pod?.security.broken ?? []).map(({ control, level, container, field, value }) =>
    code(
      `${container === undefined ? "" : `${container}.`}${field}${value === undefined ? "" : ` = ${value}`}`,
      `${control}: keeps it from ${level}`,
    ),
  );
  return [
    text(mayRunAsRoot ? "may run as root, if its image says so" : "cannot run as root"),
    ...(securityLevel ? [text(`Pod Security “${securityLevel}”`)] : []),
    ...broken,
  ];
}

function endRows({ retry, cache }: TaskFacts, { timeoutSeconds }: ContainerFacts): readonly Row[] {
  const { limit = 0, backoffSeconds = 0, backoffFactor = 1 } = retry ?? {};
  const wait =
    backoffSeconds > 0 ? `, first after ${seconds(backoffSeconds)}, then ${backoffFactor} times as long each` : "";
  return [
    { name: "Retries", items: [limit > 0 ? text(`up to ${limit}${wait}`) : weak("none")] },
    { name: "Time limit", items: [timeoutSeconds === undefined ? weak("none") : text(seconds(timeoutSeconds))] },
    {
      name: "Cache",
      items: [cache.enabled ? text(cache.key === undefined ? "yes" : `yes, by the key “${cache.key}”`) : weak("no")],
    },
  ];
}
