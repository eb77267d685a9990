import { compareText, type PipelineTaskSpec } from "@slipway/ir";

/**
 * All tasks that end before a task starts: those in `dependentTasks` and the producers of its inputs, by name.
 * A name that stands twice in `dependentTasks` stands twice here.
 */
export function dependenciesOf(task: PipelineTaskSpec): readonly string[] {
  const named = task.dependentTasks ?? [];
  const known = new Set(named);
  const producers = [
    ...Object.values(task.inputs?.parameters ?? {}).map((input) => input.taskOutputParameter?.producerTask),
    ...Object.values(task.inputs?.artifacts ?? {}).map((input) => input.taskOutputArtifact?.producerTask),
  ].filter((name) => name !== undefined && !known.has(name));
  return [...named, ...new Set(producers)].filter((name) => name !== undefined).sort(compareText);
}
