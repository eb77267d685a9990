import { compareText, type PipelineTaskSpec } from "@slipway/ir";

/**
 * All tasks that end before a task starts: those in `dependentTasks` and the producers of its inputs, by name.
 * A name that stands twice in `dependentTasks` stands twice here.
 */
export function dependenciesOf(task: PipelineTaskSpec): readonly string[] {
  const names = [...(task.dependentTasks ?? [])];
  const add = (producer: string | undefined) => {
    if (producer !== undefined && !names.includes(producer)) names.push(producer);
  };
  for (const input of Object.values(task.inputs?.parameters ?? {})) add(input.taskOutputParameter?.producerTask);
  for (const input of Object.values(task.inputs?.artifacts ?? {})) add(input.taskOutputArtifact?.producerTask);
  return names.length > 1 ? names.sort(compareText) : names;
}
