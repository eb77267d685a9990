// A run that says all by itself, or a Pipeline and a run that refers to it, or a Pipeline and what starts its runs by the
// clock.
import type { Plan } from "@slipway/compiler";
import { type Result, resultOf } from "@slipway/ir";
import { toDnsLabel } from "@slipway/kubernetes";
import type { ResolvedOptions } from "../options.js";
import type { Pipeline, PipelineRun, ReferringRun, TektonManifest } from "../pipeline-run.js";
import { cronJobs } from "./cron-job.js";
import { pipelineParams } from "./param.js";

export function asKind(run: PipelineRun, plan: Plan, options: ResolvedOptions): Result<readonly TektonManifest[]> {
  switch (options.kind) {
    case "run":
      return resultOf([run], []);
    case "pipeline": {
      const pipeline = pipelineOf(run, plan, options);
      return resultOf([pipeline, referringRun(run, pipeline, givenNames(plan))], []);
    }
    case "cron": {
      const pipeline = pipelineOf(run, plan, options);
      const started = cronJobs(referringRun(run, pipeline, givenNames(plan)), pipeline, plan, options);
      return started.ok ? resultOf([pipeline, ...started.value], started.warnings) : started;
    }
  }
}

/** A CronJob's name has 52 characters at most, since Kubernetes adds the time to it. */
const LONGEST_NAME = 52;

/** Tekton hands annotations of a Pipeline on to its runs, and their pods are told what stands there. */
function pipelineOf({ apiVersion, metadata, spec }: PipelineRun, plan: Plan, { name }: ResolvedOptions): Pipeline {
  const { generateName: _, ...others } = metadata;
  const { params = [], ...pipelineSpec } = spec.pipelineSpec;
  // What is given goes for a run, and the next one starts from the pipeline's own defaults.
  const own = [...plan.parameters].map(([key, { given: __, ...parameter }]) => [key, parameter] as const);
  const defaults = new Map(pipelineParams({ parameters: new Map(own) }).values.map((one) => [one.name, one.value]));
  const specs = params.map((param) => {
    const value = defaults.get(param.name);
    return { ...param, ...(value !== undefined && { default: value }) };
  });
  return {
    apiVersion,
    kind: "Pipeline",
    metadata: { name: name ?? toDnsLabel(plan.name, LONGEST_NAME), ...others },
    spec: { ...(specs.length > 0 && { params: specs }), ...pipelineSpec },
  };
}

/** @param given names of the parameters that this run says something of */
function referringRun(
  { apiVersion, kind, metadata, spec }: PipelineRun,
  pipeline: Pipeline,
  given: ReadonlySet<string>,
) {
  const { annotations: _, ...named } = metadata;
  const { pipelineSpec: __, params = [], ...others } = spec;
  const own = params.filter(({ name }) => given.has(name));
  const run: ReferringRun = {
    apiVersion,
    kind,
    metadata: named,
    spec: { pipelineRef: { name: pipeline.metadata.name }, ...(own.length > 0 && { params: own }), ...others },
  };
  return run;
}

function givenNames(plan: Plan): ReadonlySet<string> {
  const { names } = pipelineParams(plan);
  const given = [...plan.parameters.values()].filter((parameter) => parameter.given !== undefined);
  return new Set(given.flatMap(({ name }) => names.get(name) ?? []));
}
