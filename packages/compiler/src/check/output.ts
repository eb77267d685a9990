// The outputs of a DAG: every one comes from a task in it that makes it.
import { type Diagnostic, didYouMean, type IrPath, sortedEntries } from "@slipway/ir";
import { diagnose } from "../messages.js";
import type { Scope, TaskInScope } from "./scope.js";

type Kind = "parameter" | "artifact";
type Selector = { readonly task: string; readonly key: string; readonly path: IrPath };

export function checkDagOutputs(scope: Scope, siblings: ReadonlyMap<string, TaskInScope>): readonly Diagnostic[] {
  const outputs = scope.component.dag?.outputs ?? {};
  const path = [...scope.path, "dag", "outputs"];
  const parameters = sortedEntries(outputs.parameters).map(([name, output]) => {
    const one = output.valueFromParameter;
    const at = [...path, "parameters", name];
    const many = output.valueFromOneof?.parameterSelectors ?? [];
    const selectors = one
      ? [{ selector: one, path: [...at, "valueFromParameter"] }]
      : many.map((selector, i) => ({ selector, path: [...at, "valueFromOneof", "parameterSelectors", i] }));
    const found = selectors.map(({ selector, path }) => ({
      task: selector.producerSubtask ?? "",
      key: selector.outputParameterKey ?? "",
      path,
    }));
    return { name, kind: "parameter" as const, selectors: found };
  });
  const artifacts = sortedEntries(outputs.artifacts).map(([name, output]) => ({
    name,
    kind: "artifact" as const,
    selectors: (output.artifactSelectors ?? []).map((selector, i) => ({
      task: selector.producerSubtask ?? "",
      key: selector.outputArtifactKey ?? "",
      path: [...path, "artifacts", name, "artifactSelectors", i],
    })),
  }));
  return [
    ...[...parameters, ...artifacts].flatMap(({ name, kind, selectors }) =>
      selectors.flatMap((selector) => checkSelector(name, kind, selector, { scope, siblings })),
    ),
    ...missing(scope, "parameter", parameters),
    ...missing(scope, "artifact", artifacts),
  ];
}

function checkSelector(
  output: string,
  kind: Kind,
  { task, key, path }: Selector,
  { scope, siblings }: { readonly scope: Scope; readonly siblings: ReadonlyMap<string, TaskInScope> },
): readonly Diagnostic[] {
  const producer = siblings.get(task);
  const field = kind === "parameter" ? "parameters" : "artifacts";
  const known = producer?.component?.outputDefinitions?.[field] ?? {};
  if (producer && (!producer.component || Object.hasOwn(known, key))) return [];
  const hint = producer ? didYouMean(key, Object.keys(known)) : didYouMean(task, siblings.keys());
  const at = producer ? (kind === "parameter" ? "outputParameterKey" : "outputArtifactKey") : "producerSubtask";
  return [diagnose("unknown-dag-output", [...path, at], { output, scope: scope.subject, kind, key, task, hint })];
}

function missing(
  { component, path, subject }: Scope,
  kind: Kind,
  given: readonly { readonly name: string; readonly selectors: readonly Selector[] }[],
): readonly Diagnostic[] {
  const field = kind === "parameter" ? "parameters" : "artifacts";
  const sources = new Set(given.filter(({ selectors }) => selectors.length > 0).map(({ name }) => name));
  return Object.keys(component.outputDefinitions?.[field] ?? {})
    .filter((name) => !sources.has(name))
    .map((output) =>
      diagnose("missing-dag-output", [...path, "outputDefinitions", field, output], { output, scope: subject }),
    );
}
