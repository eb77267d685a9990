// Decisions on one output of a component that runs something.
import type { ArtifactTypeSchema, JsonObject, ParameterType } from "@slipway/ir";
import fc from "fast-check";
import { texts } from "../text.js";
import { jsonValues, mappings, VALUE_TYPES } from "../value.js";
import { inputNames, schemas } from "./input.js";

export type OutputRecipe =
  | { readonly kind: "parameter"; readonly name: string; readonly type: ParameterType; readonly description?: string }
  | {
      readonly kind: "artifact";
      readonly name: string;
      readonly schema: ArtifactTypeSchema;
      readonly isList?: boolean;
      readonly metadata?: JsonObject;
    };

export function outputs(): fc.Arbitrary<readonly OutputRecipe[]> {
  const parameter = fc.record(
    {
      kind: fc.constant("parameter" as const),
      name: inputNames(),
      type: fc.constantFrom(...VALUE_TYPES),
      description: texts(),
    },
    { requiredKeys: ["kind", "name", "type"] },
  );
  const artifact = fc.record(
    {
      kind: fc.constant("artifact" as const),
      name: inputNames(),
      schema: schemas(),
      isList: fc.boolean(),
      metadata: mappings(jsonValues(), 2),
    },
    { requiredKeys: ["kind", "name", "schema"] },
  );
  return fc.array<OutputRecipe>(fc.oneof(parameter, parameter, artifact), { maxLength: 3 });
}
