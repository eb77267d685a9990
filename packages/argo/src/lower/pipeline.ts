// Plan → Workflow. Read it first: the files beside it are named after what they lower.
import { invariant, type Plan } from "@slipway/compiler";
import { type Diagnostic, failed, type Result, resultOf } from "@slipway/ir";
import { lifetime, toDnsLabel, type VolumeClaim } from "@slipway/kubernetes";
import {
  checkGrants,
  checkIdentity,
  importsIntoWorkspace,
  linkPlan,
  lowerUpkeep,
  podFragments,
  podSettings,
  workspaceClaim,
} from "@slipway/pod";
import { diagnose } from "../messages.js";
import { type ArgoOptions, resolveOptions } from "../options.js";
import type { ArgoManifest, Template, Workflow, WorkflowSpec } from "../workflow.js";
import { accessFor, RESULTS } from "./access.js";
import { workflowArguments } from "./arguments.js";
import { checkBraces } from "./braces.js";
import { containerTemplate } from "./container.js";
import { type Context, drivenKey, templateOf } from "./context.js";
import { lowerDag } from "./dag.js";
import { emptyTemplate } from "./importer.js";
import { asKind } from "./kind.js";
import type { LeafGroup } from "./leaf.js";
import { runMetrics } from "./metrics.js";
import { lowerNotify } from "./notify.js";
import { PLAN, planAnnotation } from "./plan.js";
import { contextOf } from "./plan-context.js";
import { ofAllPods } from "./pods.js";
import { checkRetries } from "./retry.js";
import { separateDriverTemplates } from "./separate-driver.js";
import { fitToSize, iterationsFor } from "./size.js";
import { volumeClaimTemplate } from "./volume-claim.js";
import { workspaceDownloadTemplate } from "./workspace-download.js";

/** Lowers a plan whose features are all supported: a Workflow, or what makes some, and what is asked for besides. */
export function lowerPipeline(plan: Plan, given: ArgoOptions): Result<readonly ArgoManifest[]> {
  const uri = given.store?.uri ?? plan.pipelineRoot?.uri;
  if (uri === undefined) return failed([diagnose("no-store", [], {})]);
  const options = resolveOptions(given, uri);
  const fragments = podFragments(plan, podSettings(given));
  const claim = workspaceClaim(plan);
  if (!fragments.ok || !claim.ok) return failed([fragments, claim].flatMap(diagnosticsOf));
  const linked = linkPlan(plan);
  const braces = checkBraces(fragments.value, linked);
  if (braces.length > 0) return failed([...fragments.warnings, ...braces]);
  const lowerWith = (most?: number) =>
    fitToSize(workflowOf(contextOf(linked, options, fragments.value, most), claim.value), options);
  const draft = lowerWith();
  const most = draft.ok ? iterationsFor(draft.value, options) : draft;
  if (!draft.ok || !most.ok) return failed([...fragments.warnings, ...diagnosticsOf(most)]);
  // How many iterations fit is known when all else is made, and has to be told to whoever counts them.
  const fitted = most.value === undefined ? draft : lowerWith(most.value);
  if (!fitted.ok) return failed([...fragments.warnings, ...fitted.diagnostics]);
  const made = asKind(fitted.value.workflow, plan, options);
  const access = accessFor(plan, options);
  const asked = { with: options.with, backend: "argo", noNamespace: diagnose("no-namespace", [], {}), rules: RESULTS };
  const upkeep = lowerUpkeep(asked, options);
  const problems = [made, access, upkeep].flatMap(diagnosticsOf);
  if (!made.ok || !access.ok || !upkeep.ok) return failed([...fragments.warnings, ...problems]);
  const ofOptions = [...checkIdentity(options.store), ...checkGrants(plan, options.grants, ["argo", "grants"])];
  const warnings = [...fragments.warnings, ...checkRetries(linked), ...ofOptions];
  const { configMaps } = fitted.value;
  return resultOf([...access.value, ...upkeep.value, ...configMaps, ...made.value], [...warnings, ...problems]);
}

function workflowOf(context: Context, claim: VolumeClaim | undefined): Workflow {
  const { linked, options } = context;
  const { plan } = linked;
  const parameters = workflowArguments(plan);
  const { templates: notifying, ...exit } = lowerNotify(context);
  const spec: WorkflowSpec = {
    entrypoint: context.templates.get("") ?? "",
    ...exit,
    ...runMetrics(plan, options),
    ...ofAllPods(options),
    ...(parameters.length > 0 && { arguments: { parameters } }),
    ...(claim && { volumeClaimTemplates: [claim] }),
    ...lifetime(plan.settings.pipelineConfig ?? {}),
    templates: [
      ...lowerDag(plan.root, "", context),
      ...context.leaves.flatMap((group) => leafTemplates(group, context)),
      ...notifying,
    ],
  };
  return {
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
}

function diagnosticsOf(result: Result<unknown>): readonly Diagnostic[] {
  return result.ok ? result.warnings : result.diagnostics;
}

function leafTemplates(group: LeafGroup, context: Context): readonly Template[] {
  const [{ id, component }] = group.tasks;
  switch (component.kind) {
    case "container": {
      const isDriven = group.tasks.some((task) => context.templates.has(drivenKey(task)));
      return [...(isDriven ? separateDriverTemplates(group, context) : []), containerTemplate(group, context)];
    }
    case "importer":
      return [
        importsIntoWorkspace(component, context.linked.plan)
          ? workspaceDownloadTemplate(group, context)
          : emptyTemplate(templateOf(id, context)),
      ];
    case "create-pvc":
    case "delete-pvc":
      return [volumeClaimTemplate(group, context)];
    default:
      invariant(false, `${component.kind} was refused`);
  }
}
