// Values as text and back: what a program is told, and what it wrote.
import { textOf } from "@slipway/pod";
import { fitParameter, parseText } from "@slipway/runtime";
import { jsonValues, VALUE_TYPES, valuesOf } from "@slipway/testkit";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

describe("textOf", () => {
  test.each([
    [null, ""],
    ["", ""],
    [" a\nb ", " a\nb "],
    [true, "true"],
    [false, "false"],
    [0, "0"],
    [-0, "0"],
    [42, "42"],
    [1.5, "1.5"],
    [0.001, "0.001"],
    [1e-5, "0.00001"],
    [1e-7, "0.0000001"],
    [-1.25e-9, "-0.00000000125"],
    [1e21, "1000000000000000000000"],
    [-1.2345e25, "-12345000000000000000000000"],
    [1.7976931348623157e308, `17976931348623157${"0".repeat(292)}`],
    [[], "[]"],
    [{ b: 1, a: [null, "<&>\u2028"] }, '{"a":[null,"<&>\u2028"],"b":1}'],
    [{ é: 1, z: 2, "\u{1f600}": 3, "\uffff": 4 }, '{"z":2,"é":1,"\uffff":4,"\u{1f600}":3}'],
  ])("of %j", (value, text) => {
    expect(textOf(value)).toBe(text);
  });

  test("of any number has no exponent and reads back as the same", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(textOf(value)).toMatch(/^-?\d+(?:\.\d+)?$/);
        expect(Number(textOf(value))).toBe(Object.is(value, -0) ? 0 : value);
      }),
    );
  });
});

describe("parseText", () => {
  test.each([
    ["STRING", "a\n", "a\n"],
    ["STRING", "", ""],
    ["NUMBER_INTEGER", " 42\n", 42],
    ["NUMBER_INTEGER", "-7", -7],
    ["NUMBER_INTEGER", "+7", 7],
    ["NUMBER_INTEGER", "9007199254740992", 9007199254740992],
    ["NUMBER_DOUBLE", "1e3", 1000],
    ["NUMBER_DOUBLE", " -.5E-1\n", -0.05],
    ["NUMBER_DOUBLE", "3.", 3],
    ["BOOLEAN", "True\n", true],
    ["BOOLEAN", "t", true],
    ["BOOLEAN", "0", false],
    ["BOOLEAN", "FALSE", false],
    ["LIST", " [1, 2]\n", [1, 2]],
    ["STRUCT", '{"__proto__": 1}', JSON.parse('{"__proto__": 1}')],
  ] as const)("%s %j", (type, text, value) => {
    expect(parseText(type, text)).toEqual({ ok: true, value });
  });

  test.each([
    ["NUMBER_INTEGER", "1.0", 'the text "1.0" is not a whole number (NUMBER_INTEGER)'],
    ["NUMBER_INTEGER", "", "an empty text is not a whole number (NUMBER_INTEGER)"],
    ["NUMBER_INTEGER", "0x10", 'the text "0x10" is not a whole number (NUMBER_INTEGER)'],
    ["NUMBER_INTEGER", "1_000", 'the text "1_000" is not a whole number (NUMBER_INTEGER)'],
    [
      "NUMBER_INTEGER",
      "9007199254740993",
      "9007199254740993 is larger than a number can be and still be exact; declare it as STRING to keep it",
    ],
    ["NUMBER_DOUBLE", "nan", "nan is a number that JSON does not have; declare it as STRING to keep it"],
    ["NUMBER_DOUBLE", "-Infinity", "-Infinity is a number that JSON does not have; declare it as STRING to keep it"],
    ["NUMBER_DOUBLE", "1e999", "1e999 is larger than any number can be"],
    ["NUMBER_DOUBLE", "1,5", 'the text "1,5" is not a number (NUMBER_DOUBLE)'],
    ["NUMBER_DOUBLE", ".", 'the text "." is not a number (NUMBER_DOUBLE)'],
    ["BOOLEAN", "yes", 'the text "yes" is neither true nor false'],
    ["BOOLEAN", "tRUE", 'the text "tRUE" is neither true nor false'],
    ["LIST", "{}", "a mapping is not a list (LIST)"],
    ["LIST", "[1", 'the text "[1" is not a list (LIST): it is no JSON'],
    ["STRUCT", "", "an empty text is not a mapping (STRUCT): it is no JSON"],
    [
      "STRUCT",
      '{"a": "NaN", "b": -Infinity}',
      'the text "{\\"a\\": \\"NaN\\", \\"b\\": -Infinity}" is not a mapping (STRUCT): it holds -Infinity, a number that JSON does not have',
    ],
    [
      "LIST",
      "[".repeat(2000) + "]".repeat(2000),
      `the text "${"[".repeat(60)}" is not a list (LIST): its lists and mappings are nested more than 1000 deep`,
    ],
  ] as const)("%s %j is refused", (type, text, reason) => {
    expect(parseText(type, text)).toEqual({ ok: false, reason });
  });

  test.each(VALUE_TYPES)("%s: every value comes back from its text", (type) => {
    fc.assert(
      fc.property(valuesOf(type), (value) => {
        expect(parseText(type, textOf(value))).toEqual({ ok: true, value: Object.is(value, -0) ? 0 : plain(value) });
      }),
    );
  });

  test("says why, whatever the text is", () => {
    fc.assert(
      fc.property(fc.constantFrom(...VALUE_TYPES), fc.string({ unit: "binary" }), (type, text) => {
        const parsed = parseText(type, text);
        if (!parsed.ok) expect(parsed.reason).toMatch(/./);
      }),
    );
  });
});

/** -0 has no text of its own. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

describe("fitParameter", () => {
  test.each([
    ["STRING", 5, "5"],
    ["STRING", true, "true"],
    ["STRING", { b: 1, a: [] }, '{"a":[],"b":1}'],
    ["NUMBER_INTEGER", 1.0, 1],
    ["NUMBER_DOUBLE", 1, 1],
    ["LIST", [1], [1]],
    ["TASK_FINAL_STATUS", { state: "COMPLETE" }, { state: "COMPLETE" }],
    [undefined, [1], [1]],
    ["NUMBER_INTEGER", null, null],
    ["STRING", null, null],
  ] as const)("%s takes %j", (type, value, fitted) => {
    expect(fitParameter("x", type ? { type } : {}, value)).toEqual({ ok: true, value: fitted });
  });

  test.each([
    ["NUMBER_INTEGER", 1.5, 'input "x" takes a whole number (NUMBER_INTEGER), not the number 1.5'],
    ["NUMBER_INTEGER", "1", 'input "x" takes a whole number (NUMBER_INTEGER), not the text "1"'],
    ["BOOLEAN", "true", 'input "x" takes true or false (BOOLEAN), not the text "true"'],
    ["LIST", {}, 'input "x" takes a list (LIST), not a mapping'],
    ["STRUCT", [], 'input "x" takes a mapping (STRUCT), not a list'],
    ["TASK_FINAL_STATUS", "x", 'input "x" takes the final status of a task (TASK_FINAL_STATUS), not the text "x"'],
  ] as const)("%s does not take %j", (type, value, reason) => {
    expect(fitParameter("x", { type }, value)).toEqual({ ok: false, reason });
  });

  test("literals are compared after the value has its type", () => {
    const binding = { type: "STRING", literals: ["1", "2"] } as const;
    expect(fitParameter("x", binding, 1)).toEqual({ ok: true, value: "1" });
    expect(fitParameter("x", binding, null)).toEqual({ ok: true, value: null });
    expect(fitParameter("x", binding, 3)).toEqual({
      ok: false,
      reason: 'input "x" must be one of "1", "2", not the number 3',
    });
    const structs = { type: "STRUCT", literals: [{ a: 1, b: 2 }] } as const;
    expect(fitParameter("x", structs, { b: 2, a: 1 })).toEqual({ ok: true, value: { b: 2, a: 1 } });
  });

  test("a text input takes any value", () => {
    fc.assert(
      fc.property(jsonValues(), (value) => {
        const fitted = fitParameter("x", { type: "STRING" }, value);
        expect(fitted).toEqual({ ok: true, value: value === null ? null : textOf(value) });
      }),
    );
  });
});
