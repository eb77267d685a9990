// Small pipelines in few words, as IR.
import { type Plan, planPipeline } from "@slipway/compiler";
import type { JsonObject, JsonValue } from "@slipway/ir";

export type Step = {
  /** A shell script; `true` without one. */
  readonly run?: string;
  readonly after?: readonly string[];
  /** It waits for the end of others, however that is. */
  readonly completed?: true;
  /** CEL. */
  readonly condition?: string;
  readonly retry?: JsonObject;
  /** What is in a DAG. */
  readonly steps?: Steps;
  /** What a loop is over. */
  readonly items?: readonly JsonValue[];
  readonly atOnce?: number;
  readonly image?: string;
  readonly cached?: true;
};

export type Steps = Readonly<Record<string, Step>>;

export function planOf(steps: Steps, parameters: Readonly<Record<string, JsonValue>> = {}): Plan {
  const result = planPipeline(JSON.stringify(pipelineOf(steps)), parameters);
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics));
  return result.value.plan;
}

export function pipelineOf(steps: Steps): JsonObject {
  const components: Record<string, JsonObject> = {};
  const executors: Record<string, JsonObject> = {};
  const root = { dag: { tasks: tasksOf(steps, "", components, executors) } };
  return {
    pipelineInfo: { name: "small" },
    root,
    components,
    deploymentSpec: { executors },
    schemaVersion: "2.1.0",
    sdkVersion: "kfp-2.17.0",
  };
}

function tasksOf(
  steps: Steps,
  within: string,
  components: Record<string, JsonObject>,
  executors: Record<string, JsonObject>,
): JsonObject {
  const tasks = Object.entries(steps).map(([name, step]): [string, JsonObject] => {
    const id = `${within}${name}`;
    const input = step.items && { inputDefinitions: { parameters: { item: { parameterType: "STRING" } } } };
    if (step.steps) {
      const dag = { tasks: tasksOf(step.steps, `${id}-`, components, executors) };
      components[`comp-${id}`] = { ...input, dag };
    } else {
      components[`comp-${id}`] = { ...input, executorLabel: `exec-${id}` };
      const container = { image: step.image ?? "alpine", command: ["sh", "-c", step.run ?? "true"] };
      executors[`exec-${id}`] = { container };
    }
    const trigger = {
      ...(step.condition !== undefined && { condition: step.condition }),
      ...(step.completed && { strategy: "ALL_UPSTREAM_TASKS_COMPLETED" }),
    };
    const loop = step.items && {
      parameterIterator: { itemInput: "item", items: { raw: JSON.stringify(step.items) } },
      ...(step.atOnce !== undefined && { iteratorPolicy: { parallelismLimit: step.atOnce } }),
    };
    return [
      name,
      {
        taskInfo: { name },
        componentRef: { name: `comp-${id}` },
        ...(step.cached && { cachingOptions: { enableCache: true } }),
        ...(step.after && { dependentTasks: [...step.after] }),
        ...(Object.keys(trigger).length > 0 && { triggerPolicy: trigger }),
        ...(step.retry && { retryPolicy: step.retry }),
        ...loop,
      },
    ];
  });
  return Object.fromEntries(tasks);
}
