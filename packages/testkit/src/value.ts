// Values of parameters, by their type.
import type { JsonValue, ParameterType } from "@slipway/ir";
import fc from "fast-check";
import { keys, texts } from "./text.js";

/** The types that a user can give a parameter; the two others are filled by the run. */
export const VALUE_TYPES = ["STRING", "NUMBER_INTEGER", "NUMBER_DOUBLE", "BOOLEAN", "LIST", "STRUCT"] as const;
export type ValueType = (typeof VALUE_TYPES)[number];

function doubles(): fc.Arbitrary<number> {
  return fc.oneof(fc.constantFrom(0, 0.5, -1, 1e21, 1e-7, 1e300), fc.double({ noNaN: true, noDefaultInfinity: true }));
}

function integers(): fc.Arbitrary<number> {
  return fc.oneof(fc.nat({ max: 10 }), fc.maxSafeInteger());
}

/** A mapping by texts, `__proto__` included, which a plain assignment would lose. */
export function mappings<T>(values: fc.Arbitrary<T>, maxLength = 3): fc.Arbitrary<Readonly<Record<string, T>>> {
  return fc.array(fc.tuple(keys(), values), { maxLength }).map((entries) => Object.fromEntries(entries));
}

export function jsonValues(): fc.Arbitrary<JsonValue> {
  const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      texts(),
      integers(),
      doubles(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie("value"), { maxLength: 3 }),
      mappings(tie("value")),
    ),
  }));
  return value;
}

const BY_TYPE: Readonly<Record<ValueType, () => fc.Arbitrary<JsonValue>>> = {
  STRING: texts,
  NUMBER_INTEGER: integers,
  NUMBER_DOUBLE: doubles,
  BOOLEAN: () => fc.boolean(),
  LIST: () => fc.array(jsonValues(), { maxLength: 3 }),
  STRUCT: () => mappings(jsonValues()),
};

export function valuesOf(type: ValueType): fc.Arbitrary<JsonValue> {
  return BY_TYPE[type]();
}

/** Whether an output of one type may go into an input of another; said here once more, apart from the compiler. */
export function flows(given: ParameterType, wanted: ParameterType): boolean {
  const isNumber = (type: ParameterType) => type === "NUMBER_INTEGER" || type === "NUMBER_DOUBLE";
  return given === wanted || wanted === "STRING" || (isNumber(given) && isNumber(wanted));
}
