// What the checks of one DAG share: the pipeline, the component whose DAG it is, and how to speak of it.
import { type ComponentSpec, type IrPath, type PipelineSpec, type PipelineTaskSpec, sortedEntries } from "@slipway/ir";
import { type ComponentKey, componentAt, pathOf, ROOT, subjectOf } from "../component-key.js";

export type Scope = {
  readonly pipeline: PipelineSpec;
  readonly component: ComponentSpec;
  readonly path: IrPath;
  /** `the pipeline` or `component "x"`. */
  readonly subject: string;
  /** Inputs of the component that are an item of a loop. */
  readonly items: ReadonlySet<string>;
};

export type TaskInScope = {
  readonly name: string;
  readonly spec: PipelineTaskSpec;
  readonly path: IrPath;
  /** Undefined where the task names none, or one that is not declared: that is reported once, elsewhere. */
  readonly component: ComponentSpec | undefined;
  readonly componentName: string;
};

export function scopeOf(pipeline: PipelineSpec, key: ComponentKey, items: LoopItems = new Map()): Scope | undefined {
  const component = componentAt(pipeline, key);
  const ofLoops = key === ROOT ? undefined : items.get(key);
  return component && { pipeline, component, path: pathOf(key), subject: subjectOf(key), items: ofLoops ?? new Set() };
}

/** By component, the inputs that are an item of a loop. */
export type LoopItems = ReadonlyMap<string, ReadonlySet<string>>;

export function loopItemsOf(pipeline: PipelineSpec): LoopItems {
  const items = new Map<string, Set<string>>();
  for (const component of [pipeline.root, ...Object.values(pipeline.components ?? {})]) {
    for (const task of Object.values(component?.dag?.tasks ?? {})) {
      const item = task.parameterIterator?.itemInput;
      const name = task.componentRef?.name;
      if (item !== undefined && name !== undefined) items.set(name, (items.get(name) ?? new Set()).add(item));
    }
  }
  return items;
}

/** The tasks of the DAG, by name. */
export function tasksIn({ pipeline, component, path }: Scope): readonly TaskInScope[] {
  return sortedEntries(component.dag?.tasks).map(([name, spec]) => {
    const componentName = spec.componentRef?.name ?? "";
    const declared = pipeline.components ?? {};
    return {
      name,
      spec,
      path: [...path, "dag", "tasks", name],
      component: Object.hasOwn(declared, componentName) ? declared[componentName] : undefined,
      componentName,
    };
  });
}

/** A task of that name in another DAG is the likeliest mistake in IR that was edited by hand. */
export function taskElsewhere({ pipeline }: Scope, name: string): string | undefined {
  const keys = [ROOT, ...Object.keys(pipeline.components ?? {})] as const;
  const holder = keys.find((key) => Object.hasOwn(componentAt(pipeline, key)?.dag?.tasks ?? {}, name));
  return holder && ` There is a task of that name in ${holder === ROOT ? "the root DAG" : subjectOf(holder)}.`;
}
