// What fills the slots of a task: every value that its settings for Kubernetes, its resources, its image and its variables
// take from elsewhere, followed to its source. What turns out to be constant is known, and becomes no slot.
import type { LeafTask, Plan, Value } from "@slipway/compiler";
import type { JsonValue } from "@slipway/ir";
import { scanPlaceholders } from "../placeholder.js";
import { textOf } from "../text-of.js";

/**
 * What fills a slot: a text made of parts, one after the other. A value alone is the value itself, which may be no text.
 * A value among others stands there as `textOf` spells it.
 */
export type SlotSource = readonly SlotPart[];

export type SlotPart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "value"; readonly value: Value }
  /** Of the run or the task, by the name of Kubeflow's placeholder: `pipeline_job_name`. */
  | { readonly kind: "general"; readonly name: string };

export type Resolved =
  | { readonly kind: "known"; readonly value: JsonValue }
  | { readonly kind: "later"; readonly source: SlotSource };

/** By slot. What is not here stands in the file as it is. */
export type ResolvedInputs = ReadonlyMap<string, Resolved>;

export function resolveInputs(task: LeafTask): ResolvedInputs {
  const ofSettings = [...task.kubernetesInputs].map(([pointer, value]) => [pointer, resolveValue(value)] as const);
  const ofTexts = textsOf(task).map(([slot, text]) => [slot, resolveText(text, task)] as const);
  return new Map([...ofSettings, ...ofTexts]);
}

/** The texts of the container that stand in its pod. */
function textsOf({ component }: LeafTask): readonly (readonly [slot: string, text: string])[] {
  if (component.kind !== "container") return [];
  const { image = "", env = [], resources = {} } = component.container;
  const { accelerator = {}, ...amounts } = resources;
  const named = (folder: string, entries: object) =>
    Object.entries(entries).flatMap(([name, text]) =>
      typeof text === "string" ? [[`${folder}/${name}`, text] as const] : [],
    );
  return [
    ["/image", image],
    ...env.map(({ value = "" }, index) => [`/env/${index}`, value] as const),
    ...named("/resources", amounts),
    ...named("/resources/accelerator", accelerator),
  ];
}

function resolveValue(value: Value): Resolved {
  switch (value.kind) {
    case "default":
      return { kind: "known", value: value.value ?? null };
    case "constant":
      return typeof value.value === "string" ? resolveText(value.value) : { kind: "known", value: value.value };
    default:
      return { kind: "later", source: [{ kind: "value", value }] };
  }
}

/** @param task whose inputs the text may speak of; without it only the run and the task are spoken of */
function resolveText(text: string, task?: LeafTask): Resolved {
  const parts = joined(scanPlaceholders(text).flatMap((part) => partsOf(part, task)));
  const [only, ...others] = parts;
  if (only === undefined) return { kind: "known", value: "" };
  return only.kind === "text" && others.length === 0
    ? { kind: "known", value: only.text }
    : { kind: "later", source: parts };
}

function partsOf(part: ReturnType<typeof scanPlaceholders>[number], task: LeafTask | undefined): SlotSource {
  if (typeof part === "string") return [{ kind: "text", text: part }];
  if (part.kind === "general") return [{ kind: "general", name: part.name }];
  const value = part.kind === "input-parameter" ? task?.inputs.parameters.get(part.name) : undefined;
  // What has no meaning here is text, as in Kubeflow.
  if (value === undefined) return [{ kind: "text", text: part.text }];
  const resolved = resolveValue(value);
  return resolved.kind === "known" ? [{ kind: "text", text: textOf(resolved.value) }] : resolved.source;
}

/** Texts that stand beside each other become one, and empty ones nothing. */
function joined(parts: SlotSource): SlotSource {
  const done: SlotPart[] = [];
  for (const part of parts) {
    const last = done.at(-1);
    if (part.kind === "text" && last?.kind === "text") {
      done.splice(-1, 1, { kind: "text", text: last.text + part.text });
    } else if (part.kind !== "text" || part.text !== "") done.push(part);
  }
  return done;
}

/**
 * May a slot's value turn out to be null? Then what its `absent` says has to happen when the pipeline runs; else an engine
 * can put the value where it stands. What other tasks make may always be null.
 *
 * @example
 * const { slots } = fragment;
 * for (const [slot, source] of slots) if (canBeAbsent(source, plan)) console.log(slot);
 */
export function canBeAbsent(source: SlotSource, plan: Plan): boolean {
  const [only, ...others] = source;
  return only?.kind === "value" && others.length === 0 && canBeNull(only.value, plan);
}

function canBeNull(value: Value, plan: Plan): boolean {
  switch (value.kind) {
    case "constant":
    case "filled":
    case "defaulted":
      return value.value === null;
    case "pipeline-parameter": {
      const { isOptional = true, defaultValue = null } = plan.parameters.get(value.name) ?? {};
      return isOptional && defaultValue === null;
    }
    case "final-status":
      return false;
    default:
      return true;
  }
}

/**
 * Do two sources give the same in every run? Asked for claims that a task mounts twice.
 *
 * @example
 * isSameSource(slots.get("/pvcMount/0/pvcNameParameter"), slots.get("/pvcMount/1/pvcNameParameter")); // true
 */
export function isSameSource(a: Resolved | undefined, b: Resolved | undefined): boolean {
  return a !== undefined && b !== undefined && keyOf(a) === keyOf(b);
}

/** Tasks stand in values as they are, and hold the whole plan; their ids say as much. */
function keyOf(resolved: Resolved): string {
  return JSON.stringify(resolved, (field, value: unknown) =>
    field === "task" && typeof value === "object" && value !== null && "id" in value ? value.id : value,
  );
}
