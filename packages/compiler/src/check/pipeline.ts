// Everything that can be wrong with IR that is well formed, found in one go. What passes can be resolved.
import { type Diagnostic, didYouMean, type PipelineFile, type PipelineSpec, sortedEntries } from "@slipway/ir";
import { type ComponentKey, ROOT } from "../component-key.js";
import { diagnose } from "../messages.js";
import { checkImplementation, componentsInUse } from "./component.js";
import { checkContainer, givenInputsOf } from "./container.js";
import { checkDag } from "./dag.js";
import { checkDefinitions } from "./definition.js";
import { loopItemsOf, scopeOf } from "./scope.js";

/** The mistakes, and the components in use, each after those that it uses. */
export function checkPipeline(file: PipelineFile): {
  readonly diagnostics: readonly Diagnostic[];
  readonly components: readonly ComponentKey[];
} {
  const { pipeline } = file;
  const { keys, diagnostics } = componentsInUse(pipeline);
  const items = loopItemsOf(pipeline);
  const given = givenInputsOf(pipeline);
  const ofComponents = [...keys].reverse().flatMap((key) => {
    const scope = scopeOf(pipeline, key, items);
    if (!scope) return [];
    const { component, path } = scope;
    const container = executorOf(pipeline, component.executorLabel)?.container;
    return [
      ...checkImplementation(key, component, pipeline),
      ...checkDefinitions(key, component, path),
      ...(component.dag ? checkDag(scope) : []),
      ...(container && !component.dag && key !== ROOT ? checkContainer(key, component, container, given) : []),
    ];
  });
  return {
    diagnostics: [...checkHeader(pipeline), ...diagnostics, ...ofComponents, ...checkPlatform(file)],
    components: keys,
  };
}

function executorOf(pipeline: PipelineSpec, label: string | undefined) {
  const executors = pipeline.deploymentSpec?.executors ?? {};
  return label !== undefined && Object.hasOwn(executors, label) ? executors[label] : undefined;
}

/** Source: https://github.com/kubeflow/pipelines/blob/master/backend/src/apiserver/template/v2_template.go */
function checkHeader({ pipelineInfo, root, schemaVersion }: PipelineSpec): readonly Diagnostic[] {
  const name = pipelineInfo?.name ?? "";
  const found = schemaVersion === undefined ? "missing" : JSON.stringify(schemaVersion);
  return [
    ...(schemaVersion === "2.1.0" ? [] : [diagnose("schema-version", ["schemaVersion"], { found })]),
    ...(name === "" ? [diagnose("missing-name", ["pipelineInfo"], {})] : []),
    ...(name !== "" && !/[a-z0-9]/.test(name) ? [diagnose("bad-name", ["pipelineInfo", "name"], { name })] : []),
    ...(root ? [] : [diagnose("missing-root", [], {})]),
  ];
}

function checkPlatform({ pipeline, platform }: PipelineFile): readonly Diagnostic[] {
  const known = Object.keys(pipeline.deploymentSpec?.executors ?? {});
  return sortedEntries(platform?.deploymentSpec?.executors)
    .filter(([executor]) => !known.includes(executor))
    .map(([executor]) => {
      const path = ["platforms", "kubernetes", "deploymentSpec", "executors", executor];
      return diagnose("unknown-platform-executor", path, { executor, hint: didYouMean(executor, known) });
    });
}
