// Canonical IR against the schemas: ajv's errors turned into sentences.
import { createRequire } from "node:module";
import { type BrokenRule, follow } from "./broken-rule.js";
import type { Diagnostic, IrPath } from "./diagnostic.js";
import { expectationOf } from "./expectation.js";
import { fieldName, ownerName } from "./field-name.js";
import { ALTERNATIVES, type Field, MESSAGES } from "./gen/messages.js";
import { isJsonObject, type JsonValue } from "./json.js";
import { diagnose } from "./messages.js";
import { didYouMean } from "./suggest.js";
import { describe } from "./text.js";

const load = createRequire(import.meta.url);

/** Loaded only when something does not fit: the reader has seen every value, the validators can say what is wrong. */
function validatorOf(message: "PipelineSpec" | "PipelineJob" | "PlatformSpec") {
  const validators = load("./gen/validators.cjs") as typeof import("./gen/validators.cjs");
  return validators[`validate${message}`];
}

/** Every way in which a message breaks its schema; none when it holds. */
export function checkMessage(message: Parameters<typeof validatorOf>[0], value: JsonValue): readonly Diagnostic[] {
  const validator = validatorOf(message);
  if (validator(value)) return [];
  const found = new Map<string, Diagnostic>();
  for (const error of validator.errors ?? []) {
    // What is not a mapping at all also breaks the rule on its fields: the first says it.
    if (error.keyword === "not" && !isJsonObject(follow(value, error.instancePath).value)) continue;
    const diagnostic = explain(error, message, value);
    found.set(`${diagnostic.code} ${JSON.stringify(diagnostic.path)} ${diagnostic.message}`, diagnostic);
  }
  return [...found.values()];
}

function explain(error: BrokenRule, message: string, document: JsonValue): Diagnostic {
  const { path, value } = follow(document, error.instancePath);
  const field = fieldName(path);
  const found = describe(value);
  switch (error.keyword) {
    case "type":
      return wrongType(path, value, error);
    case "additionalProperties": {
      const name = String(error.params["additionalProperty"]);
      const hint = didYouMean(name, fieldsAt(message, path));
      return diagnose("unknown-field", [...path, name], { field: name, owner: ownerName(path), hint });
    }
    case "enum": {
      // The first word of each stands for "not given", and no SDK writes it.
      const allowed = (error.params["allowedValues"] as readonly string[]).filter(
        (word) => !/_UNSPECIFIED$/.test(word),
      );
      const hint = typeof value === "string" ? didYouMean(value, allowed) : "";
      return diagnose("unknown-value", path, { field, found, allowed: allowed.join(", "), hint });
    }
    case "not":
      return diagnose("exclusive-fields", path, {
        fields: exclusive(value)
          .map((name) => `"${name}"`)
          .join(" and "),
      });
    case "pattern":
      return diagnose("bad-format", path, { field, found, expected: expectationOf(error) });
    default:
      return diagnose("out-of-range", path, { field, found, limit: expectationOf(error) });
  }
}

function wrongType(path: IrPath, value: JsonValue, error: BrokenRule): Diagnostic {
  const isScalar = typeof value === "number" || typeof value === "boolean";
  const hint = isScalar && error.params["type"] === "string" ? " Put quotes around it." : "";
  return diagnose("wrong-type", path, {
    field: fieldName(path),
    expected: expectationOf(error),
    found: describe(value),
    hint,
  });
}

/** The fields of the message at a path, found by walking the table of messages along it. */
function fieldsAt(message: string, path: IrPath): readonly string[] {
  let fields = MESSAGES[message];
  let container: Field | undefined;
  for (const segment of path) {
    const field: Field | undefined = container ?? fields?.[segment];
    // A list or a map takes one more step to its items.
    const isContainer = container === undefined && field !== undefined && field.shape !== "one";
    container = isContainer ? field : undefined;
    fields = isContainer ? undefined : MESSAGES[field?.of ?? ""];
  }
  return Object.keys(fields ?? {});
}

function exclusive(value: JsonValue): readonly string[] {
  if (!isJsonObject(value)) return [];
  const groups = Object.values(ALTERNATIVES).map((names) => names.filter((name) => name in value));
  return groups.find((present) => present.length > 1) ?? [];
}
