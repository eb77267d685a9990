// Which of the documents of a text is the pipeline, which its platform spec, and what the others are.
import { type Diagnostic, failed, type Result, resultOf } from "./diagnostic.js";
import { isJsonObject, type JsonObject, type JsonValue } from "./json.js";
import type { Source } from "./locate.js";
import { diagnose } from "./messages.js";
import { checkPython, describe } from "./text.js";

type Kind = "pipeline" | "job" | "platform" | "other";

/** The documents that count, as the text has them, and where they stand. */
export type Documents = {
  readonly pipeline: JsonObject;
  readonly job?: JsonObject;
  readonly platform?: JsonObject;
  readonly source: Source;
};

const JOB_KEYS = ["pipelineSpec", "pipeline_spec"];
const PIPELINE_KEYS = ["pipelineInfo", "pipeline_info", "root", "components", "deploymentSpec", "deployment_spec"];
const VERSION_KEYS = ["schemaVersion", "schema_version"];

function kindOf(document: JsonObject): Kind {
  if (JOB_KEYS.some((key) => key in document)) return "job";
  if (PIPELINE_KEYS.some((key) => key in document)) return "pipeline";
  if ("platforms" in document) return "platform";
  return VERSION_KEYS.some((key) => key in document) ? "pipeline" : "other";
}

/**
 * Sorts the documents as the API server does: at most one pipeline and one platform spec, others ignored.
 * Source: https://github.com/kubeflow/pipelines/blob/master/backend/src/apiserver/template/v2_template.go
 */
export function sortDocuments(text: string, documents: readonly JsonValue[]): Result<Documents> {
  const filled = documents.flatMap((value, index) => (value === null || value === undefined ? [] : [{ value, index }]));
  if (filled.length === 0) return failed([diagnose("empty", [], {})]);
  const mappings = filled.flatMap(({ value, index }) =>
    isJsonObject(value) ? [{ value, index, kind: kindOf(value) }] : [],
  );
  const pipelines = mappings.filter(({ kind }) => kind === "pipeline" || kind === "job");
  const platforms = mappings.filter(({ kind }) => kind === "platform");
  const [pipeline] = pipelines;
  if (!pipeline) return failed(whyNoPipeline(text, filled[0]?.value ?? null));

  const ignored = filled.filter(({ value }) => !isJsonObject(value) || kindOf(value) === "other");
  const diagnostics: Diagnostic[] = [
    ...(pipelines.length > 1 ? [diagnose("several-pipelines", [], { count: pipelines.length })] : []),
    ...(platforms.length > 1 ? [diagnose("several-platform-specs", ["platforms"], { count: platforms.length })] : []),
    ...ignored.map(({ index }) => diagnose("ignored-document", [], { number: index + 1 })),
  ];
  const [platform] = platforms;
  const found = {
    text,
    pipeline: [pipeline.index],
    ...(platform && { platform: [platform.index] }),
  };
  const rest = platform && { platform: platform.value };
  if (pipeline.kind === "pipeline") {
    return resultOf({ pipeline: pipeline.value, ...rest, source: found }, diagnostics);
  }
  const key = JOB_KEYS.find((name) => name in pipeline.value) ?? "pipelineSpec";
  const spec = pipeline.value[key] ?? null;
  const source = { ...found, pipeline: [pipeline.index, key] };
  if (isJsonObject(spec)) return resultOf({ pipeline: spec, job: pipeline.value, ...rest, source }, diagnostics);
  return failed([
    ...diagnostics,
    diagnose("wrong-type", [], { field: key, expected: "a mapping", found: describe(spec) }),
  ]);
}

function whyNoPipeline(text: string, first: JsonValue): readonly Diagnostic[] {
  if (!isJsonObject(first)) {
    const python = checkPython(text);
    return python.length > 0 ? python : [diagnose("not-a-mapping", [], { found: describe(first) })];
  }
  const apiVersion = String(first["apiVersion"] ?? "");
  const kind = typeof first["kind"] === "string" ? first["kind"] : "object";
  if (apiVersion.startsWith("argoproj.io/")) return [diagnose("argo-workflow", [], {})];
  if (apiVersion.startsWith("tekton.dev/")) return [diagnose("tekton-pipeline", [], { kind })];
  if (apiVersion !== "") return [diagnose("kubernetes-object", [], { kind })];
  if ("implementation" in first) return [diagnose("component-file", [], {})];
  return [diagnose("no-pipeline", [], {})];
}
