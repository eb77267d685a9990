// Decisions on what a container task runs.
import type { PipelineContainerSpec, ResourceSpec } from "@slipway/ir";
import fc from "fast-check";
import { texts } from "../text.js";
import { choices } from "./input.js";

/** An element of a command: a text, or KFP's own placeholders for an input or output that is picked by a number. */
export type ArgumentRecipe =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "executor-input" }
  | { readonly kind: "input"; readonly pick: number; readonly before: string }
  | { readonly kind: "output"; readonly pick: number }
  | { readonly kind: "concat"; readonly pick: number; readonly text: string }
  | { readonly kind: "if-present"; readonly pick: number; readonly text: string; readonly otherwise?: string };

export type ContainerRecipe = {
  readonly image: string;
  readonly command: readonly ArgumentRecipe[];
  readonly args: readonly ArgumentRecipe[];
  readonly env: NonNullable<PipelineContainerSpec["env"]>;
  readonly resources?: ResourceSpec;
  readonly checksFirst?: boolean;
  /** Goes into the executor's label, which may be any text. */
  readonly label: string;
};

function commandParts(): fc.Arbitrary<readonly ArgumentRecipe[]> {
  const part = fc.oneof(
    fc.record({ kind: fc.constant("text" as const), text: texts() }),
    fc.record({ kind: fc.constant("executor-input" as const) }),
    fc.record({ kind: fc.constant("input" as const), pick: choices(), before: texts() }),
    fc.record({ kind: fc.constant("output" as const), pick: choices() }),
    fc.record({ kind: fc.constant("concat" as const), pick: choices(), text: texts() }),
    fc.record(
      { kind: fc.constant("if-present" as const), pick: choices(), text: texts(), otherwise: texts() },
      { requiredKeys: ["kind", "pick", "text"] },
    ),
  );
  return fc.array<ArgumentRecipe>(part, { maxLength: 3 });
}

const CPUS = ["500m", "2", "0.5", "{{$.pipeline_task_name}}"];
const MEMORIES = ["64Mi", "1.5Gi", "2G", "1000000"];

function resources(): fc.Arbitrary<ResourceSpec> {
  const accelerators = fc.record(
    {
      type: fc.constant("nvidia.com/gpu"),
      count: fc.constantFrom("1", "8"),
      resourceType: fc.constantFrom("nvidia.com/gpu", "amd.com/gpu"),
      resourceCount: fc.constantFrom("1", "2"),
    },
    { requiredKeys: [] },
  );
  return fc.record(
    {
      cpuLimit: fc.constantFrom(1, 0.5),
      memoryLimit: fc.constantFrom(1, 2.5),
      resourceCpuLimit: fc.constantFrom(...CPUS),
      resourceMemoryLimit: fc.constantFrom(...MEMORIES),
      resourceCpuRequest: fc.constantFrom(...CPUS),
      resourceMemoryRequest: fc.constantFrom(...MEMORIES),
      accelerator: accelerators,
    },
    { requiredKeys: [] },
  );
}

export function containers(): fc.Arbitrary<ContainerRecipe> {
  const variable = fc.record({ name: fc.constantFrom("HOME", "DEBUG", "A_1", "lower.case"), value: texts() });
  return fc.record(
    {
      image: fc.constantFrom("python:3.11", "registry.example.com:5000/team/train@sha256:0123", "busybox"),
      command: commandParts(),
      args: commandParts(),
      env: fc.array(variable, { maxLength: 2 }),
      resources: resources(),
      checksFirst: fc.boolean(),
      label: texts(),
    },
    { requiredKeys: ["image", "command", "args", "env", "label"] },
  );
}
