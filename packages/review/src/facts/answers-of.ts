// What is known of tasks and pods → the answers to the ten questions.
import type { EngineNeeds, Plan, PodCount } from "@slipway/compiler";
import type { JsonObject } from "@slipway/ir";
import type { PodOptions } from "@slipway/pod";
import type {
  AccessAnswer,
  Answers,
  DataAnswer,
  FailureAnswer,
  RootAnswer,
  SecretAnswer,
  SizeAnswer,
} from "./answers.js";
import { gpusOf } from "./gpus.js";
import { grantedIn } from "./manifest-facts.js";
import type { PodFacts, Reference, SecurityLevel } from "./pod.js";
import type { ManifestFacts } from "./review.js";
import type { TaskFacts } from "./task.js";

export type Known = {
  readonly plan: Plan;
  readonly options: PodOptions;
  readonly tasks: readonly TaskFacts[];
  readonly pods?: readonly PodFacts[];
  readonly podCount?: PodCount;
  readonly needs?: EngineNeeds;
  readonly manifests: readonly JsonObject[];
  readonly sizes: readonly ManifestFacts[];
};

export function answersOf(known: Known): Answers {
  const { plan, tasks } = known;
  const running = tasks.filter(({ container }) => container);
  const named = (fits: (task: TaskFacts) => boolean) => running.filter(fits).map(({ id }) => id);
  return {
    images: imagesOf(known),
    secrets: secretsOf(known),
    gpus: gpusOf(plan, tasks),
    root: rootOf(known),
    access: accessOf(known),
    data: dataOf(known),
    installs: running.flatMap(({ id, container }) => (container?.installs ?? []).map((one) => ({ ...one, task: id }))),
    failure: failureOf(known, named),
    cache: {
      enabled: named(({ cache }) => cache.enabled),
      disabled: named(({ cache }) => !cache.enabled),
      withKey: named(({ cache }) => cache.key !== undefined),
    },
    size: sizeOf(known),
  };
}

function imagesOf({ tasks, pods = [] }: Known): Answers["images"] {
  const ofTasks = tasks.flatMap(({ id, container }) => (container ? [{ image: container.image, task: id }] : []));
  const ofPods = pods.flatMap(({ task, containers }) =>
    containers.map(({ image, isUsers }) => ({ image, task, isSlipways: !isUsers })),
  );
  const known = new Set(ofTasks.map(({ task }) => task));
  // What a task's own container has is told by the task, in words where it is not known.
  const others = ofPods.filter(({ task, isSlipways }) => isSlipways || task === undefined || !known.has(task));
  const all = [...ofTasks.map((one) => ({ ...one, isSlipways: false })), ...others];
  return grouped(all, ({ image, isSlipways }) => `${isSlipways} ${image.text}`).map(([first, group]) => ({
    ...first.image,
    tasks: first.isSlipways ? [] : distinct(group.flatMap(({ task }) => task ?? [])),
    isSlipways: first.isSlipways,
  }));
}

function secretsOf({ tasks, pods = [] }: Known): readonly SecretAnswer[] {
  const own = new Map(
    tasks.map(({ id, container }) => [id, [...(container?.secrets ?? []), ...(container?.configMaps ?? [])]] as const),
  );
  const ofTasks = [...own].flatMap(([task, references]) =>
    references.map((reference) => ({ reference, task, isSlipways: false })),
  );
  const ofPods = pods.flatMap(({ task, secrets, configMaps }) =>
    [...secrets, ...configMaps]
      .filter((one) => !(own.get(task ?? "") ?? []).some((other) => isSameUse(one, other)))
      .map((reference) => ({ reference, task, isSlipways: true })),
  );
  const key = ({ reference, isSlipways }: (typeof ofPods)[number]) =>
    [isSlipways, reference.kind, reference.name, reference.as].join(" ");
  return grouped([...ofTasks, ...ofPods], key).map(([{ reference, isSlipways }, group]) => ({
    kind: reference.kind,
    name: reference.name,
    isKnown: reference.isKnown,
    as: reference.as,
    tasks: distinct(group.flatMap(({ task }) => task ?? [])),
    isSlipways,
  }));
}

/** The engine has its own words for a name that is not known. */
function isSameUse(a: Reference, b: Reference): boolean {
  return a.kind === b.kind && a.as === b.as && a.at === b.at && (a.name === b.name || !b.isKnown);
}

const LEVELS: readonly SecurityLevel[] = ["privileged", "baseline", "restricted"];

function rootOf({ tasks, pods }: Known): RootAnswer {
  const roots = tasks.filter(({ container }) => container?.mayRunAsRoot).map(({ id }) => id);
  const broken = (pods ?? []).flatMap(({ name, security }) =>
    security.broken.map(({ container: _, ...rest }) => ({ ...rest, pod: name })),
  );
  const level =
    pods && LEVELS.find((one) => one === "restricted" || pods.some(({ security }) => security.level === one));
  return {
    tasks: roots,
    ...(level && { level }),
    broken: grouped(broken, ({ control, field, value }) => [control, field, value].join(" ")).map(
      ([{ pod: _, ...first }, group]) => ({ ...first, pods: distinct(group.map(({ pod }) => pod)) }),
    ),
  };
}

function accessOf({ options, pods = [], tasks, needs, manifests }: Known): AccessAnswer {
  const accounts = [
    ...(options.serviceAccount === undefined ? [] : [options.serviceAccount]),
    ...tasks.flatMap(({ container }) => container?.serviceAccount ?? []),
    ...pods.flatMap(({ serviceAccount }) => serviceAccount ?? []),
  ];
  const withToken = pods.filter(({ containers }) => containers.some((one) => one.isUsers && one.hasToken));
  return {
    serviceAccounts: distinct(accounts).toSorted(),
    granted: grantedIn(manifests),
    asks: needs?.rules ?? [],
    tasksWithToken: distinct(withToken.flatMap(({ task }) => task ?? [])),
  };
}

function dataOf({ plan, options, tasks }: Known): DataAnswer {
  const store = options.store?.uri ?? plan.pipelineRoot?.uri;
  const claims = tasks.flatMap(({ id, container }) =>
    (container?.volumes ?? []).flatMap(({ kind, of, isReadOnly }) =>
      kind === "claim" && of !== undefined ? [{ name: of, task: id, isReadOnly }] : [],
    ),
  );
  return {
    ...(store !== undefined && { store }),
    claims: grouped(claims, ({ name }) => name).map(([{ name }, group]) => ({
      name,
      tasks: distinct(group.map(({ task }) => task)),
      isReadOnly: group.every(({ isReadOnly }) => isReadOnly),
    })),
    imports: distinct(tasks.flatMap(({ imports }) => (imports ? [imports.uri ?? imports.source.words] : []))),
    notifies: (options.notify?.webhooks ?? []).map(({ form, on = "failure", secret }) => ({
      form,
      on,
      secret: secret.name,
    })),
  };
}

function failureOf(
  { plan, tasks, options }: Known,
  named: (fits: (task: TaskFacts) => boolean) => readonly string[],
): FailureAnswer {
  const timeout = plan.settings.pipelineConfig?.activeDeadlineSeconds;
  return {
    retried: named(({ retry }) => (retry?.limit ?? 0) > 0),
    notRetried: named(({ retry }) => (retry?.limit ?? 0) === 0),
    withTimeout: named(({ container }) => container?.timeoutSeconds !== undefined),
    withoutTimeout: named(({ container }) => container?.timeoutSeconds === undefined),
    exitTasks: tasks.filter(({ isExitTask }) => isExitTask).map(({ id }) => id),
    ...(timeout !== undefined && timeout > 0 && { runTimeoutSeconds: timeout }),
    notifies: (options.notify?.webhooks ?? []).some(({ on = "failure" }) => on !== "success"),
  };
}

function sizeOf({ tasks, podCount, sizes }: Known): SizeAnswer {
  const limited = sizes.flatMap(({ kind, name, bytes, limitBytes }) =>
    limitBytes === undefined ? [] : [{ name: `${kind} ${name}`, bytes, limitBytes }],
  );
  const [largest] = limited.toSorted((a, b) => b.bytes / b.limitBytes - a.bytes / a.limitBytes);
  return {
    tasks: tasks.filter(({ kind }) => kind !== "dag").length,
    ...(podCount && {
      pods: {
        least: podCount.least,
        most: podCount.most,
        perIteration: podCount.loops.map(({ loop, least, most }) => ({ loop, least, most })),
      },
    }),
    bytes: sizes.reduce((sum, { bytes }) => sum + bytes, 0),
    ...(largest && { largest }),
  };
}

/** Those with one key together, in the order of the first of each. */
function grouped<T>(
  all: readonly T[],
  keyOf: (one: T) => string,
): readonly (readonly [first: T, group: readonly T[]])[] {
  const groups = new Map<string, readonly [T, T[]]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group[1].push(one);
    else groups.set(keyOf(one), [one, [one]]);
  }
  return [...groups.values()];
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
