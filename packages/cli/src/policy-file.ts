// The file of --policy: read, and checked against schemas/policy.schema.json.
import { createRequire } from "node:module";
import { parseExpression } from "@slipway/compiler";
import {
  type BrokenRule,
  type Diagnostic,
  didYouMean,
  explainBrokenRule,
  isJsonObject,
  type JsonObject,
  locate,
} from "@slipway/ir";
import type { Policy } from "@slipway/review";
import { POLICY_FIELDS } from "./gen/policy-fields.js";
import { readMapping, type Sourced, sourceOf } from "./mapping.js";
import { diagnose } from "./messages.js";

const load = createRequire(import.meta.url);

/** @param name a file, or `starter`: the policy that comes with the program */
export function readPolicy(name: string): Sourced<Policy> {
  // The build has put it beside the program.
  const file = name === "starter" ? load.resolve("./starter-policy.yaml") : name;
  const read = readMapping(file, (found) => diagnose("not-policy", [], { found }));
  if (!read.ok) return read;
  const diagnostics = [...brokenRules(read.value), ...brokenExpressions(read.value)];
  if (diagnostics.length === 0) return { ...read, value: read.value as Policy };
  const { text } = read;
  return { ...read, ok: false, diagnostics: text === undefined ? diagnostics : locate(diagnostics, sourceOf(text)) };
}

function brokenRules(policy: JsonObject): readonly Diagnostic[] {
  const { validatePolicy } = load("./gen/policy.cjs") as typeof import("./gen/policy.cjs");
  if (validatePolicy(policy)) return [];
  // That one of two forms was looked at says nothing more.
  const rules = (validatePolicy.errors ?? []).filter(({ keyword }) => keyword !== "if");
  return rules.map((rule) => explain(rule, policy));
}

function explain(rule: BrokenRule, policy: JsonObject): Diagnostic {
  const mistake = explainBrokenRule(rule, policy);
  const { path } = mistake;
  const field = path.join(".");
  if (mistake.kind === "bad-value") {
    // The short form of a rule that must be told something.
    const expected =
      mistake.expected === "one of off" ? "a mapping with what the rule must be told, or off" : mistake.expected;
    return diagnose("bad-policy-value", path, { field, expected, found: mistake.found });
  }
  const name = String(path.at(-1));
  return diagnose("unknown-policy-field", path, { field, hint: didYouMean(name, fieldsAt(path.slice(0, -1))) });
}

/** What may stand at a place; names of the user's own and places in lists are `*` in the table. */
function fieldsAt(path: readonly (string | number)[]): readonly string[] {
  const plain = path
    .map((name, index) => (typeof name === "number" || path[index - 1] === "own" ? "*" : name))
    .join(".");
  return Object.hasOwn(POLICY_FIELDS, plain) ? (POLICY_FIELDS[plain] ?? []) : [];
}

function brokenExpressions({ own }: JsonObject): readonly Diagnostic[] {
  if (!isJsonObject(own)) return [];
  return Object.entries(own).flatMap(([rule, value]) => {
    const text = isJsonObject(value) ? value["require"] : undefined;
    if (typeof text !== "string") return [];
    const parsed = parseExpression(text);
    return parsed.ok
      ? []
      : [diagnose("bad-policy-expression", ["own", rule, "require"], { rule, reason: parsed.reason })];
  });
}
