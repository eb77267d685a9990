// References in Argo's own template language. The only file that contains its braces.
// https://argo-workflows.readthedocs.io/en/latest/variables/

/** Id of the run: Kubeflow's API server puts its own in place of the workflow's. */
export const RUN_ID = "{{workflow.uid}}";
export const WORKFLOW_NAME = "{{workflow.name}}";
export const CREATION_TIME = "{{workflow.creationTimestamp}}";
/** Number of an iteration, from 0. */
export const LOOP_ITEM = "{{item}}";
/** Number of an attempt, from 0; known only in a template that retries. */
export const RETRIES = "{{retries}}";

export function workflowParameter(name: string): string {
  return `{{workflow.parameters.${name}}}`;
}

export function inputParameter(name: string): string {
  return `{{inputs.parameters.${name}}}`;
}

export function outputPath(name: string): string {
  return `{{outputs.parameters.${name}.path}}`;
}

export function taskOutput(task: string, name: string): string {
  return `{{tasks.${task}.outputs.parameters.${name}}}`;
}

/** Runs after all of these succeeded: `a.Succeeded && b.Succeeded`; absent for none. */
export function dependsOn(tasks: readonly string[]): { readonly depends?: string } {
  return tasks.length === 0 ? {} : { depends: tasks.map((task) => `${task}.Succeeded`).join(" && ") };
}

/** A driver writes `false` when the condition does not hold, and `nil` when there is none. */
export function unlessFalse(condition: string): string {
  return `${condition} != false`;
}

export function unlessTrue(value: string): string {
  return `${value} != true`;
}
