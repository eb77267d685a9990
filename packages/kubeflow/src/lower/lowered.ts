import type { DagTask, Parameter, Template } from "../workflow.js";

/** What lowering a part gives: tasks for the DAG around it, and what the workflow needs once, in order of first use. */
export type Lowered = {
  readonly tasks: readonly DagTask[];
  readonly templates: readonly Template[];
};

/** A list of parameters, all with values. */
export function withValues(
  values: readonly (readonly [name: string, value: string | undefined])[],
): readonly Parameter[] {
  return values.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
}
