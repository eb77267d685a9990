// Why tasks of a run failed, for people.
import { errorOf } from "@slipway/runs";
import type { RunView, TaskView } from "@slipway/runtime";
import { type Paint, wordOf } from "./style.js";
import { visible } from "./table.js";

/** @param problems by path, what failed without a record, since there was no store to write it to */
export function withProblems(view: RunView, problems: ReadonlyMap<string, string>): RunView {
  const told = (task: TaskView): TaskView => {
    const message = problems.get(task.path);
    const error = task.record?.error ?? task.error ?? (message === undefined ? undefined : { message });
    return {
      ...task,
      ...(message !== undefined && { state: "FAILED" as const }),
      ...(error && { error }),
      ...(task.tasks && { tasks: task.tasks.map(told) }),
    };
  };
  return problems.size > 0 ? { ...view, tasks: view.tasks.map(told) } : view;
}

/** DAGs that failed by themselves, too. */
export function* failuresIn(tasks: readonly TaskView[]): Generator<TaskView> {
  for (const task of tasks) {
    if (errorOf(task)) yield task;
    yield* failuresIn(task.tasks ?? []);
  }
}

/** The rest is in the records. */
const MOST_FAILURES = 10;

/** Of what failed the reason, and what to do. */
export function briefFailures(tasks: readonly TaskView[], paint: Paint): readonly string[] {
  const failures = [...failuresIn(tasks)].filter(({ state }) => state === "FAILED");
  const rest = failures.length - MOST_FAILURES;
  const lines = failures.slice(0, MOST_FAILURES).flatMap((task) => reasonsOf(task, paint));
  return rest > 0 ? [...lines, `and ${rest} more failed`] : lines;
}

/** Of all that did not go well also the last lines that it wrote. */
export function fullFailures(tasks: readonly TaskView[], paint: Paint): readonly string[] {
  return [...failuresIn(tasks)].flatMap((task) => {
    const said = errorOf(task)?.stderr ?? [];
    return [...reasonsOf(task, paint), ...said.map((line) => `  ${paint("note", `| ${visible(line)}`)}`)];
  });
}

function reasonsOf(task: TaskView, paint: Paint): readonly string[] {
  const { message = "", hint } = errorOf(task) ?? {};
  const reason = `${task.path} ${paint(task.state, wordOf(task.state))}: ${visible(message)}`;
  return hint === undefined ? [reason] : [reason, `  ${hint}`];
}
