// A pipeline as it is compared with its older self, without its tasks.
import type { PipelineParameter, Plan, Value } from "@slipway/compiler";
import { wordsOf } from "../facts/source.js";
import type { Aspect } from "./change.js";

export function pipelineAspects({
  name,
  displayName,
  pipelineRoot,
  parameters,
  root,
  settings,
}: Plan): readonly Aspect[] {
  const outputs: readonly (readonly [string, Value])[] = [...root.outputs.parameters, ...root.outputs.artifacts];
  return [
    { about: "name", text: name },
    ...(displayName === undefined ? [] : [{ about: "display name", text: displayName }]),
    ...(pipelineRoot === undefined ? [] : [{ about: "pipeline root", text: pipelineRoot.uri }]),
    ...[...parameters.values()].map(parameterAspect),
    ...outputs.map(([output, value]) => ({ about: `output "${output}"`, text: wordsOf(value) })),
    ...Object.entries(settings.pipelineConfig ?? {}).map(([field, value]) => ({
      about: `setting ${field}`,
      text: JSON.stringify(value),
    })),
  ];
}

function parameterAspect({ name, type, isOptional, defaultValue, given, literals }: PipelineParameter): Aspect {
  const parts = [
    type,
    defaultValue === undefined ? (isOptional ? "optional" : "required") : `default ${JSON.stringify(defaultValue)}`,
    ...(literals.length > 0 ? [`one of ${JSON.stringify(literals)}`] : []),
    ...(given === undefined ? [] : [`given ${JSON.stringify(given)}`]),
  ];
  return { about: `parameter "${name}"`, text: parts.join(", ") };
}
