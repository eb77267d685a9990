import type { Component, Plan } from "@slipway/compiler";
import { containerHash } from "../container-hash.js";
import { workflowParameter } from "../expression.js";
import type { ResolvedOptions } from "../options.js";
import type { RetryPolicies } from "./retry.js";
import type { SharedTemplates } from "./shared.js";

/** What lowering any part needs to see. */
export type Context = {
  readonly plan: Plan;
  readonly options: ResolvedOptions;
  readonly retries: RetryPolicies;
  /** By component, the name under which its specs stand in the workflow's arguments. */
  readonly keys: ReadonlyMap<string, string>;
  readonly shared: SharedTemplates;
};

/** Components with the same container share one entry, named by the container's hash. */
export function argumentKeys(plan: Plan): ReadonlyMap<string, string> {
  const keyOf = (component: Component) =>
    component.kind === "container" ? containerHash(component.container) : component.name;
  return new Map([...plan.components.values()].map((component) => [component.name, keyOf(component)]));
}

/** Kinds of specs in the workflow's arguments. */
export type SpecKind = "components" | "implementations" | "kubernetes";

export function argumentName(kind: SpecKind, component: Component, { keys }: Context): string {
  return `${kind}-${kind === "kubernetes" ? component.name : keys.get(component.name)}`;
}

export function argumentReference(kind: SpecKind, component: Component, context: Context): string {
  return workflowParameter(argumentName(kind, component, context));
}
