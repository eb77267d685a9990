import { type Component, type DagComponent, invariant, type Plan } from "@slipway/compiler";
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
  readonly keys: ReadonlyMap<Component, string>;
  readonly shared: SharedTemplates;
};

/** The pipeline itself. Not `plan.root`: that lays every task out, which no Workflow of Kubeflow's needs. */
export function rootOf({ components }: Plan): DagComponent {
  const root = components.at(-1);
  invariant(root?.kind === "dag", "the root was checked to be a DAG");
  return root;
}

/** Components with the same container share one entry, named by the container's hash. */
export function argumentKeys(plan: Plan): ReadonlyMap<Component, string> {
  const keyOf = (component: Component) =>
    "container" in component ? containerHash(component.container) : component.name;
  return new Map(plan.components.map((component) => [component, keyOf(component)]));
}

/** Kinds of specs in the workflow's arguments. */
export type SpecKind = "components" | "implementations" | "kubernetes";

export function argumentName(kind: SpecKind, component: Component, { keys }: Context): string {
  return `${kind}-${kind === "kubernetes" ? component.name : keys.get(component)}`;
}

export function argumentReference(kind: SpecKind, component: Component, context: Context): string {
  return workflowParameter(argumentName(kind, component, context));
}
