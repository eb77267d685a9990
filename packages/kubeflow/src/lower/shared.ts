// The templates that tasks have in common, each made once.
import type { Plan } from "@slipway/compiler";
import type { ResolvedOptions } from "../options.js";
import type { Template } from "../workflow.js";
import { containerDriver, dagDriver } from "./driver.js";
import { executorName, executorTemplates } from "./executor.js";
import { importerTemplate } from "./importer.js";
import type { RetryPolicies } from "./retry.js";

export type SharedTemplates = {
  readonly containerDriver: Template;
  readonly dagDriver: Template;
  readonly importer: Template;
  readonly workspaceImporter: Template;
  /** By the name of the outer of the two. */
  readonly executors: ReadonlyMap<string, readonly Template[]>;
};

export function sharedTemplates(plan: Plan, options: ResolvedOptions, retries: RetryPolicies): SharedTemplates {
  const executors = new Map<string, readonly Template[]>();
  for (const dag of plan.components) {
    if (dag.kind !== "dag") continue;
    for (const { name, component } of dag.tasks.values()) {
      if (component.kind !== "container") continue;
      const variant = { component, retry: retries.get(dag)?.get(name) };
      const key = executorName(variant);
      if (!executors.has(key)) executors.set(key, executorTemplates(variant, options));
    }
  }
  return {
    containerDriver: containerDriver(plan, options),
    dagDriver: dagDriver(plan, options),
    importer: importerTemplate(plan, false, options),
    workspaceImporter: importerTemplate(plan, true, options),
    executors,
  };
}
