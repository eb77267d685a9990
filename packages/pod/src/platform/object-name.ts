// The name of a Secret, a config map or a volume claim, which has stood in several places over time.
import type { Diagnostic } from "@slipway/ir";
import { textOf } from "../text-of.js";
import { checkName } from "./check-text.js";
import { type Item, inputAt, itemsOf, missing, type Piece, type Reading, textIn } from "./reading.js";
import { known, type Setting, type Slot } from "./setting.js";

/** No name and no problem means that there is nothing to refer to. */
export type ReadName = { readonly name?: Setting; readonly problems: readonly Diagnostic[] };

/**
 * @param field of the literal name; the one of the input is `<field>Parameter`
 * @param absent what a name that comes to null means
 */
export function readName(reading: Reading, item: Item, field: string, absent: Slot["absent"]): ReadName {
  const places = [`${item.pointer}/${field}Parameter`, item.pointer];
  const slot = places.find((place) => reading.inputs.has(place));
  const input = slot === undefined ? undefined : inputAt(reading, slot, "name", absent);
  if (input?.kind === "slot") return { name: input, problems: [] };
  const literal = textIn(item.value[field]) || textIn(item.value["constant"]);
  const name = input === undefined ? literal : textOf(input.value) || literal;
  if (name === "") {
    const isLeftOut = absent === "leave-out" && input !== undefined;
    return { problems: isLeftOut ? [] : [missing(reading, item.path, field)] };
  }
  const path = input === undefined ? [...item.path, field] : item.path;
  return { name: known(name), problems: checkName(reading, path, name) };
}

export function readPullSecrets(reading: Reading): Piece {
  const names = itemsOf(reading, "imagePullSecret").map((item) => readName(reading, item, "secretName", "leave-out"));
  return {
    imagePullSecrets: names.flatMap(({ name }) => (name ? [{ name }] : [])),
    problems: names.flatMap(({ problems }) => problems),
  };
}
