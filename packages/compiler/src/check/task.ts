// What one task says of itself: condition, selectors, loop, retries, placeholders in its constants.
import { type Diagnostic, didYouMean, type RetryPolicy, sortedEntries } from "@slipway/ir";
import { parametersOf, parseExpression } from "../expression.js";
import { diagnose } from "../messages.js";
import { checkPlaceholders } from "./placeholder.js";
import type { TaskInScope } from "./scope.js";

export function checkTask(task: TaskInScope): readonly Diagnostic[] {
  return [
    ...checkCondition(task),
    ...checkSelectors(task),
    ...checkIterator(task),
    ...checkRetry(task),
    ...checkConstants(task),
  ];
}

function checkCondition({ name: task, spec, component, path }: TaskInScope): readonly Diagnostic[] {
  const text = spec.triggerPolicy?.condition ?? "";
  if (text === "") return [];
  const at = [...path, "triggerPolicy", "condition"];
  const parsed = parseExpression(text);
  if (!parsed.ok) return [diagnose("bad-condition", at, { task, reason: parsed.reason })];
  const known = new Set([
    ...Object.keys(spec.inputs?.parameters ?? {}),
    ...Object.keys(component?.inputDefinitions?.parameters ?? {}),
  ]);
  return parametersOf(parsed.expression)
    .filter((input) => !known.has(input))
    .map((input) => diagnose("unknown-condition-input", at, { task, input, hint: didYouMean(input, known) }));
}

function checkSelectors({ name: task, spec, path }: TaskInScope): readonly Diagnostic[] {
  return sortedEntries(spec.inputs?.parameters).flatMap(([input, { parameterExpressionSelector: text }]) => {
    const parsed = text ? parseExpression(text) : undefined;
    if (!parsed || parsed.ok) return [];
    const at = [...path, "inputs", "parameters", input, "parameterExpressionSelector"];
    return [diagnose("bad-selector", at, { input, task, reason: parsed.reason })];
  });
}

function checkIterator({ name: task, spec, component, path }: TaskInScope): readonly Diagnostic[] {
  const { parameterIterator: overValues, artifactIterator: overArtifacts } = spec;
  const iterator = overValues ?? overArtifacts;
  if (!iterator) return [];
  const field = overValues ? "parameterIterator" : "artifactIterator";
  const bad = (reason: string, ...rest: string[]) =>
    diagnose("bad-iterator", [...path, field, ...rest], { task, reason });
  const item = iterator.itemInput ?? "";
  const kind = overValues ? ("parameters" as const) : ("artifacts" as const);
  const declared = Object.keys(component?.inputDefinitions?.[kind] ?? {});
  const given = Object.keys(spec.inputs?.[kind] ?? {});
  const diagnostics: Diagnostic[] = [];
  if (item === "") diagnostics.push(bad("itemInput is missing"));
  else if (component && !declared.includes(item)) {
    const hint = didYouMean(item, declared);
    diagnostics.push(bad(`its component has no input "${item}" for the item.${hint}`, "itemInput"));
  }
  const source = overValues?.items?.inputParameter ?? overArtifacts?.items?.inputArtifact;
  if (overValues?.items?.raw !== undefined) {
    if (!isJsonList(overValues.items.raw)) diagnostics.push(bad("items.raw is not a JSON list", "items", "raw"));
  } else if (source === undefined || source === "") diagnostics.push(bad("it has no items", "items"));
  else if (!given.includes(source)) {
    diagnostics.push(
      bad(`the task has no input "${source}" to take the items from.${didYouMean(source, given)}`, "items"),
    );
  }
  return diagnostics;
}

export function isJsonList(text: string): boolean {
  try {
    return Array.isArray(JSON.parse(text));
  } catch {
    return false;
  }
}

function checkRetry({ name: task, spec, path }: TaskInScope): readonly Diagnostic[] {
  const policy: RetryPolicy = spec.retryPolicy ?? {};
  return Object.entries(policy)
    .filter(([, value]) => (typeof value === "number" ? value < 0 : value.startsWith("-")))
    .map(([field, found]) => diagnose("bad-retry", [...path, "retryPolicy", field], { task, field, found }));
}

/** Texts given to a task may refer to its other inputs: that is how the SDK passes f-strings. */
function checkConstants({ name, spec, path }: TaskInScope): readonly Diagnostic[] {
  const parameters = spec.inputs?.parameters;
  const names = () => {
    const inputs = { parameters: Object.keys(parameters ?? {}), artifacts: Object.keys(spec.inputs?.artifacts ?? {}) };
    return { inputs };
  };
  return sortedEntries(parameters).flatMap(([input, { runtimeValue }]) => {
    const constant = runtimeValue?.constant;
    if (typeof constant !== "string") return [];
    const at = () => [...path, "inputs", "parameters", input, "runtimeValue", "constant"];
    return checkPlaceholders(`input "${input}" of task "${name}"`, constant, at, names);
  });
}
