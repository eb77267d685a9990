// Checked IR → Plan. Read it first: the files beside it are named after what they make.
import { type Diagnostic, failed, type JsonValue, type PipelineFile, type Result, resultOf } from "@slipway/ir";
import { checkPipeline } from "../check/pipeline.js";
import { diagnose } from "../messages.js";
import type { Dag, DagComponent, PipelineRoot, Plan } from "../plan.js";
import { countTasks } from "../walk.js";
import { resolveComponents } from "./component.js";
import { resolveRoot } from "./dag.js";
import { resolveParameters } from "./parameter.js";

/** More tasks than any engine could hold in one run. */
const MAX_TASKS = 100_000;

/**
 * Links a file into a plan.
 *
 * @param given values of the pipeline's parameters; they win over those of a PipelineJob
 * @returns the plan, or every mistake found
 */
export function resolvePlan(file: PipelineFile, given: Readonly<Record<string, JsonValue>> = {}): Result<Plan> {
  const { pipeline, job, platform } = file;
  const checked = checkPipeline(file);
  const definitions = pipeline.root?.inputDefinitions?.parameters;
  const parameters = resolveParameters(definitions, given, job?.runtimeConfig?.parameterValues);
  const diagnostics: readonly Diagnostic[] = [...checked.diagnostics, ...parameters.diagnostics];
  if (diagnostics.some(({ severity }) => severity === "error")) return failed(diagnostics);

  const components = resolveComponents(file, checked.components);
  const rootComponent = components.at(-1) as DagComponent;
  if (countTasks({ components }) > MAX_TASKS) {
    return failed([...diagnostics, diagnose("too-many-tasks", ["root"], { limit: MAX_TASKS })]);
  }
  let root: Dag | undefined;
  const plan: Plan = {
    name: pipeline.pipelineInfo?.name ?? "",
    ...(pipeline.pipelineInfo?.displayName && { displayName: pipeline.pipelineInfo.displayName }),
    ...(pipeline.pipelineInfo?.description && { description: pipeline.pipelineInfo.description }),
    ...(job?.displayName && { runDisplayName: job.displayName }),
    ...pipelineRootOf(file),
    parameters: parameters.value,
    components,
    get root() {
      root ??= resolveRoot(rootComponent);
      return root;
    },
    settings: {
      ...(platform?.pipelineConfig && { pipelineConfig: platform.pipelineConfig }),
      ...(platform && { kubernetes: platform }),
    },
  };
  return resultOf(plan, diagnostics);
}

function pipelineRootOf({ pipeline, job }: PipelineFile): { readonly pipelineRoot?: PipelineRoot } {
  const ofRun = job?.runtimeConfig?.gcsOutputDirectory;
  if (ofRun) return { pipelineRoot: { uri: ofRun, from: "run" } };
  const ofPipeline = pipeline.defaultPipelineRoot;
  return ofPipeline ? { pipelineRoot: { uri: ofPipeline, from: "pipeline" } } : {};
}
