// The hash that names a container. Its spec and all others go into the manifest as plain JSON: the IR's reader has put
// the keys in order, so the same pipeline gives the same text whatever the order in the file.
import { hash } from "node:crypto";
import type { PipelineContainerSpec, ResourceSpec } from "@slipway/ir";

/**
 * The name of a container in the manifest: SHA-256 of its spec as Go's encoding/json writes the generated struct, with
 * proto names in the proto's order and `<`, `>`, `&` and the two line separators escaped.
 * Source: https://github.com/kubeflow/pipelines/blob/master/backend/src/v2/compiler/argocompiler/argo.go (hashValue)
 */
export function containerHash(container: PipelineContainerSpec): string {
  return hash("sha256", goJson(structOf(container)), "hex");
}

const ESCAPED = [
  ["<", "\\u003c"],
  [">", "\\u003e"],
  ["&", "\\u0026"],
  ["\u2028", "\\u2028"],
  ["\u2029", "\\u2029"],
] as const;

function goJson(value: object): string {
  // One by one: many times quicker than to call a function for each.
  return ESCAPED.reduce((text, [character, written]) => text.replaceAll(character, written), JSON.stringify(value));
}

function structOf({ image, command, args, lifecycle, resources, env }: PipelineContainerSpec): object {
  const check = lifecycle?.preCacheCheck;
  const exec = check && { ...(check.command && { command: check.command }), ...(check.args && { args: check.args }) };
  return {
    ...(image && { image }),
    ...(command && { command }),
    ...(args && { args }),
    ...(lifecycle && { lifecycle: { ...(exec && { pre_cache_check: exec }) } }),
    ...(resources && { resources: resourcesOf(resources) }),
    ...(env && { env: env.map(({ name, value }) => ({ ...(name && { name }), ...(value && { value }) })) }),
  };
}

function resourcesOf(resources: ResourceSpec): object {
  const { accelerator } = resources;
  return {
    ...(resources.cpuLimit && { cpu_limit: resources.cpuLimit }),
    ...(resources.memoryLimit && { memory_limit: resources.memoryLimit }),
    ...(resources.cpuRequest && { cpu_request: resources.cpuRequest }),
    ...(resources.memoryRequest && { memory_request: resources.memoryRequest }),
    ...(resources.resourceCpuLimit && { resource_cpu_limit: resources.resourceCpuLimit }),
    ...(resources.resourceMemoryLimit && { resource_memory_limit: resources.resourceMemoryLimit }),
    ...(resources.resourceCpuRequest && { resource_cpu_request: resources.resourceCpuRequest }),
    ...(resources.resourceMemoryRequest && { resource_memory_request: resources.resourceMemoryRequest }),
    ...(accelerator && {
      accelerator: {
        ...(accelerator.type && { type: accelerator.type }),
        ...(accelerator.count && { count: Number(accelerator.count) }),
        ...(accelerator.resourceType && { resource_type: accelerator.resourceType }),
        ...(accelerator.resourceCount && { resource_count: accelerator.resourceCount }),
      },
    }),
  };
}
