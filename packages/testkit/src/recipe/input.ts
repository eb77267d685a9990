// Decisions on one input of a component. `source` picks from what is at hand where the component is used: see
// write/binding.ts.
import type { ArtifactTypeSchema, JsonValue, ParameterType } from "@slipway/ir";
import fc from "fast-check";
import { keys, texts } from "../text.js";
import { VALUE_TYPES, type ValueType, valuesOf } from "../value.js";

export type ParameterRecipe = {
  readonly kind: "parameter";
  readonly name: string;
  readonly type: ParameterType;
  readonly source: number;
  /** What the input gets when it gets a constant. */
  readonly constant: JsonValue;
  readonly defaultValue?: JsonValue;
  readonly isOptional?: boolean;
  /** Whether the input takes its constant and its default and nothing else. */
  readonly isClosed?: boolean;
  /** Whether it takes a part of its source. */
  readonly isSelected?: boolean;
  readonly description?: string;
};

export type ArtifactRecipe = {
  readonly kind: "artifact";
  readonly name: string;
  readonly source: number;
  readonly schema: ArtifactTypeSchema;
  readonly isList?: boolean;
  readonly isOptional?: boolean;
};

export type InputRecipe = ParameterRecipe | ArtifactRecipe;

/** A number that stands for a choice; what it means depends on how many there are. */
export function choices(): fc.Arbitrary<number> {
  return fc.nat({ max: 999 });
}

const SCHEMAS: readonly ArtifactTypeSchema[] = [
  { schemaTitle: "system.Artifact", schemaVersion: "0.0.1" },
  { schemaTitle: "system.Dataset", schemaVersion: "0.0.1" },
  { schemaTitle: "system.Model", schemaVersion: "0.0.1" },
  { schemaTitle: "system.Metrics", schemaVersion: "0.0.1" },
  { schemaTitle: "google.VertexModel", schemaVersion: "0.0.1" },
  { instanceSchema: "type: object\nproperties: {}\n" },
  {},
];

export function schemas(): fc.Arbitrary<ArtifactTypeSchema> {
  return fc.constantFrom(...SCHEMAS);
}

function parameters(type: ValueType): fc.Arbitrary<ParameterRecipe> {
  return fc.record(
    {
      kind: fc.constant("parameter"),
      name: inputNames(),
      type: fc.constant(type),
      source: choices(),
      constant: valuesOf(type),
      defaultValue: valuesOf(type),
      isOptional: fc.boolean(),
      isClosed: fc.boolean(),
      isSelected: fc.boolean(),
      description: texts(),
    },
    { requiredKeys: ["kind", "name", "type", "source", "constant"] },
  );
}

function artifacts(): fc.Arbitrary<ArtifactRecipe> {
  return fc.record(
    {
      kind: fc.constant("artifact"),
      name: inputNames(),
      source: choices(),
      schema: schemas(),
      isList: fc.boolean(),
      isOptional: fc.boolean(),
    },
    { requiredKeys: ["kind", "name", "source", "schema"] },
  );
}

/** Most names are what a Python function's arguments are; some are anything. */
export function inputNames(): fc.Arbitrary<string> {
  const usual = fc.constantFrom("text", "epochs", "lr", "data_set", "model", "Output", "pipelinechannel--load-Output");
  return fc.oneof({ weight: 3, arbitrary: usual }, { weight: 1, arbitrary: keys() });
}

export function inputs(maxLength = 4): fc.Arbitrary<readonly InputRecipe[]> {
  const input = fc.oneof(...VALUE_TYPES.map(parameters), artifacts(), artifacts());
  return fc.array<InputRecipe>(input, { maxLength });
}
