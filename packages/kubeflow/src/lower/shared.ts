// The templates that tasks of one pipeline have in common, each made once.
import type { Plan } from "@slipway/compiler";
import type { ResolvedOptions } from "../options.js";
import type { Template } from "../workflow.js";
import { containerDriver, dagDriver } from "./driver.js";
import { importerName, importerTemplate } from "./importer.js";

export type SharedTemplates = {
  readonly containerDriver: Template;
  readonly dagDriver: Template;
  /** By name, those that are needed. */
  readonly importers: ReadonlyMap<string, Template>;
};

export function sharedTemplates(plan: Plan, options: ResolvedOptions): SharedTemplates {
  const importers = new Map<string, Template>();
  for (const component of plan.components) {
    if (component.kind !== "importer") continue;
    const intoWorkspace = component.importer.downloadToWorkspace ?? false;
    const name = importerName(intoWorkspace);
    if (!importers.has(name)) importers.set(name, importerTemplate(plan, intoWorkspace, options));
  }
  return { containerDriver: containerDriver(plan, options), dagDriver: dagDriver(plan, options), importers };
}
