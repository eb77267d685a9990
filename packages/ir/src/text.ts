// What a text is, judged by its look, before and after it was read as YAML.
import { type Diagnostic, failed, type Result } from "./diagnostic.js";
import { isJsonObject, type JsonValue } from "./json.js";
import { MAX_BYTES } from "./limits.js";
import { diagnose } from "./messages.js";

const SIGNATURES: readonly (readonly [string, string])[] = [
  ["89504e47", "a PNG picture"],
  ["ffd8ff", "a JPEG picture"],
  ["47494638", "a GIF picture"],
  ["25504446", "a PDF document"],
  ["7f454c46", "a program"],
  ["fffe", "text in UTF-16"],
  ["feff", "text in UTF-16"],
  ["425a68", "a bzip2 archive"],
  ["fd377a58", "an xz archive"],
  ["28b52ffd", "a zstd archive"],
  ["504b", "a zip archive"],
  ["1f8b", "a gzip archive"],
];

/** Bytes of a file → its text. UTF-8 with or without a byte order mark; anything else is `ir/not-text`. */
export function decodeText(bytes: Uint8Array): Result<string> {
  if (bytes.length > MAX_BYTES) return failed([tooLarge()]);
  const start = [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const known = SIGNATURES.find(([signature]) => start.startsWith(signature));
  if (known) return failed([diagnose("not-text", [], { found: `it looks like ${known[1]}` })]);
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { ok: true, value: text, warnings: [] };
  } catch {
    return failed([diagnose("not-text", [], { found: "it holds bytes that are no UTF-8" })]);
  }
}

export function tooLarge(): Diagnostic {
  return diagnose("too-large", [], { limit: MAX_BYTES / 1024 / 1024 });
}

/** Characters that YAML forbids; js-yaml would stop at the first one and call it a syntax error. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to find
const BINARY = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;

/** Refuses what is plainly not IR before any parser sees it. */
export function checkText(text: string): readonly Diagnostic[] {
  if (text.length > MAX_BYTES) return [tooLarge()];
  if (BINARY.test(text.slice(0, 4096))) return [diagnose("not-text", [], { found: "it has control characters" })];
  return [];
}

const PYTHON =
  /^(?:#!.*python.*|from\s+[\w.]+\s+import\s.*|import\s+[\w.]+(?:\s+as\s+\w+)?\s*|@[\w.]+(?:\(.*)?|def\s+\w+\(.*)$/m;

/** `ir/python-source` when a text that is not a mapping looks like a Python file. */
export function checkPython(text: string): readonly Diagnostic[] {
  return PYTHON.test(text.slice(0, 65_536)) && !/^(?:pipelineInfo|root|components):/m.test(text)
    ? [diagnose("python-source", [], { file: "pipeline.py" })]
    : [];
}

/** What a value is, in a sentence. */
export function describe(value: JsonValue): string {
  if (value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (isJsonObject(value)) return "a mapping";
  if (typeof value === "string")
    return value === "" ? "an empty text" : `the text ${JSON.stringify(value.slice(0, 60))}`;
  if (typeof value === "number") return `the number ${value}`;
  return String(value);
}

/** Keys of a spec or of what wraps it, by what stands on their line. */
const MAPPINGS =
  "components|deploymentSpec|deployment_spec|pipelineInfo|pipeline_info|pipelineSpec|pipeline_spec|platforms|root|runtimeConfig|runtime_config";
const WORDS =
  "defaultPipelineRoot|default_pipeline_root|displayName|display_name|labels|name|schemaVersion|schema_version|sdkVersion|sdk_version";

/** The first line of the spec proper, which any of its keys may begin. */
const FIRST_KEY = new RegExp(`^(?:(?:${MAPPINGS}):[ \\t]*(?:[{&].*)?|(?:${WORDS}):.*)\\r?$`, "m");

/**
 * Blanks out what is left of the SDK's `# PIPELINE DEFINITION` comment where a line break in a default value broke it.
 * Every character keeps its place.
 */
export function repairHeader(text: string): { readonly text: string; readonly brokenAt?: number } {
  if (!text.startsWith("# PIPELINE DEFINITION")) return { text };
  const header = text.slice(0, FIRST_KEY.exec(text)?.index ?? 0);
  const broken = /^(?!#)[ \t]*\S/m.exec(header);
  if (!broken) return { text };
  return { text: header.replace(/[^\r\n]/g, " ") + text.slice(header.length), brokenAt: broken.index };
}
