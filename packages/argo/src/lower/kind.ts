// A Workflow, or what makes Workflows of the same content: a template with a first run, or a schedule.
import type { Plan } from "@slipway/compiler";
import { type Result, resultOf } from "@slipway/ir";
import { toDnsLabel } from "@slipway/kubernetes";
import type { ResolvedOptions } from "../options.js";
import type {
  ArgoManifest,
  NamedMetadata,
  TemplateRun,
  Workflow,
  WorkflowSpec,
  WorkflowTemplate,
} from "../workflow.js";
import { givenArguments, templateArguments } from "./arguments.js";
import { cronWorkflow } from "./cron-workflow.js";
import { PLAN } from "./plan.js";

export function asKind(workflow: Workflow, plan: Plan, options: ResolvedOptions): Result<readonly ArgoManifest[]> {
  switch (options.kind) {
    case "workflow":
      return resultOf([workflow], []);
    case "template":
      return resultOf(templateAndRun(workflow, plan, options), []);
    case "cron":
      return cronWorkflow({ plan, options, metadata: namedMetadata(workflow, plan, options), spec: ownSpec(workflow) });
  }
}

function templateAndRun(workflow: Workflow, plan: Plan, options: ResolvedOptions): readonly ArgoManifest[] {
  const { apiVersion, metadata } = workflow;
  const parameters = templateArguments(plan);
  const template: WorkflowTemplate = {
    apiVersion,
    kind: "WorkflowTemplate",
    metadata: namedMetadata(workflow, plan, options),
    spec: { ...ownSpec(workflow), ...(parameters.length > 0 && { arguments: { parameters } }) },
  };
  const given = givenArguments(plan);
  const { annotations: _, ...named } = metadata;
  const run: TemplateRun = {
    apiVersion,
    kind: "Workflow",
    metadata: named,
    spec: {
      workflowTemplateRef: { name: template.metadata.name },
      ...(given.length > 0 && { arguments: { parameters: given } }),
    },
  };
  return [template, run];
}

/** What pods read of their Workflow goes into each that is made, by whomever. */
function ownSpec({ metadata: { labels, annotations }, spec }: Workflow): WorkflowSpec {
  const { entrypoint, ...others } = spec;
  return {
    entrypoint,
    workflowMetadata: { ...(labels && { labels }), ...(annotations && { annotations }) },
    ...others,
  };
}

/** A CronWorkflow's name has 52 characters at most, since Argo adds the time to it. */
const LONGEST_NAME = 52;

function namedMetadata({ metadata }: Workflow, plan: Plan, { name }: ResolvedOptions): NamedMetadata {
  const { generateName: _, annotations = {}, ...others } = metadata;
  const { [PLAN]: __, ...forPeople } = annotations;
  return {
    name: name ?? toDnsLabel(plan.name, LONGEST_NAME),
    ...others,
    ...(Object.keys(forPeople).length > 0 && { annotations: forPeople }),
  };
}
