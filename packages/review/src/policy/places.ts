// Where in the IR stands what the rules speak of.
import type { Plan } from "@slipway/compiler";
import type { IrPath } from "@slipway/ir";
import type { TaskFacts } from "../facts/task.js";

export type Places = {
  /** A field of the task's container: its image, its resources. */
  readonly container: (task: TaskFacts, ...rest: readonly (string | number)[]) => IrPath;
  /** A setting of the task for Kubernetes; where there is none, the task. */
  readonly setting: (task: TaskFacts, field: string) => IrPath;
};

export function placesOf({ components }: Plan): Places {
  const executors = new Map(
    components.flatMap((component) => (component.kind === "dag" ? [] : [[component.name, component] as const])),
  );
  return {
    container: (task, ...rest) => {
      const executor = executors.get(task.component);
      return executor ? ["deploymentSpec", "executors", executor.executorLabel, "container", ...rest] : task.path;
    },
    setting: (task, field) => {
      const executor = executors.get(task.component);
      if (executor?.kubernetesSource?.[field] === undefined) return task.path;
      return ["platforms", "kubernetes", "deploymentSpec", "executors", executor.executorLabel, field];
    },
  };
}
