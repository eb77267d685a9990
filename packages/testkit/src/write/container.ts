// What a container task runs, with KFP's placeholders for the component's own inputs and outputs.
// https://www.kubeflow.org/docs/components/pipelines/user-guides/components/container-components
import type { PipelineContainerSpec } from "@slipway/ir";
import type { ArgumentRecipe, ContainerRecipe } from "../recipe/container.js";
import { pick } from "./around.js";

export type Interface = {
  readonly inputs: readonly { readonly name: string; readonly kind: "parameter" | "artifact" }[];
  readonly outputs: readonly { readonly name: string; readonly kind: "parameter" | "artifact" }[];
};

export function writeContainer(recipe: ContainerRecipe, ends: Interface): PipelineContainerSpec {
  const { image, env, resources, checksFirst } = recipe;
  const command = recipe.command.map((part) => argument(part, ends));
  const args = recipe.args.map((part) => argument(part, ends));
  return {
    image,
    ...(command.length > 0 && { command }),
    ...(args.length > 0 && { args }),
    ...(env.length > 0 && { env }),
    ...(resources && { resources }),
    ...(checksFirst && { lifecycle: { preCacheCheck: { command: ["sh", "-c", "test -e $$HOME"] } } }),
  };
}

function argument(recipe: ArgumentRecipe, ends: Interface): string {
  switch (recipe.kind) {
    case "text":
      return recipe.text;
    case "executor-input":
      return "{{$}}";
    case "input":
      return `${recipe.before}${inputPlaceholder(recipe.pick, ends)}`;
    case "output":
      return outputPlaceholder(recipe.pick, ends);
    case "concat":
      return JSON.stringify({ Concat: [recipe.text, inputPlaceholder(recipe.pick, ends), { Concat: ["a"] }] });
    case "if-present": {
      const { text, otherwise } = recipe;
      const input = pick(ends.inputs.filter(isQuotable), recipe.pick);
      if (!input) return text;
      const condition = {
        InputName: input.name,
        Then: [text, "b"],
        ...(otherwise !== undefined && { Else: otherwise }),
      };
      return JSON.stringify({ IfPresent: condition });
    }
  }
}

/** A name that ends a placeholder before its end cannot stand in one. */
function isQuotable({ name }: { readonly name: string }): boolean {
  return /^[\w -]+$/.test(name);
}

function inputPlaceholder(number: number, { inputs }: Interface): string {
  const input = pick(inputs.filter(isQuotable), number);
  if (!input) return "{{$.pipeline_job_name}}";
  const suffix = input.kind === "parameter" ? "" : pick([".uri", ".path", ".metadata['a']", ""], number);
  return `{{$.inputs.${input.kind}s['${input.name}']${suffix}}}`;
}

function outputPlaceholder(number: number, { outputs }: Interface): string {
  const output = pick(outputs.filter(isQuotable), number);
  if (!output) return "{{$.pipeline_task_uuid}}";
  const suffix = output.kind === "parameter" ? ".output_file" : pick([".uri", ".path"], number);
  return `{{$.outputs.${output.kind}s['${output.name}']${suffix}}}`;
}
