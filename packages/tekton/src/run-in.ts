// What a run says of all its pods, wherever it stands: for itself, beside its Pipeline, or in what starts it by the clock.
import type { JsonObject } from "@slipway/ir";
import type { Outline, OutlineTask, StartDescription } from "@slipway/pod";
import { isPlain } from "./expression.js";
import { PLAN } from "./lower/told.js";
import type { PipelineRun, PodTemplate, ReferringRun, TaskRunSpec, TektonManifest } from "./pipeline-run.js";
import { isStarting, pipelineIn } from "./pod-tree.js";

export type Run = {
  readonly namespace?: string;
  readonly serviceAccountName?: string;
  readonly podTemplate?: PodTemplate;
  readonly specs: ReadonlyMap<string, TaskRunSpec>;
  /** Values of the pipeline's parameters, by name: those that are known. */
  readonly values: ReadonlyMap<string, string>;
  /** Ids of what runs once for each item. */
  readonly loops: ReadonlySet<string>;
};

export function runIn(manifests: readonly TektonManifest[]): Run {
  const run = manifests.flatMap(runsOf)[0];
  const { taskRunTemplate, taskRunSpecs = [], params: given = [] } = run?.spec ?? {};
  const specs = manifests.flatMap(pipelineIn).flatMap(({ params = [] }) => params);
  const defaults = specs.flatMap(({ name, default: value }) => (value === undefined ? [] : [{ name, value }]));
  const known = [...(run ? defaults : []), ...given].filter(({ value }) => isPlain(value));
  const holder = manifests.find(({ kind }) => kind === "Pipeline") ?? run;
  const namespace = holder?.metadata.namespace;
  return {
    ...(namespace !== undefined && { namespace }),
    ...(taskRunTemplate?.serviceAccountName !== undefined && {
      serviceAccountName: taskRunTemplate.serviceAccountName,
    }),
    ...(taskRunTemplate && { podTemplate: taskRunTemplate.podTemplate }),
    specs: new Map(taskRunSpecs.map((spec) => [spec.pipelineTaskName, spec])),
    values: new Map(known.map(({ name, value }) => [name, value])),
    loops: new Set(loopsIn(outlineIn(manifests))),
  };
}

function runsOf(manifest: TektonManifest): readonly (PipelineRun | ReferringRun)[] {
  if (manifest.kind === "PipelineRun") return [manifest];
  if (manifest.kind !== "CronJob" || !isStarting(manifest)) return [];
  const { args = [] } = manifest.spec.jobTemplate.spec.template.spec.containers[0] ?? {};
  const told = JSON.parse(args.at(-1) ?? "{}") as StartDescription;
  return [told.run as unknown as ReferringRun];
}

/** Pods are told the plan by an annotation of their run. */
function outlineIn(manifests: readonly TektonManifest[]): Pick<Outline, "tasks"> {
  const texts = manifests.flatMap(({ metadata }) =>
    "annotations" in metadata ? (metadata.annotations?.[PLAN] ?? []) : [],
  );
  const plan = JSON.parse(texts[0] ?? "{}") as JsonObject;
  return (plan["outline"] as unknown as Outline | undefined) ?? { tasks: [] };
}

function loopsIn({ tasks }: Pick<Outline, "tasks">): readonly string[] {
  return tasks.flatMap(({ id, iterates, tasks: inner = [] }: OutlineTask) => [
    ...(iterates ? [id] : []),
    ...loopsIn({ tasks: inner }),
  ]);
}
