// The command line of a task: its texts with every placeholder replaced, Concat and IfPresent evaluated.
// Source: https://github.com/kubeflow/pipelines/blob/master/sdk/python/kfp/dsl/placeholders.py
import { isJsonObject, type JsonObject, type JsonValue } from "@slipway/ir";
import type { Work } from "@slipway/pod";
import { expandJson, expandText, gather, type PlaceholderValues } from "./expand.js";
import { type Found, found, missing } from "./found.js";
import { startable } from "./startable.js";
import { placeholderValues, type TaskValues } from "./task-values.js";

export type Texts = Pick<
  Extract<Work, { readonly kind: "container" }>,
  "image" | "command" | "args" | "env" | "resources"
>;

export type CommandLine =
  | {
      readonly ok: true;
      /** The program and its arguments. Never empty. */
      readonly argv: readonly string[];
      /** Of several values for one name the last, as in Kubernetes. */
      readonly env: Readonly<Record<string, string>>;
      readonly image: string;
      readonly resources?: JsonObject;
      /** What is too long for an argument and is read from files instead: by name in `seen.longTexts`. */
      readonly files: Readonly<Record<string, string>>;
    }
  /** In the user's own names. */
  | { readonly ok: false; readonly reasons: readonly string[] };

/**
 * @example
 * // command: ["echo"], args: ["{{$.inputs.parameters['text']}}"]
 * commandLine(work, values); // { ok: true, argv: ["echo", "hello"], env: {}, image: "alpine", files: {} }
 */
export function commandLine(texts: Texts, values: TaskValues): CommandLine {
  const all = placeholderValues(values);
  const scope: Scope = { values: all, isPresent: (name) => isPresent(name, values) };
  const argv = [...texts.command, ...texts.args].map((text) => named("an argument", expandArgument(text, scope)));
  const env = texts.env.map(({ name, value }) => named(`environment variable "${name}"`, expandText(value, all)));
  const image = named("the image", expandText(texts.image, all));
  const resources = named("the resources", expandJson(texts.resources ?? {}, all));
  const reasons = [...argv, ...env, image, resources].flatMap((one) => (one.ok ? [] : [one.reason]));
  if (reasons.length > 0 || !image.ok || !resources.ok) return { ok: false, reasons: [...new Set(reasons)] };
  const started = startable(
    [...texts.command, ...texts.args].map((template, index) => ({ template, texts: valueOr(argv[index], []) })),
    texts.env.map(({ name, value }, index) => ({ template: value, name, text: valueOr(env[index], "") })),
    values,
  );
  if (!started.ok) return started;
  return { ...started, image: image.value, ...(texts.resources && { resources: resources.value }) };
}

function valueOr<T>(result: Found<T> | undefined, otherwise: T): T {
  return result?.ok ? result.value : otherwise;
}

type Scope = { readonly values: PlaceholderValues; readonly isPresent: (input: string) => boolean };

/** A parameter is present when the pipeline gave it, whatever the component's default; an artifact when it is there. */
function isPresent(name: string, { given, parameters, artifacts }: TaskValues): boolean {
  if (Object.hasOwn(parameters, name)) return given.has(name) && parameters[name] !== null;
  return Object.hasOwn(artifacts, name) && (artifacts[name] ?? []).length > 0;
}

function named<T>(what: string, result: Found<T>): Found<T> {
  return result.ok ? result : missing(`${what}: ${result.reason}`);
}

/** Names of the inputs of which a command asks whether they are present, in order. */
export function inputsAskedFor(elements: readonly string[]): readonly string[] {
  const asked = elements.flatMap((text) => {
    const structure = structureOf(text);
    return structure === undefined ? [] : askedIn(structure);
  });
  return [...new Set(asked)].sort();
}

function askedIn(part: JsonValue): readonly string[] {
  if (Array.isArray(part)) return part.flatMap(askedIn);
  if (!isJsonObject(part)) return [];
  const { Concat: parts, IfPresent: choice } = part;
  if (Array.isArray(parts)) return askedIn(parts);
  if (!isJsonObject(choice)) return [];
  const { InputName: name, Then: yes = null, Else: no = null } = choice;
  return [...(typeof name === "string" ? [name] : []), ...askedIn(yes), ...askedIn(no)];
}

const STRUCTURE = /^\s*\{\s*"(?:Concat|IfPresent)"\s*:/;

/** One element of a command → none, one or several arguments. */
function expandArgument(text: string, scope: Scope): Found<readonly string[]> {
  const structure = structureOf(text);
  return structure === undefined ? expandLeaf(text, scope) : expandPart(structure, scope);
}

/** A text that only begins like a structure is a text. */
function structureOf(text: string): JsonValue | undefined {
  if (!STRUCTURE.test(text)) return undefined;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

function expandLeaf(text: string, { values }: Scope): Found<readonly string[]> {
  const expanded = expandText(text, values);
  return expanded.ok ? found([expanded.value]) : expanded;
}

function expandPart(part: JsonValue, scope: Scope): Found<readonly string[]> {
  if (part === null) return found([]);
  if (typeof part === "string") return expandLeaf(part, scope);
  if (Array.isArray(part)) return expandParts(part, scope);
  if (!isJsonObject(part)) return missing(`${JSON.stringify(part)} is neither a text nor a Concat nor an IfPresent`);
  const { Concat: parts, IfPresent: choice } = part;
  if (Array.isArray(parts)) {
    const texts = expandParts(parts, scope);
    return texts.ok ? found([texts.value.join("")]) : texts;
  }
  if (!isJsonObject(choice)) return missing(`${JSON.stringify(part)} is neither a Concat nor an IfPresent`);
  const { InputName: name, Then: yes = null, Else: no = null } = choice;
  if (typeof name !== "string") return missing("an IfPresent needs the name of an input in InputName");
  return expandPart(scope.isPresent(name) ? yes : no, scope);
}

function expandParts(parts: readonly JsonValue[], scope: Scope): Found<readonly string[]> {
  const texts = gather(parts.map((part) => expandPart(part, scope)));
  return texts.ok ? found(texts.value.flat()) : texts;
}
