// Which of the documents of a text is the pipeline, which its platform spec, and what the others are.
import { type Diagnostic, failed, type IrPath, type Result, resultOf } from "./diagnostic.js";
import { isJsonObject, type JsonObject, type JsonValue } from "./json.js";
import type { Source } from "./locate.js";
import { diagnose } from "./messages.js";
import { firstLineOf, readPositions } from "./positions.js";
import { rangesOf } from "./range.js";
import { didYouMean } from "./suggest.js";
import { checkPython, describe } from "./text.js";

/** The documents that count, as the text has them, and where they stand. */
export type Documents = {
  readonly pipeline: JsonObject;
  /** The PipelineJob around the pipeline. */
  readonly job?: JsonObject;
  readonly platform?: JsonObject;
  readonly source: Source;
};

type Part = {
  readonly kind: "pipeline" | "platform";
  readonly value: JsonObject;
  readonly path: IrPath;
  readonly job?: JsonObject;
};

const JOB_KEYS = ["pipelineSpec", "pipeline_spec"];
const PIPELINE_KEYS = ["pipelineInfo", "pipeline_info", "root", "components", "deploymentSpec", "deployment_spec"];
const VERSION_KEYS = ["schemaVersion", "schema_version"];

/** What a document holds: nothing for one that is to be ignored without a word, undefined for one of another kind. */
function partsOf(document: JsonValue, index: number): readonly Part[] | undefined {
  if (!isJsonObject(document)) return undefined;
  const has = (keys: readonly string[]) => keys.some((key) => key in document);
  if (String(document["apiVersion"]).startsWith("pipelines.kubeflow.org/")) return objectParts(document, index);
  const jobKey = JOB_KEYS.find((key) => isJsonObject(document[key] ?? null));
  if (jobKey) {
    const value = document[jobKey] as JsonObject;
    return [{ kind: "pipeline", value, path: [index, jobKey], job: document }];
  }
  if (has(PIPELINE_KEYS)) return [{ kind: "pipeline", value: document, path: [index] }];
  if ("platforms" in document) return [{ kind: "platform", value: document, path: [index] }];
  return has(VERSION_KEYS) ? [{ kind: "pipeline", value: document, path: [index] }] : undefined;
}

/**
 * The SDK can wrap IR for `kubectl apply`: a PipelineVersion holds both specs, a Pipeline beside it only a name.
 * https://www.kubeflow.org/docs/components/pipelines/user-guides/core-functions/compile-a-pipeline
 */
function objectParts(object: JsonObject, index: number): readonly Part[] | undefined {
  const spec = object["spec"] ?? null;
  if (object["kind"] === "Pipeline") return [];
  if (object["kind"] !== "PipelineVersion" || !isJsonObject(spec)) return undefined;
  const { pipelineSpec = null, platformSpec = null } = spec;
  return [
    ...(isJsonObject(pipelineSpec)
      ? [{ kind: "pipeline" as const, value: pipelineSpec, path: [index, "spec", "pipelineSpec"] }]
      : []),
    ...(isJsonObject(platformSpec)
      ? [{ kind: "platform" as const, value: platformSpec, path: [index, "spec", "platformSpec"] }]
      : []),
  ];
}

/**
 * Sorts the documents as the API server does: at most one pipeline and one platform spec, others ignored.
 * Source: https://github.com/kubeflow/pipelines/blob/master/backend/src/apiserver/template/v2_template.go
 */
export function sortDocuments(text: string, documents: readonly JsonValue[]): Result<Documents> {
  const filled = documents.flatMap((value, index) => (value === null || value === undefined ? [] : [{ value, index }]));
  if (filled.length === 0) return failed([diagnose("empty", [], {})]);
  const sorted = filled.map(({ value, index }) => ({ index, parts: partsOf(value, index) }));
  const parts = sorted.flatMap((one) => one.parts ?? []);
  const pipelines = parts.filter(({ kind }) => kind === "pipeline");
  const platforms = parts.filter(({ kind }) => kind === "platform");
  const [pipeline] = pipelines;
  const [platform] = platforms;
  if (!pipeline) return failed(whyNoPipeline(text, filled[0]?.value ?? null));

  const ignored = sorted.filter((one) => !one.parts);
  const found = [
    ...several("several-pipelines", pipelines),
    ...several("several-platform-specs", platforms),
    ...ignored.map(({ index }) => ({ index, diagnostic: ignoredDocument(documents[index] ?? null, index) })),
  ];
  const diagnostics = found.length > 0 ? placed(found, text) : [];
  const value: Documents = {
    pipeline: pipeline.value,
    ...(pipeline.job && { job: pipeline.job }),
    ...(platform && { platform: platform.value }),
    source: { text, pipeline: pipeline.path, ...(platform && { platform: platform.path }) },
  };
  return resultOf(value, diagnostics);
}

/** What is wrong with one document as a whole: the second of two, or one of no known kind. */
type Found = { readonly index: number; readonly diagnostic: Diagnostic };

function several(code: "several-pipelines" | "several-platform-specs", parts: readonly Part[]): readonly Found[] {
  const [, second] = parts;
  return second ? [{ index: Number(second.path[0]), diagnostic: diagnose(code, [], { count: parts.length }) }] : [];
}

function ignoredDocument(document: JsonValue, index: number): Diagnostic {
  const known = [...JOB_KEYS, ...PIPELINE_KEYS, "platforms"];
  const hints = isJsonObject(document) ? Object.keys(document).map((key) => didYouMean(key, known)) : [];
  return diagnose("ignored-document", [], { number: index + 1, hint: hints.find((hint) => hint !== "") ?? "" });
}

function placed(found: readonly Found[], text: string): readonly Diagnostic[] {
  const documents = readPositions(text) ?? [];
  const rangeAt = rangesOf(text);
  return found.map(({ index, diagnostic }) => {
    const document = documents[index];
    if (!document) return diagnostic;
    const { offset, length } = firstLineOf(document, text);
    return { ...diagnostic, range: rangeAt(offset, length) };
  });
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
  return [diagnose("no-pipeline", [], { found: "platforms" in first ? "a platform spec" : "a mapping" })];
}
