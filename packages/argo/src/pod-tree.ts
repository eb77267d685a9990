// Where the pods of a Workflow stand: its templates, gone through from the first one as Argo goes through them.
import type { PodKind } from "@slipway/compiler";
import { type PodTree, WORKSPACE } from "@slipway/pod";
import { filled, inputParameter, isPlain, nameIn, tasksThatMustSucceed, workflowParameter } from "./expression.js";
import type { ArgoManifest, DagTask, Parameter, Template, WorkflowSpec } from "./workflow.js";

/** The template of a pod, and what is known of its inputs. */
export type TemplateUse = {
  readonly template: Template;
  readonly values: Values;
  /** At the Workflow's exit, which no deadline of the Workflow's ends. */
  readonly isLast: boolean;
};

/** By what stands between the braces of a reference. */
export type Values = ReadonlyMap<string, string>;

export type Made = { readonly spec: WorkflowSpec; readonly namespace?: string; readonly tree: PodTree<TemplateUse> };

/** Of one run of what was made. Absent where no run is among it. */
export function podTree(manifests: readonly ArgoManifest[]): Made | undefined {
  const [found] = manifests.flatMap(specOf);
  if (!found) return undefined;
  const { spec } = found;
  const templates = new Map(spec.templates.map((template) => [template.name, template]));
  const known = parametersOf(spec, manifests);
  const treeOf = (name: string, isLast: boolean) =>
    inTemplate(templates.get(name), { path: "", values: known, known, isLast, templates });
  const ends = spec.onExit === undefined ? [] : [treeOf(spec.onExit, true)];
  return { ...found, tree: { kind: "all", parts: [treeOf(spec.entrypoint, false), ...ends] } };
}

type Found = Pick<Made, "spec" | "namespace">;

function specOf(manifest: ArgoManifest): readonly Found[] {
  if (!("spec" in manifest)) return [];
  const { metadata, spec } = manifest;
  const place = metadata.namespace === undefined ? {} : { namespace: metadata.namespace };
  if ("workflowSpec" in spec) return [{ ...place, spec: spec.workflowSpec }];
  return "templates" in spec ? [{ ...place, spec }] : [];
}

/** Arguments of the run, which go before those of its template. */
function parametersOf(spec: WorkflowSpec, manifests: readonly ArgoManifest[]): Values {
  const given = manifests.flatMap((manifest) =>
    "spec" in manifest && "workflowTemplateRef" in manifest.spec ? (manifest.spec.arguments?.parameters ?? []) : [],
  );
  const all = [...(spec.arguments?.parameters ?? []), ...given];
  return new Map(
    all.flatMap(({ name, value, default: otherwise }) => {
      const text = value ?? otherwise;
      return text !== undefined && isPlain(text) ? [[nameIn(workflowParameter(name)), text] as const] : [];
    }),
  );
}

type Scope = {
  /** Names of the tasks that lead here, each with a slash behind it. */
  readonly path: string;
  readonly values: Values;
  /** What is known everywhere. */
  readonly known: Values;
  readonly isLast: boolean;
  readonly templates: ReadonlyMap<string, Template>;
};

const NONE: PodTree<never> = { kind: "all", parts: [] };

function inTemplate(template: Template | undefined, scope: Scope): PodTree<TemplateUse> {
  if (!template) return NONE;
  const { dag, steps = [], containerSet, container, retryStrategy } = template;
  const found = { template, values: scope.values, isLast: scope.isLast };
  const retries = Number(retryStrategy?.limit ?? 0);
  if (containerSet) return { kind: "pod", is: "task", retries, found };
  if (container) return { kind: "pod", is: kindOf(container), retries, found };
  if (dag) return inDag(dag.tasks, scope);
  const parts = steps.flat().map((step): PodTree<TemplateUse> => {
    const part = inTemplate(scope.templates.get(step.template), { ...scope, values: scope.known });
    return step.when === undefined ? part : { kind: "maybe", part };
  });
  return { kind: "all", parts };
}

/** Each task comes after those it depends on. */
function inDag(tasks: readonly DagTask[], scope: Scope): PodTree<TemplateUse> {
  const leftOut = new Set<string>();
  const parts = tasks.map((task): PodTree<TemplateUse> => {
    const part = inTask(task, scope);
    const before = tasksThatMustSucceed(task);
    if (task.when === undefined && !before.some((name) => leftOut.has(name))) return part;
    leftOut.add(task.name);
    return { kind: "maybe", part };
  });
  return { kind: "all", parts };
}

/** The DAG around a loop's iterations holds nothing else, and its task has the loop's own name. */
function inTask(task: DagTask, scope: Scope): PodTree<TemplateUse> {
  const { name, withSequence } = task;
  const called = scope.templates.get(task.template);
  const isLoop = called?.dag?.tasks.some((inner) => inner.withSequence) ?? false;
  const path = isLoop ? scope.path : `${scope.path}${name}/`;
  const values = inputsOf(task.arguments?.parameters ?? [], scope);
  const part = inTemplate(called, { ...scope, path, values });
  if (!withSequence) return part;
  const times = Number(withSequence.count);
  return Number.isInteger(times)
    ? { kind: "times", times, part }
    : { kind: "each", loop: `${scope.path}${name}`, part };
}

function inputsOf(parameters: readonly Parameter[], { values, known }: Scope): Values {
  const inputs = parameters.flatMap(({ name, value }) =>
    value === undefined ? [] : [[nameIn(inputParameter(name)), filled(value, values)] as const],
  );
  return new Map([...known, ...inputs]);
}

/** By the word that the program is started with. */
function kindOf({ args: [verb] = [], volumeMounts = [] }: NonNullable<Template["container"]>): PodKind {
  switch (verb) {
    case "weigh":
      return "driver";
    case "decide":
      return "decide";
    case "notify":
      return "notify";
    default:
      return volumeMounts.some(({ mountPath }) => mountPath === WORKSPACE.mountPath) ? "download" : "claim";
  }
}
