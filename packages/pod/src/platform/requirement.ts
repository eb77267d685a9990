// Conditions on labels and fields, as affinities have them: of nodes, of pods, of namespaces.
import type { Diagnostic, IrPath, JsonValue } from "@slipway/ir";
import { checkKey, checkLabelValue, checkName, checkOneOf } from "./check-text.js";
import type { Requirement } from "./fragment.js";
import { objectsIn, type Reading, textIn, textsIn, wrong } from "./reading.js";

/** What a condition is about, which tells its operators. */
export type About = "labels-of-nodes" | "labels" | "fields-of-nodes";

const OPERATORS: Readonly<Record<About, readonly string[]>> = {
  "labels-of-nodes": ["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"],
  labels: ["In", "NotIn", "Exists", "DoesNotExist"],
  "fields-of-nodes": ["In", "NotIn"],
};

export type ReadRequirements = {
  readonly requirements: readonly Requirement[];
  readonly problems: readonly Diagnostic[];
};

/** @param list as the file, or Kubernetes, has it */
export function readRequirements(
  reading: Pick<Reading, "component">,
  path: IrPath,
  list: JsonValue | undefined,
  about: About,
): ReadRequirements {
  const read = objectsIn(list).map((one, index) => {
    const requirement = {
      key: textIn(one["key"]),
      operator: textIn(one["operator"]),
      ...(one["values"] !== undefined && { values: textsIn(one["values"]) }),
    };
    return { requirement, problems: checkRequirement(reading, [...path, index], requirement, about) };
  });
  return {
    requirements: read.map(({ requirement }) => requirement),
    problems: read.flatMap(({ problems }) => problems),
  };
}

function checkRequirement(
  reading: Pick<Reading, "component">,
  path: IrPath,
  { key, operator, values = [] }: Requirement,
  about: About,
): readonly Diagnostic[] {
  const wrongOperator = checkOneOf(reading, [...path, "operator"], operator, OPERATORS[about]);
  if (wrongOperator.length > 0) return wrongOperator;
  const at = [...path, "values"];
  const wrongKey =
    about === "fields-of-nodes"
      ? checkOneOf(reading, [...path, "key"], key, ["metadata.name"])
      : checkKey(reading, [...path, "key"], key);
  const rule = ruleOf(operator, about);
  const wrongCount = rule.fits(values.length) ? [] : [wrong(reading, at, values, `${rule.words} for ${operator}`)];
  const wrongValues = values.flatMap((value, index) => checkValue(reading, [...at, index], value, { operator, about }));
  return [...wrongKey, ...wrongCount, ...wrongValues];
}

function checkValue(
  reading: Pick<Reading, "component">,
  path: IrPath,
  value: string,
  { operator, about }: { readonly operator: string; readonly about: About },
): readonly Diagnostic[] {
  if (about === "fields-of-nodes") return checkName(reading, path, value);
  if (operator !== "Gt" && operator !== "Lt") return checkLabelValue(reading, path, value);
  // Of a label's values only numbers without sign can be compared with.
  return /^\d+$/.test(value) ? [] : [wrong(reading, path, value, `a whole number for ${operator}`)];
}

function ruleOf(operator: string, about: About) {
  if (operator === "Exists" || operator === "DoesNotExist")
    return { words: "empty", fits: (count: number) => count === 0 };
  return operator === "Gt" || operator === "Lt" || about === "fields-of-nodes"
    ? { words: "one value", fits: (count: number) => count === 1 }
    : { words: "one value or more", fits: (count: number) => count > 0 };
}
