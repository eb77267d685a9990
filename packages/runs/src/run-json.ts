// A run as JSON, as the command prints it and other programs read it.
import type { JsonValue } from "@slipway/ir";
import type { ArtifactRecord, ErrorRecord, RunView, TaskView } from "@slipway/runtime";

/** A task, and how it ended. */
export type TaskJson = {
  readonly path: string;
  readonly state: TaskView["state"];
  readonly cached: boolean;
  readonly outputs: Readonly<Record<string, JsonValue>>;
  readonly artifacts: Readonly<Record<string, readonly ArtifactRecord[]>>;
  readonly error?: ErrorRecord;
  /** What its user should know though it is no failure: sentences. */
  readonly warnings?: readonly string[];
  readonly start?: string;
  readonly end?: string;
};

/**
 * What a run came to, and each of its tasks.
 *
 * @example
 * runJson(view).tasks.map(({ path, state }) => `${path} ${state}`); // ["train SUCCEEDED"]
 */
export function runJson({ run, state, outputs, tasks }: RunView) {
  return {
    run: run.id,
    state,
    outputs: { ...outputs.parameters, ...outputs.artifacts },
    tasks: [...withGroups(tasks)].map(taskJson),
  };
}

/** Every task, DAGs before what is in them, loops before their iterations, which are no tasks themselves. */
function* withGroups(tasks: readonly TaskView[]): Generator<TaskView> {
  for (const task of tasks) {
    // Of a loop that is no DAG each iteration is the task.
    if (task.iteration === undefined || !task.tasks) yield task;
    yield* withGroups(task.tasks ?? []);
  }
}

function taskJson(task: TaskView): TaskJson {
  const { path, state, record, start, end } = task;
  const parameters = Object.entries(record?.outputs.parameters ?? {}).map(
    ([name, { value }]) => [name, value] as const,
  );
  const error = errorOf(task);
  return {
    path,
    state,
    cached: state === "CACHED",
    outputs: Object.fromEntries(parameters),
    artifacts: record?.outputs.artifacts ?? {},
    ...(error && { error }),
    ...(record?.warnings && { warnings: record.warnings }),
    ...(start !== undefined && { start }),
    ...(end !== undefined && { end }),
  };
}

export function errorOf({ record, error }: TaskView): ErrorRecord | undefined {
  return record?.error ?? error;
}
