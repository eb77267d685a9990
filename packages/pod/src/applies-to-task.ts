import type { TaskConfigField, TaskConfigPassthrough } from "@slipway/ir";

/** Does a setting that the component lists for dsl.TaskConfig count on the task itself, too? One that is not listed does. */
export function appliesToTask(
  { taskConfig = [] }: { readonly taskConfig?: readonly TaskConfigPassthrough[] },
  field: TaskConfigField,
): boolean {
  const listed = taskConfig.filter((one) => one.field === field);
  return listed.length === 0 || listed.some(({ applyToTask }) => applyToTask);
}
