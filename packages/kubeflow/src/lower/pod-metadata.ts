// Labels and annotations of a task's pod. Argo cannot patch them into a pod, so templates that take so many of each
// are made, and a task fills them in: https://github.com/argoproj/argo-workflows/issues/14661
import { type KubernetesExecutorConfig, sortedEntries } from "@slipway/ir";
import type { Metadata } from "@slipway/kubernetes";
import { inputParameter } from "../expression.js";
import type { Parameter } from "../workflow.js";

type Kind = "annotation" | "label";
type PodMetadata = NonNullable<KubernetesExecutorConfig["podMetadata"]>;

/** Names of the two parameters of one entry; numbered when there are several. */
function parameterNames(kind: Kind, count: number): readonly { readonly key: string; readonly value: string }[] {
  return Array.from({ length: count }, (_, i) => {
    const suffix = count > 1 ? `-${i + 1}` : "";
    return { key: `pod-metadata-${kind}-key${suffix}`, value: `pod-metadata-${kind}-val${suffix}` };
  });
}

function counts({ annotations = {}, labels = {} }: PodMetadata) {
  return { annotation: Object.keys(annotations).length, label: Object.keys(labels).length };
}

/** `metadata-<annotations>-<labels>-`: what tells the templates apart. */
export function metadataPrefix(metadata: PodMetadata | undefined): string {
  if (!metadata) return "";
  const { annotation, label } = counts(metadata);
  return `metadata-${annotation}-${label}-`;
}

/** The parameters as a template declares them. */
export function metadataParameters(metadata: PodMetadata | undefined): readonly Parameter[] {
  if (!metadata) return [];
  const { annotation, label } = counts(metadata);
  return [...parameterNames("annotation", annotation), ...parameterNames("label", label)].flatMap(({ key, value }) => [
    { name: key },
    { name: value },
  ]);
}

/** The parameters with what one task puts into them. */
export function metadataArguments(metadata: PodMetadata | undefined): readonly Parameter[] {
  if (!metadata) return [];
  return [...filled("annotation", metadata.annotations), ...filled("label", metadata.labels)];
}

function filled(kind: Kind, entries: PodMetadata["labels"]): readonly Parameter[] {
  const sorted = sortedEntries(entries);
  return parameterNames(kind, sorted.length).flatMap(({ key, value }, i) => {
    const [name = "", text = ""] = sorted[i] ?? [];
    return [
      { name: key, value: name },
      { name: value, value: text },
    ];
  });
}

/** The metadata of a template, whose keys and values are its parameters. */
export function metadataReferences(metadata: PodMetadata | undefined): Metadata {
  if (!metadata) return {};
  const { annotation, label } = counts(metadata);
  const references = (kind: Kind, count: number) =>
    Object.fromEntries(
      parameterNames(kind, count).map(({ key, value }) => [inputParameter(key), inputParameter(value)]),
    );
  return {
    ...(label > 0 && { labels: references("label", label) }),
    ...(annotation > 0 && { annotations: references("annotation", annotation) }),
  };
}
