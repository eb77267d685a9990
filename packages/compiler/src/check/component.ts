// Which components a pipeline uses, from the root down; what they are made of; and that none contains itself.
import { type ComponentSpec, type Diagnostic, didYouMean, type IrPath, type PipelineSpec } from "@slipway/ir";
import { diagnose } from "../messages.js";
import { scopeOf, tasksIn } from "./scope.js";

const MAX_NESTING = 200;

export type ComponentsInUse = {
  /** Names, each after those of the components that it uses; the root is last. */
  readonly names: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
};

/** Walks the components that tasks refer to, tasks by name, each component once. */
export function componentsInUse(pipeline: PipelineSpec): ComponentsInUse {
  const names: string[] = [];
  const diagnostics: Diagnostic[] = [];
  const state = new Map<string, "open" | "done">();
  const visit = (name: string, chain: readonly string[]): void => {
    const scope = scopeOf(pipeline, name);
    if (!scope) return;
    state.set(name, "open");
    const inner = [...chain, name];
    for (const task of tasksIn(scope)) {
      const next = task.componentName;
      const known = state.get(next);
      if (!task.component) {
        diagnostics.push(missingComponent(task.name, next, task.path, pipeline));
      } else if (known === "open") {
        const circle = [...inner.slice(inner.indexOf(next)), next].map(quote).join(" → ");
        diagnostics.push(diagnose("recursive-component", [...task.path, "componentRef", "name"], { circle }));
      } else if (known === undefined && inner.length >= MAX_NESTING) {
        const chainInWords = [...inner.slice(0, 3), "…", next].map(quote).join(" → ");
        diagnostics.push(diagnose("too-nested", task.path, { limit: MAX_NESTING, chain: chainInWords }));
        state.set(next, "done");
      } else if (known === undefined) {
        visit(next, inner);
      }
    }
    state.set(name, "done");
    names.push(name);
  };
  visit("root", []);
  return { names, diagnostics };
}

function quote(name: string): string {
  return `"${name}"`;
}

function missingComponent(task: string, component: string, path: IrPath, pipeline: PipelineSpec): Diagnostic {
  if (component === "") return diagnose("missing-component-ref", path, { task });
  const hint = didYouMean(component, Object.keys(pipeline.components ?? {}));
  return diagnose("unknown-component", [...path, "componentRef", "name"], { task, component, hint });
}

/** That a component has an implementation which exists. The root's is checked with the pipeline. */
export function checkImplementation(name: string, spec: ComponentSpec, pipeline: PipelineSpec): readonly Diagnostic[] {
  const path = name === "root" ? ["root"] : ["components", name];
  if (spec.dag) {
    const subject = name === "root" ? "the pipeline" : `component "${name}"`;
    const empty = Object.keys(spec.dag.tasks ?? {}).length === 0;
    return empty ? [diagnose("no-tasks", [...path, "dag"], { subject })] : [];
  }
  const label = spec.executorLabel ?? "";
  if (name === "root") return [diagnose("root-without-dag", path, {})];
  if (label === "") return [diagnose("missing-implementation", path, { component: name })];
  const executors = pipeline.deploymentSpec?.executors ?? {};
  const executor = Object.hasOwn(executors, label) ? executors[label] : undefined;
  if (!executor) {
    const hint = didYouMean(label, Object.keys(executors));
    return [diagnose("unknown-executor", [...path, "executorLabel"], { component: name, executor: label, hint })];
  }
  const executorPath = ["deploymentSpec", "executors", label];
  if (!executor.container && !executor.importer && !executor.resolver && !executor.customJob) {
    return [diagnose("empty-executor", executorPath, { executor: label })];
  }
  const hasImage = !executor.container || (executor.container.image ?? "") !== "";
  return hasImage ? [] : [diagnose("missing-image", [...executorPath, "container"], { executor: label })];
}
