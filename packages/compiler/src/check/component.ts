// Which components a pipeline uses, from the root down; what they are made of; and that none contains itself.
import { type ComponentSpec, type Diagnostic, didYouMean, type IrPath, type PipelineSpec } from "@slipway/ir";
import { type ComponentKey, pathOf, ROOT, subjectOf } from "../component-key.js";
import { diagnose } from "../messages.js";
import { scopeOf, tasksIn } from "./scope.js";

const MAX_NESTING = 200;

export type ComponentsInUse = {
  /** Keys, each after those of the components that it uses; the root is last. */
  readonly keys: readonly ComponentKey[];
  readonly diagnostics: readonly Diagnostic[];
};

/** Walks the components that tasks refer to, tasks by name, each component once. */
export function componentsInUse(pipeline: PipelineSpec): ComponentsInUse {
  const keys: ComponentKey[] = [];
  const diagnostics: Diagnostic[] = [];
  const state = new Map<ComponentKey, "open" | "done">();
  const visit = (key: ComponentKey, chain: readonly ComponentKey[]): void => {
    const scope = scopeOf(pipeline, key);
    if (!scope) return;
    state.set(key, "open");
    const inner: readonly ComponentKey[] = [...chain, key];
    for (const task of tasksIn(scope)) {
      const next = task.componentName;
      const known = state.get(next);
      if (!task.component) {
        diagnostics.push(missingComponent(task.name, next, task.path, pipeline));
      } else if (known === "open") {
        const circle = chainInWords([...inner.slice(inner.indexOf(next)), next]);
        diagnostics.push(diagnose("recursive-component", [...task.path, "componentRef", "name"], { circle }));
      } else if (known === undefined && inner.length >= MAX_NESTING) {
        const chain = chainInWords([...inner.slice(0, 3), "…", next]);
        diagnostics.push(diagnose("too-nested", task.path, { limit: MAX_NESTING, chain }));
        state.set(next, "done");
      } else if (known === undefined) {
        visit(next, inner);
      }
    }
    state.set(key, "done");
    keys.push(key);
  };
  visit(ROOT, []);
  return { keys, diagnostics };
}

function chainInWords(keys: readonly ComponentKey[]): string {
  return keys.map((key) => `"${key === ROOT ? "root" : key}"`).join(" → ");
}

function missingComponent(task: string, component: string, path: IrPath, pipeline: PipelineSpec): Diagnostic {
  if (component === "") return diagnose("missing-component-ref", path, { task });
  const hint = didYouMean(component, Object.keys(pipeline.components ?? {}));
  return diagnose("unknown-component", [...path, "componentRef", "name"], { task, component, hint });
}

/** That a component has an implementation which exists. The root's is checked with the pipeline. */
export function checkImplementation(
  key: ComponentKey,
  spec: ComponentSpec,
  pipeline: PipelineSpec,
): readonly Diagnostic[] {
  const path = pathOf(key);
  if (spec.dag) {
    const empty = Object.keys(spec.dag.tasks ?? {}).length === 0;
    return empty ? [diagnose("no-tasks", [...path, "dag"], { subject: subjectOf(key) })] : [];
  }
  const label = spec.executorLabel ?? "";
  if (key === ROOT) return [diagnose("root-without-dag", path, {})];
  if (label === "") return [diagnose("missing-implementation", path, { component: key })];
  const executors = pipeline.deploymentSpec?.executors ?? {};
  const executor = Object.hasOwn(executors, label) ? executors[label] : undefined;
  if (!executor) {
    const hint = didYouMean(label, Object.keys(executors));
    return [diagnose("unknown-executor", [...path, "executorLabel"], { component: key, executor: label, hint })];
  }
  const executorPath = ["deploymentSpec", "executors", label];
  if (!executor.container && !executor.importer && !executor.resolver && !executor.customJob) {
    return [diagnose("empty-executor", executorPath, { executor: label })];
  }
  const hasImage = !executor.container || (executor.container.image ?? "") !== "";
  return hasImage ? [] : [diagnose("missing-image", [...executorPath, "container"], { executor: label })];
}
