// The texts of a container that hold placeholders: command, arguments, image and resources.
import {
  type ComponentSpec,
  type Diagnostic,
  type PipelineContainerSpec,
  type PipelineSpec,
  sortedEntries,
} from "@slipway/ir";
import { checkArgument, checkPlaceholders, type PlaceholderNames } from "./placeholder.js";

/** By component, the names of all inputs that its tasks give, declared or not: resources and f-strings use such. */
export type GivenInputs = ReadonlyMap<
  string,
  { readonly parameters: ReadonlySet<string>; readonly artifacts: ReadonlySet<string> }
>;

export function givenInputsOf(pipeline: PipelineSpec): GivenInputs {
  const given = new Map<string, { parameters: Set<string>; artifacts: Set<string> }>();
  for (const component of [pipeline.root, ...Object.values(pipeline.components ?? {})]) {
    for (const task of Object.values(component?.dag?.tasks ?? {})) {
      const name = task.componentRef?.name ?? "";
      const inputs = given.get(name) ?? { parameters: new Set(), artifacts: new Set() };
      given.set(name, inputs);
      for (const input of Object.keys(task.inputs?.parameters ?? {})) inputs.parameters.add(input);
      for (const input of Object.keys(task.inputs?.artifacts ?? {})) inputs.artifacts.add(input);
    }
  }
  return given;
}

export function checkContainer(
  name: string,
  component: ComponentSpec,
  container: PipelineContainerSpec,
  given: GivenInputs,
): readonly Diagnostic[] {
  const path = ["deploymentSpec", "executors", component.executorLabel ?? "", "container"];
  let known: PlaceholderNames | undefined;
  const names = () => {
    known ??= namesOf(name, component, given);
    return known;
  };
  const subject = `executor "${component.executorLabel}"`;
  const lists = (["command", "args"] as const).flatMap((field) =>
    (container[field] ?? []).flatMap((text, i) => checkArgument(subject, text, () => [...path, field, i], names)),
  );
  const resources = sortedEntries(container.resources ?? {}).flatMap(([field, text]) =>
    typeof text === "string" ? checkPlaceholders(subject, text, () => [...path, "resources", field], names) : [],
  );
  const accelerator = sortedEntries(container.resources?.accelerator ?? {}).flatMap(([field, text]) =>
    checkPlaceholders(subject, text, () => [...path, "resources", "accelerator", field], names),
  );
  const image = checkPlaceholders(subject, container.image ?? "", () => [...path, "image"], names);
  return [...image, ...lists, ...resources, ...accelerator];
}

function namesOf(
  name: string,
  { inputDefinitions, outputDefinitions }: ComponentSpec,
  given: GivenInputs,
): PlaceholderNames {
  const used = given.get(name);
  return {
    inputs: {
      parameters: [...Object.keys(inputDefinitions?.parameters ?? {}), ...(used?.parameters ?? [])],
      artifacts: [...Object.keys(inputDefinitions?.artifacts ?? {}), ...(used?.artifacts ?? [])],
    },
    outputs: {
      parameters: Object.keys(outputDefinitions?.parameters ?? {}),
      artifacts: Object.keys(outputDefinitions?.artifacts ?? {}),
    },
  };
}
