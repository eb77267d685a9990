// Plan → Workflow. Read it first: the files beside it are named after what they lower.
import { invariant, type Plan, type Value } from "@slipway/compiler";
import { type Diagnostic, failed, type PipelineConfig, type Result, resultOf } from "@slipway/ir";
import { toDnsLabel } from "@slipway/kubernetes";
import { checkGrants, checkIdentity, type LinkedPlan, linkPlan, type PodFragment, podFragments } from "@slipway/pod";
import { diagnose } from "../messages.js";
import { type ArgoOptions, type ResolvedOptions, resolveOptions } from "../options.js";
import type { Template, TtlStrategy, Workflow, WorkflowSpec } from "../workflow.js";
import { workflowArguments } from "./arguments.js";
import { checkBraces } from "./braces.js";
import { containerTemplate } from "./container.js";
import { type Context, deciderKey, loopKey, type TaskSettings } from "./context.js";
import { lowerDag } from "./dag.js";
import { decisionsOf, valueDecision } from "./decision.js";
import { emptyTemplate } from "./importer.js";
import { type LeafGroup, leafGroups } from "./leaf.js";
import { distinctNames } from "./name.js";
import { PLAN, planAnnotation } from "./plan.js";
import { ofAllPods } from "./pods.js";
import { slotInput, slotText } from "./slot.js";
import { volumeClaimTemplate } from "./volume-claim.js";
import { workspaceClaims } from "./workspace.js";

/** Lowers a plan whose features are all supported: one Workflow. */
export function lowerPipeline(plan: Plan, given: ArgoOptions): Result<readonly Workflow[]> {
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
  const spec: WorkflowSpec = {
    entrypoint: context.templates.get("") ?? "",
    ...ofAllPods(options),
    ...(parameters.length > 0 && { arguments: { parameters } }),
    ...(claims.value.length > 0 && { volumeClaimTemplates: claims.value }),
    ...deadlines(plan.settings.pipelineConfig ?? {}),
    templates: [
      ...lowerDag(plan.root, "", context),
      ...leafGroups(linked, fragments.value, options.grants).map((group) => leafTemplate(group, context)),
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
  const ofOptions = [...checkIdentity(options.store), ...checkGrants(plan, options.grants, ["argo", "grants"])];
  return resultOf([workflow], [...fragments.warnings, ...ofOptions]);
}

function diagnosticsOf(result: Result<unknown>): readonly Diagnostic[] {
  return result.ok ? result.warnings : result.diagnostics;
}

function contextOf(linked: LinkedPlan, options: ResolvedOptions, fragments: ReadonlyMap<string, PodFragment>): Context {
  const settings = new Map([...fragments].map(([id, fragment]) => [id, taskSettings(id, fragment, linked)]));
  const ofSettings = [...settings.values()].flatMap(({ slots }) => [...slots.values()].flat());
  const decisions = [...decisionsOf(linked), ...ofSettings.flatMap((part) => (typeof part === "string" ? [] : [part]))];
  const leaves = leafGroups(linked, fragments, options.grants);
  const dags = [...linked.tasks.values()].flatMap((task) => (task.kind === "dag" ? [task] : []));
  const loops = [...linked.tasks.values()].filter(({ definition }) => definition.iterator);
  const deciding = new Set(decisions.flatMap(({ site, task }) => (site.kind === "pod" ? [task] : [])));
  const names = distinctNames([
    ["", linked.plan.name],
    ...leaves.map(({ key, tasks: [first] }) => [key, first.component.name] as const),
    ...dags.map(({ id, component }) => [id, component.name] as const),
    ...loops.map((task) => [loopKey(task), `${task.component.name}-loop`] as const),
    ...[...deciding].map((task) => [deciderKey(task), `${task.definition.name}-decide`] as const),
  ]);
  const ofLeaves = leaves.flatMap(({ key, tasks }) => tasks.map(({ id }) => [id, names.get(key) ?? ""] as const));
  return { linked, options, decisions, settings, templates: new Map([...names, ...ofLeaves]) };
}

function taskSettings(id: string, fragment: PodFragment, linked: LinkedPlan): TaskSettings {
  const task = linked.tasks.get(id);
  invariant(task !== undefined, `${id} is a task of the plan`);
  const number = [...linked.tasks.keys()].indexOf(id) + 1;
  const slots = [...fragment.slots].map(([slot, parts]) => {
    const input = slotInput(fragment, slot);
    const decide = (value: Value, part: number) => valueDecision(task, `${input}-${number}-${part + 1}`, value, linked);
    return [input, slotText(parts, linked, decide)] as const;
  });
  return { fragment, slots: new Map(slots) };
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
