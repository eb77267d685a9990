// Sources → values, by reading the records of whoever made them. What is read of parameters and artifacts differs only
// at the ends: `Reading` says how.
import type { JsonValue } from "@slipway/ir";
import { type Source, taskPath } from "@slipway/pod";
import { isGood, readRecord } from "./commit-record.js";
import type { RunContext } from "./context.js";
import { expandJson } from "./expand.js";
import { select } from "./expression.js";
import { finalStatus } from "./final-status.js";
import { type Found, found, type Missing, missing, skipped } from "./found.js";
import { holds } from "./guard.js";
import { importArtifact } from "./importer.js";
import type { ArtifactRecord, TaskRecord } from "./record.js";
import { runValues } from "./run-values.js";
import { inIteration, type Scope } from "./scope.js";
import { wasSkipped } from "./was-skipped.js";

type Artifacts = readonly ArtifactRecord[];

/** One kind of values: parameters are JSON with null for absent, artifacts are lists with none for absent. */
type Reading<T> = {
  readonly absent: T;
  readonly constant: (value: JsonValue) => Found<T>;
  readonly output: (record: TaskRecord, name: string) => Found<T>;
  readonly item: (items: T, index: number) => Found<T>;
  /** Of all iterations, in order; `flat` when each is a collection itself. */
  readonly collect: (values: readonly T[], flat: boolean) => T;
};

const PARAMETERS: Reading<JsonValue> = {
  absent: null,
  constant: found,
  output: (record, name) => {
    const { parameters } = record.outputs;
    const output = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    return output ? found(output.value) : missing(`task "${record.path}" has no output parameter "${name}"`);
  },
  item: (items, index) => {
    const item = Array.isArray(items) ? (items[index] as JsonValue | undefined) : undefined;
    return item === undefined ? missing(`the list has no item ${index}`) : found(item);
  },
  collect: (values, flat) => (flat ? values.flatMap((value) => (Array.isArray(value) ? value : [value])) : values),
};

const ARTIFACTS: Reading<Artifacts> = {
  absent: [],
  constant: () => missing("a constant is no artifact"),
  output: (record, name) => {
    const { artifacts } = record.outputs;
    const output = Object.hasOwn(artifacts, name) ? artifacts[name] : undefined;
    return output ? found(output) : missing(`task "${record.path}" has no output artifact "${name}"`);
  },
  item: (items, index) => {
    const item = items[index];
    return item ? found([item]) : missing(`the list has no artifact ${index}`);
  },
  collect: (values) => values.flat(),
};

/** A value that the user's own code reads; null where there is none. */
export function readParameter(source: Source, scope: Scope, context: RunContext): Promise<Found<JsonValue>> {
  return read(source, scope, context, PARAMETERS);
}

export function readArtifacts(source: Source, scope: Scope, context: RunContext): Promise<Found<Artifacts>> {
  return read(source, scope, context, ARTIFACTS);
}

/** The items of a loop: a list of values, or of artifacts. A text is read as JSON, as Kubeflow does. */
export async function readItems(loop: string, scope: Scope, context: RunContext): Promise<Found<readonly unknown[]>> {
  const definition = scope.loops[loop];
  if (!definition) return missing(`loop "${loop}" is unknown`);
  if (definition.kind === "artifact") return readArtifacts(definition.items, scope, context);
  const items = await readParameter(definition.items, scope, context);
  return items.ok ? listOf(items.value, loop) : items;
}

function listOf(value: JsonValue, loop: string): Found<readonly JsonValue[]> {
  const items = typeof value === "string" ? parseOr(value) : value;
  if (Array.isArray(items)) return found(items);
  const what = items === null ? "nothing" : typeof items === "object" ? "a mapping" : `a ${typeof items}`;
  return missing(`loop "${loop}" runs over a list, but its items are ${what}`);
}

function parseOr(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}

async function read<T>(source: Source, scope: Scope, context: RunContext, reading: Reading<T>): Promise<Found<T>> {
  const readInner = (inner: Source, within = scope) => read(inner, within, context, reading);
  switch (source.kind) {
    case "constant":
      return source.value === null ? found(reading.absent) : reading.constant(source.value);
    case "filled": {
      const filled = await fill(source, scope, context);
      return filled.ok ? reading.constant(filled.value) : filled;
    }
    case "absent":
      return found(reading.absent);
    case "pipeline-parameter":
      return reading.constant(context.run.parameters[source.name] ?? null);
    case "task-output": {
      const record = await producerOf(source.task, scope, context);
      return record.ok ? reading.output(record.value, source.output) : record;
    }
    case "loop-item": {
      const items = await readItems(source.loop, scope, context);
      return items.ok ? reading.item(items.value as T, scope.iterations[source.loop] ?? -1) : items;
    }
    case "collected": {
      const items = await readItems(source.loop, scope, context);
      if (!items.ok) return items;
      const values: T[] = [];
      for (const index of items.value.keys()) {
        const value = await readInner(source.from, inIteration(scope, source.loop, index));
        if (value.ok) values.push(value.value);
        // An iteration that was skipped, or a part of one, is left out.
        else if (!value.skipped) return value;
      }
      const isNone = values.length === 0 && (await wasSkipped(source.loop, scope.iterations, context));
      return isNone
        ? skipped(`loop "${taskPath(source.loop, scope.iterations)}" was skipped`)
        : found(reading.collect(values, isCollected(source.from)));
    }
    case "first-of": {
      const reasons: Missing[] = [];
      for (const { guards, from } of source.choices) {
        const open = await holds(guards, scope, context);
        const value = open.ok ? (open.value ? await readInner(from) : skipped("its condition was false")) : open;
        if (value.ok) return value;
        reasons.push(value);
      }
      const why = `none of the branches ran to its end: ${reasons.map(({ reason }) => reason).join("; ")}`;
      return reasons.every((one) => one.skipped) ? skipped(why) : missing(why);
    }
    case "final-status":
      return reading.constant(await finalStatus(source, scope, context));
    case "selected": {
      const from = await readParameter(source.from, scope, context);
      if (!from.ok) return from;
      if (from.value === null) return found(reading.absent);
      const selected = select(source.selector, from.value);
      return selected.ok ? reading.constant(selected.value) : selected;
    }
    case "defaulted": {
      const from = await readParameter(source.from, scope, context);
      return from.ok ? reading.constant(from.value ?? source.value) : from;
    }
  }
}

async function fill(
  { value, task, inputs }: Extract<Source, { readonly kind: "filled" }>,
  scope: Scope,
  context: RunContext,
): Promise<Found<JsonValue>> {
  const parameters: [name: string, value: JsonValue][] = [];
  for (const [name, from] of Object.entries(inputs)) {
    const read = await readParameter(from, scope, context);
    if (!read.ok) return read;
    parameters.push([name, read.value]);
  }
  const general = runValues({ name: task.split("/").at(-1) ?? "" }, task, context);
  return expandJson(value, { general, parameters: Object.fromEntries(parameters) });
}

async function producerOf(task: string, scope: Scope, context: RunContext): Promise<Found<TaskRecord>> {
  const importer = Object.hasOwn(scope.importers, task) ? scope.importers[task] : undefined;
  if (importer) return importArtifact(importer, scope.iterations, context);
  const path = taskPath(task, scope.iterations);
  const record = await readRecord(context, path);
  if (record && isGood(record.state)) return found(record);
  const isSkipped = record ? record.state === "SKIPPED" : await wasSkipped(task, scope.iterations, context);
  if (isSkipped) return skipped(`task "${path}" was skipped`);
  return missing(`task "${path}" ${record ? IN_WORDS[record.state] : "has not run"}`);
}

const IN_WORDS: Readonly<Record<TaskRecord["state"], string>> = {
  SUCCEEDED: "succeeded",
  CACHED: "was cached",
  FAILED: "failed",
  SKIPPED: "was skipped",
  CANCELLED: "was cancelled",
};

function isCollected(source: Source): boolean {
  if (source.kind === "first-of") return source.choices.some(({ from }) => isCollected(from));
  return source.kind === "collected";
}
