// Where an input gets its value: a constant, the DAG around, a task beside, or nowhere when it need not have one.
import type { InputArtifactSpec, InputParameterSpec } from "@slipway/ir";
import type { ArtifactRecipe, InputRecipe, ParameterRecipe } from "../recipe/input.js";
import { flows } from "../value.js";
import { type Around, pick, type WrittenTask } from "./around.js";

const SELECTORS = ['parseJson(string_value)["a"]', 'parseJson(string_value)["it\'s"][0]', "string_value"];

/** The binding; none when the input is left out. */
export function bindParameter(input: ParameterRecipe, around: Around): InputParameterSpec | undefined {
  if (input.type === "TASK_CONFIG") return undefined;
  const isWanted = (type: ParameterRecipe["type"]) => input.isSelected || flows(type, input.type);
  const ofDag = parametersOf(around.inputs)
    .filter(({ type }) => isWanted(type))
    .map(({ name }): InputParameterSpec => ({ componentInputParameter: name }));
  const ofTasks = producers(around).flatMap(({ name: producerTask, outputs }) =>
    outputs.flatMap((output): readonly InputParameterSpec[] => {
      if (output.kind !== "parameter" || !isWanted(output.type)) return [];
      return [{ taskOutputParameter: { producerTask, outputParameterKey: output.name } }];
    }),
  );
  const left = isRequired(input) ? [] : [undefined];
  const found = pick([constantOf(input), ...ofTasks, ...ofDag, ...left], input.source);
  const isConstant = found === undefined || found.runtimeValue !== undefined;
  if (isConstant || !input.isSelected) return found;
  return { ...found, parameterExpressionSelector: pick(SELECTORS, input.source) ?? "string_value" };
}

export function isRequired({ isOptional, defaultValue }: ParameterRecipe): boolean {
  return !isOptional && defaultValue === undefined;
}

function constantOf({ constant }: ParameterRecipe): InputParameterSpec {
  return { runtimeValue: { constant } };
}

export function bindArtifact(input: ArtifactRecipe, around: Around): InputArtifactSpec | undefined {
  const left = input.isOptional ? [undefined] : [];
  return pick([...artifactSources(around), ...left], input.source);
}

export function artifactSources(around: Around): readonly InputArtifactSpec[] {
  const ofDag = around.inputs.flatMap((input) =>
    input.kind === "artifact" ? [{ componentInputArtifact: input.name }] : [],
  );
  const ofTasks = producers(around).flatMap(({ name: producerTask, outputs }) =>
    outputs.flatMap((output) =>
      output.kind === "artifact" ? [{ taskOutputArtifact: { producerTask, outputArtifactKey: output.name } }] : [],
    ),
  );
  return [...ofTasks, ...ofDag];
}

/** An exit task gives nothing: no engine is sure to run it before others. */
function producers({ siblings }: Around): readonly WrittenTask[] {
  return siblings.filter(({ isExit }) => !isExit);
}

export function parametersOf(inputs: readonly InputRecipe[]): readonly ParameterRecipe[] {
  return inputs.flatMap((input) => (input.kind === "parameter" ? [input] : []));
}

/** Artifacts of which there are none at hand become optional: nothing could be passed. */
export function settled(inputs: readonly InputRecipe[], around: Around): readonly InputRecipe[] {
  const hasArtifacts = artifactSources(around).length > 0;
  return inputs.map((input) => (input.kind === "artifact" && !hasArtifacts ? { ...input, isOptional: true } : input));
}
