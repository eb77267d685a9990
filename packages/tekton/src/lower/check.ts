// What Tekton cannot do with this pipeline, and what it does in another way.
import type { Diagnostic } from "@slipway/ir";
import { looksLikeReference } from "../expression.js";
import { diagnose } from "../messages.js";
import type { PipelineRun } from "../pipeline-run.js";
import { type Context, valueDecisions } from "./context.js";
import type { Copy } from "./copy.js";
import { lateSlots } from "./setting-slots.js";
import { isPod, within } from "./tree.js";

/** Settings that Tekton has no place for, each once. */
export function checkSettings(context: Context): readonly Diagnostic[] {
  const copies = [...within(context.roots)].filter(isPod);
  return distinct(
    copies.flatMap((copy) => [...late(copy, context), ...inLoop(copy, context), ...references(copy, context)]),
  );
}

function late({ task }: Copy, { settings, options }: Context): readonly Diagnostic[] {
  const fragment = settings.get(task.id)?.fragment;
  return (fragment ? lateSlots(fragment, options.version) : []).map((slot) =>
    diagnose("late-setting", pathOf(task), { task: task.id, setting: nameOf(slot) }),
  );
}

/** One definition serves all iterations of a matrix, so a pod outside of it must be able to tell. */
function inLoop({ task, spread }: Copy, { settings }: Context): readonly Diagnostic[] {
  if (!spread) return [];
  const asked = valueDecisions(task, settings).filter(({ site }) => site.kind === "pod");
  return asked.length === 0
    ? []
    : [diagnose("setting-in-loop", pathOf(task), { task: task.id, setting: "a setting of its pod" })];
}

function references({ task }: Copy, { settings }: Context): readonly Diagnostic[] {
  const fragment = settings.get(task.id)?.fragment;
  if (!fragment) return [];
  const { main, placement, pod } = fragment;
  const shown = [{ ...main, env: main.env.filter((one) => "valueFrom" in one) }, placement, pod];
  const { name } = task.component;
  return looksLikeReference(JSON.stringify(shown)) ? [diagnose("reference", pathOf(task), { component: name })] : [];
}

function pathOf({ component }: Copy["task"]): Diagnostic["path"] {
  return component.kind === "dag"
    ? component.path
    : ["platforms", "kubernetes", "deploymentSpec", "executors", component.executorLabel];
}

/** `/resources/cpuLimit` → `resources.cpuLimit` */
function nameOf(slot: string): string {
  return slot.slice(1).replaceAll("/", ".");
}

/** Whoever changes a parameter in the run does not change these. */
export function fixedWarnings(ids: readonly string[], { linked }: Context): readonly Diagnostic[] {
  return ids.flatMap((id) => {
    const task = linked.tasks.get(id);
    return task ? [diagnose("fixed-setting", pathOf(task), { task: id })] : [];
  });
}

export function warningsOf(context: Context): readonly Diagnostic[] {
  const { linked, roots } = context;
  const { pipelineConfig = {} } = linked.plan.settings;
  const copies = [...within(roots)];
  const ttl = [
    pipelineConfig.resourceTtlOnCompletion,
    pipelineConfig.resourceTtlOnSuccess,
    pipelineConfig.resourceTtlOnFailure,
  ].some((seconds = 0) => seconds > 0);
  return distinct([
    ...(ttl ? [diagnose("no-time-to-live", ["platforms", "kubernetes", "pipelineConfig"], {})] : []),
    ...copies.flatMap(({ task, unlimited }) =>
      unlimited === undefined
        ? []
        : [
            diagnose("no-limit", task.definition.path, {
              task: task.id,
              limit: String(task.definition.iterator?.parallelism ?? ""),
              reason: unlimited,
            }),
          ],
    ),
    ...copies.flatMap(({ task, kind }) =>
      kind === "leaf" && (task.retry?.limit ?? 0) > 0 && (task.retry?.backoffSeconds ?? 0) > 0
        ? [diagnose("retry-holds-pod", task.definition.path, { task: task.id })]
        : [],
    ),
  ]);
}

function distinct(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...new Map(diagnostics.map((one) => [JSON.stringify(one), one])).values()];
}

/** Bytes of all annotations of an object. Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations */
const MOST_ANNOTATIONS = 250_000;
/** Of what etcd takes half, since the status of a run holds its pipeline again. */
export const MOST_SPEC = 700_000;

export function checkSize({ metadata, spec }: PipelineRun): readonly Diagnostic[] {
  const sizes = [
    ["its annotations", bytesOf(metadata.annotations), MOST_ANNOTATIONS],
    ["its tasks", bytesOf(spec), MOST_SPEC],
  ] as const;
  return sizes.flatMap(([where, size, most]) =>
    size <= most ? [] : [diagnose("too-large", [], { where, size: String(size), most: String(most) })],
  );
}

function bytesOf(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}
