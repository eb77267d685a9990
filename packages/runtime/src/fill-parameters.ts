// Values as their sources gave them → what the task's inputs are: placeholders in what the pipeline's author wrote
// replaced, defaults where nothing came, each fitted to its type.
import { isJsonObject, type JsonValue } from "@slipway/ir";
import { type ParameterBinding, scanPlaceholders } from "@slipway/pod";
import { expandJson, type PlaceholderValues, valueAt } from "./expand.js";
import { type Found, found, missing } from "./found.js";
import { fitParameter } from "./parameter-text.js";

export type FilledParameters = {
  /** Absent inputs are not in it. */
  readonly values: Readonly<Record<string, JsonValue>>;
  /** Names of those whose value came from the pipeline, not from a default of the component's own. */
  readonly given: ReadonlySet<string>;
  /** In the user's own names; empty when all went well. */
  readonly problems: readonly string[];
};

/**
 * Placeholders are looked for in constants and in defaults, which the author wrote, in lists and mappings too. A value
 * that comes from anywhere else is taken as it is, whatever it looks like.
 *
 * @param raw by input, what its source gave: null where that is absent
 * @example
 * // --name is 'run-{{$.pipeline_job_uuid}}' and --id is 3.
 * fillParameters(bindings, { name: found("run-…"), id: found(3) }, { general: { pipeline_job_uuid: "u" } });
 */
export function fillParameters(
  bindings: Readonly<Record<string, ParameterBinding>>,
  raw: Readonly<Record<string, Found<JsonValue>>>,
  context: Omit<PlaceholderValues, "parameters">,
): FilledParameters {
  const drafts = new Map(
    Object.entries(bindings).map(([name, binding]) => [name, draftOf(binding, valueAt(raw, name))]),
  );
  const { order, circles } = inOrderOfNeed(drafts);
  const parameters = new Map<string, JsonValue>([...drafts.keys()].map((name) => [name, null]));
  const problems = [...circles];
  for (const name of order) {
    const binding = bindings[name];
    const draft = drafts.get(name);
    if (!binding || !draft) continue;
    const value = finish(name, binding, draft, { ...context, parameters: Object.fromEntries(parameters) });
    if (value.ok) parameters.set(name, value.value);
    else problems.push(value.reason);
  }
  const given = [...drafts].filter(([name, { isGiven }]) => isGiven && parameters.get(name) !== null);
  return {
    values: Object.fromEntries([...parameters].filter(([, value]) => value !== null)),
    given: new Set(given.map(([name]) => name)),
    problems,
  };
}

type Draft = {
  readonly value: Found<JsonValue>;
  readonly isGiven: boolean;
  /** The author wrote it: placeholders in it are meant as such. */
  readonly isWritten: boolean;
};

function draftOf(
  { from, isOptional, defaultValue = null }: ParameterBinding,
  raw: Found<JsonValue> = found(null),
): Draft {
  if (raw.ok ? raw.value !== null : !isOptional)
    return { value: raw, isGiven: true, isWritten: from.kind === "constant" };
  return { value: found(defaultValue), isGiven: false, isWritten: true };
}

function finish(
  name: string,
  binding: ParameterBinding,
  { value, isWritten }: Draft,
  values: PlaceholderValues,
): Found<JsonValue> {
  const expanded = value.ok && isWritten ? expandJson(value.value, values) : value;
  if (!expanded.ok) return missing(`input "${name}": ${expanded.reason}`);
  // The settings of a task are filled in by the backend, which alone knows them.
  const isNeeded = binding.type !== undefined && binding.type !== "TASK_CONFIG" && !binding.isOptional;
  if (expanded.value === null && isNeeded) return missing(`input "${name}" has no value`);
  return fitParameter(name, binding, expanded.value);
}

/** Each after those that its text names. Those that name each other are left out, and told. */
function inOrderOfNeed(drafts: ReadonlyMap<string, Draft>) {
  const order: string[] = [];
  const circles: string[] = [];
  const done = new Set<string>();
  const visit = (name: string, around: readonly string[]): boolean => {
    const start = around.indexOf(name);
    if (start >= 0) {
      circles.push(`inputs refer to each other in a circle: ${[...around.slice(start), name].join(" → ")}`);
      return false;
    }
    if (done.has(name)) return order.includes(name);
    const draft = drafts.get(name);
    const needs = draft?.isWritten && draft.value.ok ? inputsNamedIn(draft.value.value) : [];
    const isFree = needs.filter((need) => drafts.has(need)).every((need) => visit(need, [...around, name]));
    done.add(name);
    if (isFree) order.push(name);
    return isFree;
  };
  for (const name of drafts.keys()) visit(name, []);
  return { order, circles };
}

function inputsNamedIn(value: JsonValue): readonly string[] {
  if (typeof value === "string") {
    return scanPlaceholders(value).flatMap((part) =>
      typeof part !== "string" && part.kind === "input-parameter" ? [part.name] : [],
    );
  }
  if (Array.isArray(value)) return value.flatMap(inputsNamedIn);
  return isJsonObject(value) ? Object.entries(value).flatMap((entry) => entry.flatMap(inputsNamedIn)) : [];
}
