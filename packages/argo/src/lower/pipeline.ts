// Plan → Workflow. Read it first: the files beside it are named after what they lower.
import { invariant, type Plan } from "@slipway/compiler";
import { type Diagnostic, failed, type PipelineConfig, type Result, resultOf } from "@slipway/ir";
import { toDnsLabel } from "@slipway/kubernetes";
import { checkGrants, checkIdentity, linkPlan, podFragments } from "@slipway/pod";
import { diagnose } from "../messages.js";
import { type ArgoOptions, resolveOptions } from "../options.js";
import type { ArgoManifest, Template, TtlStrategy, Workflow, WorkflowSpec } from "../workflow.js";
import { accessFor } from "./access.js";
import { workflowArguments } from "./arguments.js";
import { checkBraces } from "./braces.js";
import { containerTemplate } from "./container.js";
import type { Context } from "./context.js";
import { lowerDag } from "./dag.js";
import { emptyTemplate } from "./importer.js";
import { asKind } from "./kind.js";
import type { LeafGroup } from "./leaf.js";
import { runMetrics } from "./metrics.js";
import { lowerNotify } from "./notify.js";
import { PLAN, planAnnotation } from "./plan.js";
import { contextOf } from "./plan-context.js";
import { ofAllPods } from "./pods.js";
import { volumeClaimTemplate } from "./volume-claim.js";
import { workspaceClaims } from "./workspace.js";

/** Lowers a plan whose features are all supported: a Workflow, or what makes some, and what is asked for besides. */
export function lowerPipeline(plan: Plan, given: ArgoOptions): Result<readonly ArgoManifest[]> {
  const uri = given.store?.uri ?? plan.pipelineRoot?.uri;
  if (uri === undefined) return failed([diagnose("no-store", [], {})]);
  const resolved = resolveOptions(given, uri);
  const fragments = podFragments(plan, {
    ...(given.accelerators && { accelerators: given.accelerators }),
    ...(given.images && { images: given.images }),
    ...(given.podSecurity && { podSecurity: given.podSecurity }),
  });
  const claims = workspaceClaims(plan);
  if (!fragments.ok || !claims.ok) return failed([fragments, claims].flatMap(diagnosticsOf));
  const context = contextOf(linkPlan(plan), resolved, fragments.value);
  const braces = checkBraces(fragments.value, context.linked);
  if (braces.length > 0) return failed([...fragments.warnings, ...braces]);
  const { linked, options } = context;
  const parameters = workflowArguments(plan);
  const { templates: notifying, ...exit } = lowerNotify(context);
  const spec: WorkflowSpec = {
    entrypoint: context.templates.get("") ?? "",
    ...exit,
    ...runMetrics(plan, options),
    ...ofAllPods(options),
    ...(parameters.length > 0 && { arguments: { parameters } }),
    ...(claims.value.length > 0 && { volumeClaimTemplates: claims.value }),
    ...deadlines(plan.settings.pipelineConfig ?? {}),
    templates: [
      ...lowerDag(plan.root, "", context),
      ...context.leaves.map((group) => leafTemplate(group, context)),
      ...notifying,
    ],
  };
  const workflow: Workflow = {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "Workflow",
    metadata: {
      // Names of pods hold it, and may have 63 characters.
      generateName: `${toDnsLabel(plan.name, 40)}-`,
      ...(options.namespace !== undefined && { namespace: options.namespace }),
      ...(options.instanceId !== undefined && {
        labels: { "workflows.argoproj.io/controller-instanceid": options.instanceId },
      }),
      annotations: { [PLAN]: planAnnotation(linked, options) },
    },
    spec,
  };
  const made = asKind(workflow, plan, options);
  const access = accessFor(plan, options);
  if (!made.ok || !access.ok) return failed([...fragments.warnings, ...[made, access].flatMap(diagnosticsOf)]);
  const ofOptions = [...checkIdentity(options.store), ...checkGrants(plan, options.grants, ["argo", "grants"])];
  return resultOf([...access.value, ...made.value], [...fragments.warnings, ...ofOptions]);
}

function diagnosticsOf(result: Result<unknown>): readonly Diagnostic[] {
  return result.ok ? result.warnings : result.diagnostics;
}

function leafTemplate(group: LeafGroup, context: Context): Template {
  const [{ id, component }] = group.tasks;
  switch (component.kind) {
    case "container":
      return containerTemplate(group, component, context);
    case "importer":
      return emptyTemplate(context.templates.get(id) ?? "");
    case "create-pvc":
    case "delete-pvc":
      return volumeClaimTemplate(group, context);
    default:
      invariant(false, `${component.kind} was refused`);
  }
}

/** Seconds; 0 and less mean not set. */
function deadlines(config: PipelineConfig): Pick<WorkflowSpec, "activeDeadlineSeconds" | "ttlStrategy"> {
  const { activeDeadlineSeconds = 0 } = config;
  const ttl = [
    ["secondsAfterCompletion", config.resourceTtlOnCompletion ?? 0],
    ["secondsAfterSuccess", config.resourceTtlOnSuccess ?? 0],
    ["secondsAfterFailure", config.resourceTtlOnFailure ?? 0],
  ] as const;
  const set = ttl.filter(([, seconds]) => seconds > 0);
  const ttlStrategy: TtlStrategy = Object.fromEntries(set);
  return {
    ...(activeDeadlineSeconds > 0 && { activeDeadlineSeconds }),
    ...(set.length > 0 && { ttlStrategy }),
  };
}
