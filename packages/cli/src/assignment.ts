// --set path=value: which setting a path names, and how its value is read.
import {
  didYouMean,
  failed,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type Result,
  readDocuments,
} from "@slipway/ir";
import { KINDS } from "./gen/kinds.js";
import { diagnose } from "./messages.js";
import { splitAssignment } from "./parameters.js";

/** What only a file can say. */
const OF_FILE = ["$schema", "target", "targets"];

/** `kubeflow.runAsUser=1001` → `{ kubeflow: { runAsUser: 1001 } }` */
export function readAssignment(assignment: string): Result<JsonObject> {
  const split = splitAssignment(assignment);
  if (!split.ok) return split;
  const [setting, text] = split.value;
  const path = pathOf(setting);
  const kind = OF_FILE.includes(path[0] ?? "") ? undefined : kindOf(path);
  if (kind === undefined) return failed([diagnose("unknown-setting", [], { setting, hint: meantSetting(path) })]);
  const read = readValue(text, kind);
  // Not a literal with a computed key: the user's name may be `__proto__`.
  const value = path.reduceRight<JsonValue>((below, key) => Object.fromEntries([[key, below]]), read);
  return { ok: true, value: value as JsonObject, warnings: [] };
}

/** Laid over each other: what `over` says wins, mappings are merged. */
export function mergeSettings(base: JsonObject, over: JsonObject): JsonObject {
  const changed = Object.entries(over).map(([key, value]): [string, JsonValue] => {
    const below = Object.hasOwn(base, key) ? base[key] : null;
    return [key, isJsonObject(below) && isJsonObject(value) ? mergeSettings(below, value) : value];
  });
  return Object.fromEntries([...Object.entries(base), ...changed]);
}

/** A label such as `app.kubernetes.io/name` has dots of its own: all after the mapping that it stands in is one name. */
function pathOf(setting: string): readonly string[] {
  const words = setting.split(".");
  const own = words.findIndex((_, i) => KINDS[[...words.slice(0, i), "*"].join(".")] === "string");
  return own < 0 ? words : [...words.slice(0, own), words.slice(own).join(".")];
}

/** Kind of the setting at a path; below a mapping of the user's own anything goes. */
function kindOf(path: readonly string[]): string | undefined {
  const named = path.join(".");
  if (Object.hasOwn(KINDS, named)) return KINDS[named];
  // A name of the user's own may stand at any place: `cache.tasks.train.maxAge`.
  const wild = path.map((_, i) => KINDS[path.with(i, "*").join(".")]).find((kind) => kind !== undefined);
  if (wild !== undefined) return wild;
  const isBelowAny = path.some((_, i) => KINDS[[...path.slice(0, i), "*"].join(".")] === "any");
  return isBelowAny ? "any" : undefined;
}

/** A text is taken as it is where the setting is a text; elsewhere as YAML, so that 1001 is a number. */
function readValue(text: string, kind: string): JsonValue {
  if (kind === "string") return text;
  const documents = readDocuments(text);
  return documents.ok ? (documents.value[0] ?? null) : text;
}

/** ` Did you mean "runAsUser"?`, for the first name of a path that is none; in a target the same names as at the top. */
export function meantSetting(path: readonly string[]): string {
  const plain = path[0] === "targets" ? path.slice(2) : path;
  const wrong = plain.findIndex((_, i) => kindOf(plain.slice(0, i + 1)) === undefined);
  if (wrong < 0) return "";
  const parent = plain.slice(0, wrong).join(".");
  const siblings = Object.keys(KINDS)
    .filter((known) => known.split(".").slice(0, -1).join(".") === parent)
    .map((known) => known.split(".").at(-1) ?? "");
  return didYouMean(plain[wrong] ?? "", siblings);
}
