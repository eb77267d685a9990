// What pods of one component are told: what they have in common stands once, however many tasks use the component.
import type { Invocation } from "./invocation.js";
import type { Guard } from "./source.js";

/** What an engine asks of a pod besides its task: each becomes a small file that the engine reads. */
export type Answer = Pick<Invocation, "loops" | "importers"> & { readonly name: string } & (
    | {
        /** `true` or `false`: whether the condition holds. */
        readonly kind: "guard";
        readonly guard: Guard;
      }
    /** How many iterations a loop has. */
    | { readonly kind: "count"; readonly loop: string }
  );

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
