// Settings for Kubernetes may take a value from the pipeline: the name of a Secret, of a volume claim, node selectors.
// Source: https://github.com/kubeflow/pipelines/blob/master/kubernetes_platform/proto/kubernetes_executor_config.proto
import { type InputParameterSpec, isJsonObject, type JsonValue, type KubernetesExecutorConfig } from "@slipway/ir";
import type { Value } from "../plan.js";

const SOURCES = ["componentInputParameter", "taskOutputParameter", "runtimeValue"];

/** @returns by JSON pointer (RFC 6901), the source of each input among the settings */
export function kubernetesInputs(
  settings: KubernetesExecutorConfig | undefined,
  resolve: (input: InputParameterSpec) => Value,
): ReadonlyMap<string, Value> {
  if (!settings) return new Map();
  return new Map(inputsIn(settings, "").map(([pointer, input]) => [pointer, resolve(input)]));
}

/** Names of the tasks whose outputs the settings read, each once. */
export function producersOf(settings: KubernetesExecutorConfig | undefined): readonly string[] {
  if (!settings) return [];
  const names = inputsIn(settings, "").flatMap(
    ([, { taskOutputParameter }]) => taskOutputParameter?.producerTask ?? [],
  );
  return [...new Set(names)];
}

type Input = readonly [pointer: string, input: InputParameterSpec];

function inputsIn(value: JsonValue, pointer: string): readonly Input[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => inputsIn(item, `${pointer}/${index}`));
  if (!isJsonObject(value)) return [];
  const own: readonly Input[] = SOURCES.some((field) => field in value) ? [[pointer, value as InputParameterSpec]] : [];
  const inner = Object.entries(value).flatMap(([key, child]) => inputsIn(child, `${pointer}/${escaped(key)}`));
  return [...own, ...inner];
}

function escaped(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}
