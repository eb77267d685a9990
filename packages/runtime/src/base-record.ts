import { type Invocation, type Iterations, iterationsAround, taskPath } from "@slipway/pod";
import type { RunContext } from "./context.js";
import type { TaskRecord } from "./record.js";

/** What a record says of a task before it is known how it went. */
export function baseRecord(
  { task, name, displayName, component, work }: Invocation,
  iterations: Iterations,
  { run }: RunContext,
): Pick<
  TaskRecord,
  "version" | "run" | "pipeline" | "path" | "task" | "iterations" | "name" | "displayName" | "component" | "kind"
> {
  return {
    version: 1,
    run: run.id,
    pipeline: run.pipeline,
    path: taskPath(task, iterations),
    task,
    iterations: iterationsAround(task, iterations),
    name,
    displayName,
    component,
    kind: work.kind,
  };
}
