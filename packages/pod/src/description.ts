// What pods of one component are told: what they have in common stands once, however many tasks use the component.
import type { JsonObject, JsonValue, ParameterType } from "@slipway/ir";
import type { Answer } from "./answer.js";
import type { Invocation } from "./invocation.js";
import type { Outline } from "./outline.js";

const COMMON = ["version", "pipeline", "component", "work", "outputs", "taskConfig", "kubernetes"] as const;

type Common = Pick<Invocation, (typeof COMMON)[number]>;

export type DescribedTask = Omit<Invocation, keyof Common | "task"> & { readonly answers?: readonly Answer[] };

export type Description = Common & {
  /** By id. */
  readonly tasks: Readonly<Record<string, DescribedTask>>;
};

/**
 * @param invocations of tasks of one component, at least one
 * @param answersOf what each is asked
 */
export function describe(
  invocations: readonly [Invocation, ...Invocation[]],
  answersOf: (task: string) => readonly Answer[] = () => [],
): Description {
  const common = Object.fromEntries(
    COMMON.flatMap((name) => (name in invocations[0] ? [[name, invocations[0][name]]] : [])),
  );
  const tasks = invocations.map(({ task, ...invocation }): [string, DescribedTask] => {
    const own = Object.entries(invocation).filter(([name]) => !(COMMON as readonly string[]).includes(name));
    const answers = answersOf(task);
    return [task, { ...Object.fromEntries(own), ...(answers.length > 0 && { answers }) } as DescribedTask];
  });
  return { ...common, tasks: Object.fromEntries(tasks) } as Description;
}

/** What one of the tasks is told; undefined when it is none of them. */
export function invocationIn({ tasks, ...common }: Description, task: string): Invocation | undefined {
  if (!Object.hasOwn(tasks, task)) return undefined;
  const { answers: _, ...own } = tasks[task] as DescribedTask;
  return { ...common, ...own, task };
}

/** What a pod without a task is told: of which task it answers. */
export type Question = { readonly task: string; readonly answers: readonly Answer[] };

/**
 * What every pod of a run is told besides, once: the engine hands it on with its own facts of the run.
 */
export type RunDescription = {
  /** Of this format. */
  readonly version: 1;
  readonly engine: string;
  readonly pipeline: string;
  readonly pipelineDisplayName?: string;
  readonly displayName?: string;
  readonly experiment?: string;
  /** Types of the pipeline's parameters, whose values the engine has as texts. */
  readonly parameters: Readonly<Record<string, ParameterType>>;
  /** Values of some of them, where the engine has not. */
  readonly given?: Readonly<Record<string, JsonValue>>;
  readonly store: { readonly uri: string; readonly options?: JsonObject };
  readonly cache: CacheDescription;
  /** The folder that the containers of a pod share, and that which the engine reads answers from, in it or elsewhere. */
  readonly shared: string;
  readonly answers: string;
  readonly workspace?: string;
  readonly outline: Outline;
};

export type CacheDescription = {
  /** false: nothing is taken from the cache, whatever the pipeline says. */
  readonly enabled: boolean;
  readonly scope: string;
  readonly maxAgeSeconds?: number;
  /** By task, by its id or its name, what holds for it alone. */
  readonly tasks?: Readonly<Record<string, { readonly enabled?: boolean; readonly maxAgeSeconds?: number }>>;
};

/** What holds of the cache for one task. */
export function cacheFor(task: string, { enabled, maxAgeSeconds, tasks = {} }: CacheDescription) {
  const name = task.split("/").at(-1) ?? "";
  const own = Object.hasOwn(tasks, task) ? tasks[task] : Object.hasOwn(tasks, name) ? tasks[name] : undefined;
  return { enabled: own?.enabled ?? enabled, maxAgeSeconds: own?.maxAgeSeconds ?? maxAgeSeconds };
}
