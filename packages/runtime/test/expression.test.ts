// CEL as Kubeflow's driver evaluates it.
import { evaluateCondition, select } from "@slipway/runtime";
import { jsonValues, texts } from "@slipway/testkit";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { data } from "./task.ts";

const inputs = {
  parameters: {
    n: 1,
    half: 1.5,
    s: "1",
    quote: `it's "x"`,
    yes: true,
    list: [1, "a"],
    dict: { a: { b: 2 } },
    none: null,
  },
  artifacts: { data: [data] },
};
const p = (name: string) => `inputs.parameter_values['${name}']`;

describe("conditions", () => {
  test.each([
    [`${p("n")} == 1`, true],
    [`${p("n")} == 1.0`, true],
    [`int(${p("n")}) == 1`, true],
    [`int(${p("half")}) == 1`, true],
    [`double(int(${p("n")})) < ${p("half")}`, true],
    [`int(${p("n")}) <= 1.0`, true],
    [`${p("s")} == 1`, false],
    [`${p("s")} != ${p("n")}`, true],
    [`${p("s")} == '1'`, true],
    [`!(${p("s")} == '2') && ${p("yes")} == true`, true],
    [`${p("yes")} == 'true'`, false],
    [`${p("n")} in ${p("list")}`, true],
    [`${p("dict")}.a.b == 2 && ${p("dict")}['a']['b'] == 2`, true],
    [`${p("dict")} == {'a': {'b': 2}} && ${p("list")} == [1, 'a']`, true],
    [`'a' in ${p("dict")} && size(${p("dict")}) == 1 && ${p("dict")}.exists(key, key == 'a')`, true],
    [`${p("none")} == null`, true],
    [`${p("none")} == 'x'`, false],
    ["has(inputs.parameter_values.n) && !has(inputs.parameter_values.m)", true],
    [`size(${p("list")}) == 2 && ${p("quote")}.contains('"x"')`, true],
    [`parseJson('{"a": [1]}').a[0] == 1`, true],
    ["inputs.artifacts['data'].artifacts[0].uri.startsWith('s3://')", true],
    ["inputs.artifacts['data'].artifacts[0].metadata['rows'] > 2", true],
    ["inputs.artifacts['data'].artifacts[0].type.schema_title == 'system.Dataset'", true],
    [`${p("n")} == 2 && ${p("m")} == 1`, false],
    [`${p("n")} == 1 ? ${p("yes")} : false`, true],
  ])("%s", (condition, value) => {
    expect(evaluateCondition(condition, inputs)).toEqual({ ok: true, value });
  });

  test.each([
    [`${p("m")} == 1`, 'there is no "m" in what it reads'],
    [`${p("constructor")} == 1`, 'there is no "constructor" in what it reads'],
    [p("n"), "it gives the number 1, and a condition is true or false"],
    [`${p("s")} < 1`, '"<" cannot be applied to a text and a whole number'],
    [`${p("s")} > ${p("n")}`, '">" cannot be applied to a text and a number'],
    [`1 < ${p("dict")}`, '"<" cannot be applied to a whole number and a mapping'],
    [`!${p("s")}`, '"!" cannot be applied to a text'],
    [`int(${p("none")}) == 1`, "int() cannot be applied to nothing (null)"],
    [`int(${p("dict")}) == 1`, "int() cannot be applied to a mapping"],
    [`int(${p("quote")}) == 1`, "int() type error: cannot convert to int"],
    [`${p("list")}[7] == 1`, "its list is shorter: index 7 >= size 2"],
    ["outputs == 1", 'it reads "outputs", which conditions and selectors do not know'],
    [`parseJson(${p("quote")}) == 1`, "parseJson cannot read its text: it is no JSON"],
    [`parseJson('[NaN]') == 1`, "parseJson cannot read its text: it holds NaN, a number that JSON does not have"],
    ["1 +", "it cannot be evaluated: Unexpected token: EOF"],
    ["b'x'", "it gives a value that JSON does not have"],
    [`${p("n")} / 0.0`, "it gives Infinity, a number that JSON does not have"],
  ])("%s is refused", (condition, reason) => {
    expect(evaluateCondition(condition, inputs)).toEqual({ ok: false, reason });
  });
});

describe("selectors", () => {
  test.each([
    ['parseJson(string_value)["a"]', { a: [1, null] }, [1, null]],
    ['parseJson(string_value)["a"]', '{"a": {"b": 1}}', { b: 1 }],
    ['parseJson(string_value)["a"]', { a: null }, null],
    ["struct_value.a", { a: 1 }, 1],
    ["struct_value.constructor", { constructor: { constructor: 1 } }, { constructor: 1 }],
    ['parseJson(string_value)["a"]', { a: 1, constructor: 2, ["__proto__"]: 3 }, 1],
    ["list_value[1]", ["a", "b"], "b"],
    ["number_value + 1.0", 2, 3],
    ["size(list_value)", ["a", "b"], 2],
    ["string_value", 1e21, "1000000000000000000000"],
    ["string_value", { b: 1, a: 2 }, '{"a":2,"b":1}'],
    ["bool_value", false, false],
    ["null_value", null, null],
    ["string_value", null, ""],
    ["{'n': 1, 'x': [string_value]}", "s", { n: 1, x: ["s"] }],
  ])("%s of %j", (selector, value, part) => {
    expect(select(selector, value)).toEqual({ ok: true, value: part });
  });

  test.each([
    ['parseJson(string_value)["b"]', { a: 1 }, 'there is no "b" in what it reads'],
    ['parseJson(string_value)["b"]', "text", "parseJson cannot read its text: it is no JSON"],
    ["list_value[0]", { a: 1 }, 'it reads "list_value", which conditions and selectors do not know'],
  ])("%s of %j is refused", (selector, value, reason) => {
    expect(select(selector, value)).toEqual({ ok: false, reason });
  });

  test("every key of a mapping is found by the selector that the SDK writes", () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          texts().filter((key) => /^[^"\\\p{Cc}\p{Cs}]+$/u.test(key)),
          jsonValues(),
          { minKeys: 1 },
        ),
        (mapping) => {
          for (const [key, value] of Object.entries(mapping)) {
            expect(select(`parseJson(string_value)["${key}"]`, mapping)).toEqual({
              ok: true,
              value: JSON.parse(JSON.stringify(value)),
            });
          }
        },
      ),
    );
  });
});
