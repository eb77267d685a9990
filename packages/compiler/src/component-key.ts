// How components are told apart while they are walked: by their key in `components`. The pipeline itself has none, and
// a component may be called `root`.
import type { ComponentSpec, IrPath, PipelineSpec } from "@slipway/ir";

export const ROOT: unique symbol = Symbol("root");
export type ComponentKey = string | typeof ROOT;

export function componentAt({ root, components = {} }: PipelineSpec, key: ComponentKey): ComponentSpec | undefined {
  if (key === ROOT) return root;
  return Object.hasOwn(components, key) ? components[key] : undefined;
}

export function pathOf(key: ComponentKey): IrPath {
  return key === ROOT ? ["root"] : ["components", key];
}

/** `the pipeline` or `component "x"`. */
export function subjectOf(key: ComponentKey): string {
  return key === ROOT ? "the pipeline" : `component "${key}"`;
}
