// What stands in a field of a pod: a value that is known now, or a slot that is filled when the pipeline runs. What fills
// a slot is kept apart (slots.ts), so that tasks which differ in nothing else share one template.
import type { JsonValue } from "@slipway/ir";

export type Setting<T extends JsonValue = string> = Known<T> | Slot;

export type Known<T extends JsonValue> = { readonly kind: "known"; readonly value: T };

export type Slot = {
  readonly kind: "slot";
  /** Its name: a JSON pointer into the settings for Kubernetes, `/image`, or one below `/resources` or `/env`. */
  readonly slot: string;
  readonly form: Form;
  /** What becomes of the entry that the slot stands in when its value turns out to be null, or a text to be empty. */
  readonly absent: "leave-out" | "fail";
};

/** What a slot's value has to be. */
export type Form = keyof typeof FORMS;

/**
 * Where in a pod a form stands, which tells how an engine can put a value there:
 *
 * - `string`: a field that takes any string. An engine's reference may stand in it.
 * - `quantity`: a field whose schema takes only amounts, and refuses a reference. It needs a patch of the finished pod.
 * - `key`: a key of a mapping. It needs a patch, too.
 * - `json`: a list or a mapping. In a patch the value stands bare, without quotes.
 */
export type Place = "string" | "quantity" | "key" | "json";

export const FORMS = {
  /** Of an object: a Secret, a config map, a volume claim. */
  name: "string",
  image: "string",
  /** Of an environment variable: anything. The driver knows it, too, and can hand it on where an engine must not see it. */
  variable: "string",
  /** An amount such as `500m` or `2Gi`. */
  amount: "quantity",
  /** How many accelerators: a whole number, as text or as a number. */
  count: "quantity",
  /** Name of an accelerator's resource, such as `nvidia.com/gpu`. */
  resource: "key",
  /** A mapping of node labels to their values. */
  labels: "json",
  /** One toleration as Kubernetes has it, or a list of them. */
  tolerations: "json",
  /** A whole NodeAffinity as Kubernetes has it. */
  "node-affinity": "json",
} as const satisfies Readonly<Record<string, Place>>;

/**
 * A known value, in the form that fragments hold.
 *
 * @example
 * known("credentials"); // { kind: "known", value: "credentials" }
 */
export function known<T extends JsonValue>(value: T): Known<T> {
  return { kind: "known", value };
}
