// KFP's own {{$.inputs.parameters['x']}}: a third language in the IR, read only here.
// Source: https://www.kubeflow.org/docs/components/pipelines/user-guides/components/container-components
import { type Diagnostic, didYouMean, type IrPath, isJsonObject, type JsonValue } from "@slipway/ir";
import { diagnose } from "../messages.js";

export type PlaceholderNames = {
  readonly inputs: { readonly parameters: Iterable<string>; readonly artifacts: Iterable<string> };
  /** Absent where no output exists yet: in the constants that a task is given. */
  readonly outputs?: { readonly parameters: Iterable<string>; readonly artifacts: Iterable<string> };
};

const PLACEHOLDER = /\{\{\$(.*?)\}\}/gs;
const NAMED = /^\.(inputs|outputs)\.(parameters|artifacts)\['(.+?)'\](.*)$/s;

const SUFFIXES: Readonly<Record<string, RegExp>> = {
  "inputs.parameters": /^$/,
  "outputs.parameters": /^\.output_file$/,
  "inputs.artifacts": /^(?:|\.uri|\.path|\.name|\.value|\.metadata|\.(?:metadata|properties)\['.+'\])$/s,
  "outputs.artifacts": /^(?:|\.uri|\.path|\.name|\.metadata|\.(?:metadata|properties)\['.+'\])$/s,
};

const NAMED_FORMS = [
  ".inputs.parameters['*']",
  ".outputs.parameters['*'].output_file",
  ...["inputs", "outputs"].flatMap((side) =>
    ["path", "uri", "name"].map((field) => `.${side}.artifacts['*'].${field}`),
  ),
];

/** What stands for the run, the task and the place of outputs, rather than for an input. */
const GENERAL = new Set([
  "",
  ".pipeline_job_name",
  ".pipeline_job_resource_name",
  ".pipeline_job_uuid",
  ".pipeline_job_create_time_utc",
  ".pipeline_job_schedule_time_utc",
  ".pipeline_task_name",
  ".pipeline_task_uuid",
  ".pipeline_root",
  ".workspace_path",
  ".outputs.output_file",
  ".outputMetadataUri",
]);

/** Every placeholder in a text that is unknown, or names what does not exist. */
export function checkPlaceholders(
  subject: string,
  text: string,
  path: () => IrPath,
  names: () => PlaceholderNames,
): readonly Diagnostic[] {
  if (!text.includes("{{$")) return [];
  // Behind the last end there is none, and looking for one from every beginning would take for ever.
  const closed = text.slice(0, text.lastIndexOf("}}") + 2);
  return [...closed.matchAll(PLACEHOLDER)].flatMap(([placeholder, inner = ""]) => {
    if (GENERAL.has(inner)) return [];
    const [, side, field, name = "", suffix = ""] = NAMED.exec(inner) ?? [];
    if (!side || !field || !SUFFIXES[`${side}.${field}`]?.test(suffix)) {
      return [diagnose("unknown-placeholder", path(), { subject, placeholder, hint: likeliest(inner) })];
    }
    const known = names()[side as "inputs" | "outputs"]?.[field as "parameters" | "artifacts"];
    if (!known || new Set(known).has(name)) return [];
    const kind = `${side === "inputs" ? "input" : "output"} ${field === "parameters" ? "parameter" : "artifact"}`;
    const hint = didYouMean(name, known);
    return [diagnose("unknown-placeholder-input", path(), { subject, placeholder, kind, name, hint })];
  });
}

const INPUT = /\{\{\$\.inputs\.parameters\['(.+?)'\]\}\}/gs;

/** Names of the input parameters that a value's texts speak of, each once. */
export function inputsNamedIn(value: JsonValue): readonly string[] {
  const texts = textsIn(value);
  return [...new Set(texts.flatMap((text) => [...text.matchAll(INPUT)].map(([, name = ""]) => name)))];
}

function textsIn(value: JsonValue): readonly string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isJsonObject(value) ? Object.entries(value).flatMap((entry) => entry.flatMap(textsIn)) : [];
}

/** The placeholder that differs least. */
function likeliest(inner: string): string {
  const name = /\['(.+?)'\]/.exec(inner)?.[1];
  const forms = name === undefined ? [] : NAMED_FORMS.map((form) => form.replace("*", () => name));
  return didYouMean(
    `{{$${inner}}}`,
    [...GENERAL, ...forms].map((form) => `{{$${form}}}`),
  );
}

/** The same for an element of a command, which may also be a Concat or an IfPresent in JSON. */
export function checkArgument(
  subject: string,
  text: string,
  path: () => IrPath,
  names: () => PlaceholderNames,
): readonly Diagnostic[] {
  if (/^\s*\{\s*"(?:Concat|IfPresent)"\s*:/.test(text)) {
    const reason = whyNotStructure(text, names());
    if (reason !== undefined) return [diagnose("bad-placeholder", path(), { subject, reason })];
  }
  return checkPlaceholders(subject, text, path, names);
}

function whyNotStructure(text: string, names: PlaceholderNames): string | undefined {
  try {
    return whyNotPart(JSON.parse(text) as JsonValue, names);
  } catch {
    // A value is put into the JSON text as it is, so a text with placeholders need not be JSON yet.
    return text.includes("{{$") ? undefined : "it is not JSON";
  }
}

function whyNotPart(part: JsonValue, names: PlaceholderNames): string | undefined {
  if (typeof part === "string") return undefined;
  if (!isJsonObject(part)) return "a part must be a text, a Concat or an IfPresent";
  if ("Concat" in part) {
    const parts = part["Concat"];
    if (!Array.isArray(parts)) return "Concat must hold a list";
    return firstReason(parts, names);
  }
  const condition = part["IfPresent"];
  if (!isJsonObject(condition ?? null)) return "a part must be a text, a Concat or an IfPresent";
  const { InputName: name, Then: yes, Else: no } = condition as { readonly [key: string]: JsonValue };
  if (typeof name !== "string") return "IfPresent needs InputName";
  const known = [...names.inputs.parameters, ...names.inputs.artifacts];
  if (!known.includes(name)) return `there is no input "${name}".${didYouMean(name, known)}`;
  return firstReason(
    [yes, no].flatMap((branch) => branch ?? []),
    names,
  );
}

function firstReason(parts: readonly JsonValue[], names: PlaceholderNames): string | undefined {
  for (const part of parts) {
    const reason = whyNotPart(part, names);
    if (reason !== undefined) return reason;
  }
  return undefined;
}
