// Plan → Workflow. Read it first: the files beside it are named after what they lower.
import type { Component, Plan } from "@slipway/compiler";
import { type Diagnostic, failed, type JsonObject, type JsonValue, type Result, resultOf } from "@slipway/ir";
import { lifetime, strategicMerge } from "@slipway/kubernetes";
import { dependsOn, taskOutput } from "../expression.js";
import { diagnose } from "../messages.js";
import { type KubeflowOptions, type ResolvedOptions, resolveOptions } from "../options.js";
import type { Template, Workflow, WorkflowSpec } from "../workflow.js";
import { workflowArguments } from "./arguments.js";
import { argumentKeys, argumentReference, type Context, rootOf } from "./context.js";
import { lowerDag } from "./dag.js";
import { DAG_DRIVER } from "./driver.js";
import { checkExitTasks } from "./exit-task.js";
import { checkImporters } from "./importer.js";
import { withValues } from "./lowered.js";
import { MERGE_KEYS } from "./merge-keys.js";
import { checkComponentNames, checkNames } from "./names.js";
import { retryPolicies } from "./retry.js";
import { checkSecurity, systemPod } from "./security.js";
import { sharedTemplates } from "./shared.js";
import { workspaceClaims } from "./workspace.js";

/** Lowers a plan whose features are all supported: one Workflow. */
export function lowerPipeline(plan: Plan, given: KubeflowOptions): Result<readonly Workflow[]> {
  const options = resolveOptions(given);
  const retries = retryPolicies(plan);
  const shared = sharedTemplates(plan, options);
  const context: Context = { plan, options, retries, keys: argumentKeys(plan), shared };
  const claims = workspaceClaims(plan, options);
  const parameters = workflowArguments(context);
  const templates = mergeTemplates(lowerTemplates(context), plan);
  const diagnostics: readonly Diagnostic[] = [
    ...(claims.ok ? claims.warnings : claims.diagnostics),
    ...parameters.diagnostics,
    ...templates.diagnostics,
    ...checkSecurity(plan, options),
    ...checkComponentNames(plan),
    ...dagsOf(plan).flatMap((dag) => [...checkNames(dag), ...checkExitTasks(dag), ...checkImporters(dag)]),
  ];
  if (!claims.ok) return failed(diagnostics);
  const config = plan.settings.pipelineConfig ?? {};
  const spec: WorkflowSpec = {
    entrypoint: ENTRYPOINT,
    serviceAccountName: options.serviceAccount,
    arguments: { parameters: parameters.parameters },
    podMetadata: { labels: V2_COMPONENT, annotations: V2_COMPONENT },
    securityContext: { ...systemPod, ...(options.runAsUser !== undefined && { runAsUser: options.runAsUser }) },
    ...lifetime(config),
    ...(claims.value.length > 0 && { volumeClaimTemplates: claims.value }),
    templates: templates.templates,
  };
  const patch = patched(spec, options);
  const workflow: Workflow = {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "Workflow",
    metadata: {
      generateName: `${plan.name.split("/").at(-1)}-`,
      ...(options.namespace !== undefined && { namespace: options.namespace }),
    },
    spec: patch.ok ? patch.value : spec,
  };
  return resultOf([workflow], patch.ok ? diagnostics : [...diagnostics, ...patch.diagnostics]);
}

const ENTRYPOINT = "entrypoint";
const V2_COMPONENT = { "pipelines.kubeflow.org/v2_component": "true" };

function dagsOf({ components }: Plan) {
  return components.flatMap((component) => (component.kind === "dag" ? [component] : []));
}

function lowerTemplates(context: Context): readonly Template[] {
  const dags = dagsOf(context.plan).flatMap((dag) => lowerDag(dag, context));
  return [...dags, context.shared.dagDriver, entrypoint(context)];
}

function entrypoint(context: Context): Template {
  const component = rootOf(context.plan);
  const driver = `${component.name}-driver`;
  const driverTask = {
    name: driver,
    template: DAG_DRIVER,
    arguments: {
      parameters: withValues([
        ["component", argumentReference("components", component, context)],
        ["runtime-config", runtimeConfig(context)],
        ["driver-type", "ROOT_DAG"],
      ]),
    },
  };
  const rootTask = {
    name: component.name,
    template: component.name,
    ...dependsOn([driver]),
    arguments: {
      parameters: withValues([
        ["parent-dag-id", taskOutput(driver, "execution-id")],
        ["condition", ""],
      ]),
    },
  };
  return { name: ENTRYPOINT, dag: { tasks: [driverTask, rootTask] } };
}

/** The values of the run: given, else by default, else null where the parameter is optional. */
function runtimeConfig({ plan, options }: Context): string {
  const values = [...plan.parameters.values()].flatMap(({ name, given, defaultValue, isOptional }) => {
    const value: JsonValue | undefined = given ?? defaultValue ?? (isOptional ? null : undefined);
    return value === undefined ? [] : [[name, value] as const];
  });
  const uri = options.pipelineRoot ?? (plan.pipelineRoot?.from === "run" ? plan.pipelineRoot.uri : undefined);
  return JSON.stringify({
    ...(uri !== undefined && { gcsOutputDirectory: uri }),
    ...(values.length > 0 && { parameterValues: Object.fromEntries(values) }),
  });
}

/** Templates of one name: equal ones are one, different ones would be whichever Argo reads last. */
function mergeTemplates(
  all: readonly Template[],
  plan: Plan,
): {
  readonly templates: readonly Template[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const merged = new Map<string, Template>();
  const clashes = new Set<string>();
  for (const template of all) {
    const known = merged.get(template.name);
    if (!known) merged.set(template.name, template);
    else if (known !== template && JSON.stringify(known) !== JSON.stringify(template)) clashes.add(template.name);
  }
  // A second root is reported with its component.
  clashes.delete(rootOf(plan).name);
  const diagnostics = [...clashes].map((name) => templateClash(name, plan));
  return { templates: [...merged.values()], diagnostics };
}

/** Templates are named after components: that with the longest name which the template's begins with is meant. */
function templateClash(name: string, { components }: Plan): Diagnostic {
  const owners = components.filter((component) => name.startsWith(component.name));
  const owner = owners.reduce<Component | undefined>(
    (longest, component) => (component.name.length > (longest?.name.length ?? 0) ? component : longest),
    undefined,
  );
  const inWords = owner ? `component "${owner.name}"` : "one of the components";
  return diagnose("template-clash", owner?.path ?? [], { name, owner: inWords });
}

function patched(spec: WorkflowSpec, { specPatch }: ResolvedOptions): Result<WorkflowSpec> {
  if (Object.keys(specPatch).length === 0) return resultOf(spec, []);
  const merged = strategicMerge(spec as unknown as JsonObject, specPatch, MERGE_KEYS);
  if (merged.ok) return resultOf(merged.value as unknown as WorkflowSpec, []);
  return failed(
    merged.problems.map(({ path, message }) => {
      const option = "kubeflow.specPatch";
      return diagnose("bad-patch", ["kubeflow", "specPatch", ...path], { option, reason: message });
    }),
  );
}
