// Text → checked IR, in canonical form. The whole way of this package; read it first.
import { type Diagnostic, failed, type Result } from "./diagnostic.js";
import { type Documents, sortDocuments } from "./documents.js";
import { isJsonObject, type JsonObject, type JsonValue } from "./json.js";
import { locate, type Source } from "./locate.js";
import { diagnose } from "./messages.js";
import { canonical } from "./protojson.js";
import { rangeAt } from "./range.js";
import type { PipelineJob, PipelineSpec, SinglePlatformSpec } from "./spec.js";
import { didYouMean } from "./suggest.js";
import { checkPython, checkText, repairHeader } from "./text.js";
import { checkMessage } from "./validate.js";
import { readDocuments } from "./yaml.js";

/** What a file holds. Nothing in it is ever changed. */
export type PipelineFile = {
  readonly pipeline: PipelineSpec;
  /** Present when the file is a PipelineJob: its display name and the values of its run. */
  readonly job?: PipelineJob;
  readonly platform?: SinglePlatformSpec;
  /** The settings of each executor for Kubernetes as the file has them, by executor label. */
  readonly kubernetesExecutors: { readonly [label: string]: JsonObject };
  readonly source: Source;
};

/**
 * Reads IR: YAML or JSON, one or several documents, camelCase or snake_case keys.
 *
 * @example
 * const file = parsePipeline(text);
 * if (file.ok) console.log(file.value.pipeline.pipelineInfo?.name);
 * else console.error(file.diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, { text })).join("\n"));
 *
 * @returns the IR in the canonical form of protojson (https://protobuf.dev/programming-guides/json), or every mistake
 * found, each with its place. Never throws for what a text holds.
 */
export function parsePipeline(text: string): Result<PipelineFile> {
  const plain = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const refused = checkText(plain);
  if (refused.length > 0) return failed(refused);
  const { text: repaired, brokenAt } = repairHeader(plain);
  const documents = readDocuments(repaired);
  if (!documents.ok) {
    const python = checkPython(plain);
    return failed(python.length > 0 ? python : documents.diagnostics);
  }
  const sorted = sortDocuments(repaired, documents.value);
  if (!sorted.ok) return failed(locate(sorted.diagnostics, { text: repaired, pipeline: [0] }));
  const warnings = brokenAt === undefined ? sorted.warnings : [brokenHeader(plain, brokenAt), ...sorted.warnings];
  return readSpecs(sorted.value, warnings);
}

function brokenHeader(text: string, offset: number): Diagnostic {
  return { ...diagnose("broken-header", [], {}), range: rangeAt(text, offset) };
}

function readSpecs(
  { pipeline, job, platform, source }: Documents,
  warnings: readonly Diagnostic[],
): Result<PipelineFile> {
  const spec = readMessage("PipelineSpec", pipeline);
  // The spec in a job is read by itself, so that its paths are those of any other.
  const wrapper = job && readMessage("PipelineJob", { ...job, pipelineSpec: {}, pipeline_spec: null });
  const typed = platform && readMessage("PlatformSpec", platform);
  const read = [spec, wrapper, typed].flatMap((message) => message?.diagnostics ?? []);
  const diagnostics = locate([...warnings, ...read, ...otherPlatforms(platform)], source);
  if (diagnostics.some(({ severity }) => severity === "error")) return failed(diagnostics);
  const kubernetes = typed && kubernetesOf(typed.value);
  const raw = platform && kubernetesOf(canonical("RawPlatformSpec", platform, []).value);
  const value: PipelineFile = {
    // The validators have just proved these shapes.
    pipeline: spec.value as PipelineSpec,
    ...(wrapper && { job: wrapper.value as PipelineJob }),
    ...(kubernetes && { platform: kubernetes }),
    kubernetesExecutors: raw?.deploymentSpec?.executors ?? {},
    source,
  };
  return { ok: true, value, warnings: diagnostics };
}

function otherPlatforms(platform: JsonObject | undefined): readonly Diagnostic[] {
  const platforms = platform?.["platforms"] ?? null;
  if (!isJsonObject(platforms)) return [];
  return Object.keys(platforms)
    .filter((name) => name !== "kubernetes")
    .map((name) => {
      const slots = { platform: name, hint: didYouMean(name, ["kubernetes"]) };
      return diagnose("ignored-platform", ["platforms", name], slots);
    });
}

function readMessage(message: "PipelineSpec" | "PipelineJob" | "PlatformSpec", document: JsonObject) {
  const { value, fits, diagnostics } = canonical(message, document, []);
  return { value, diagnostics: fits ? diagnostics : [...diagnostics, ...checkMessage(message, value)] };
}

function kubernetesOf(platformSpec: JsonValue): SinglePlatformSpec | undefined {
  return (platformSpec as { readonly platforms?: { readonly kubernetes?: SinglePlatformSpec } }).platforms?.kubernetes;
}
