// Text → checked IR, in canonical form. The whole way of this package; read it first.
import { type Diagnostic, failed, type Result } from "./diagnostic.js";
import { sortDocuments } from "./documents.js";
import type { JsonObject } from "./json.js";
import { locate, type Source } from "./locate.js";
import { diagnose } from "./messages.js";
import { canonical } from "./protojson.js";
import { rangeAt } from "./range.js";
import type { PipelineJob, PipelineSpec, SinglePlatformSpec } from "./spec.js";
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
  const repaired = repairHeader(plain);
  const documents = readDocuments(repaired.text);
  if (!documents.ok) {
    const python = checkPython(plain);
    return failed(python.length > 0 ? python : documents.diagnostics);
  }
  const sorted = sortDocuments(repaired.text, documents.value);
  if (!sorted.ok) {
    return failed(locate(sorted.diagnostics, { text: repaired.text, pipeline: [0] }));
  }
  const { pipeline, job, platform, source } = sorted.value;
  const header: readonly Diagnostic[] =
    repaired.brokenAt === undefined
      ? []
      : [{ ...diagnose("broken-header", [], {}), range: rangeAt(plain, repaired.brokenAt) }];

  const spec = canonical("PipelineSpec", pipeline, []);
  const wrapper = job && canonical("PipelineJob", { ...job, pipelineSpec: {}, pipeline_spec: null }, []);
  const platforms = platform && canonical("PlatformSpec", platform, []);
  const raw = platform && canonical("RawPlatformSpec", platform, []);
  const diagnostics = [
    ...header,
    ...sorted.warnings,
    ...(wrapper ? [...wrapper.diagnostics, ...checkMessage("PipelineJob", wrapper.value)] : []),
    ...spec.diagnostics,
    ...checkMessage("PipelineSpec", spec.value),
    ...(platforms ? [...platforms.diagnostics, ...checkMessage("PlatformSpec", platforms.value)] : []),
  ];
  const located = locate(diagnostics, source);
  if (located.some(({ severity }) => severity === "error")) return failed(located);

  // The validators have just proved these shapes.
  const kubernetes = (platforms?.value as { platforms?: { kubernetes?: SinglePlatformSpec } } | undefined)?.platforms
    ?.kubernetes;
  const rawKubernetes = (raw?.value as { platforms?: { kubernetes?: SinglePlatformSpec } } | undefined)?.platforms
    ?.kubernetes;
  const value: PipelineFile = {
    pipeline: spec.value as PipelineSpec,
    ...(wrapper && { job: wrapper.value as PipelineJob }),
    ...(kubernetes && { platform: kubernetes }),
    kubernetesExecutors: rawKubernetes?.deploymentSpec?.executors ?? {},
    source,
  };
  return { ok: true, value, warnings: located };
}
