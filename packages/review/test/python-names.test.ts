// Which names a module must have: compared with what CPython says of random code, and of its own library.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { globalNamesOf } from "@slipway/review";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { namesByCPython } from "./cpython.ts";
import { randomPython } from "./random-python.ts";

/** Undefined for what is not read. */
function namesByUs(code: string): readonly string[] | undefined {
  const found = globalNamesOf(code);
  if (!found) return undefined;
  // With the future import annotations are texts, which CPython's tables leave out.
  const areTexts = /^from __future__ import .*annotations/m.test(code);
  const uses = found.uses.filter(({ isAnnotation }) => !(areTexts && isAnnotation)).map(({ name }) => name);
  return [...new Set(uses)].filter((name) => !found.bound.has(name)).sort();
}

/** Inside classes CPython gives such names others. */
function isMangled(name: string): boolean {
  return /^_+[A-Za-z]*__/.test(name) && !name.endsWith("__");
}

function without(names: readonly string[]): readonly string[] {
  return names.filter((name) => !isMangled(name));
}

test("of random functions the same names are missing as CPython says", () => {
  // One process for all: starting Python takes longer than all the rest.
  const codes = fc.sample(randomPython, { numRuns: 500, ...(process.env["CI"] && { seed: 2_026 }) });
  const truth = namesByCPython(codes);
  const pairs = codes.flatMap((code, index) => {
    const names = truth[index];
    return names ? [{ code, names: names.filter((name) => name !== "*") }] : [];
  });
  expect(pairs.length).toBeGreaterThan(200);
  for (const { code, names } of pairs) expect({ code, names: namesByUs(code) }).toEqual({ code, names });
});

test("of the files of Python's own library too", () => {
  const library = execFileSync("python3", ["-c", "import os; print(os.path.dirname(os.__file__))"], {
    encoding: "utf8",
  });
  const files = ["", "asyncio", "concurrent/futures", "email", "importlib", "json", "logging", "unittest", "xml/dom"]
    .flatMap((folder) => readdirSync(join(library.trim(), folder)).map((file) => join(library.trim(), folder, file)))
    .filter((file) => file.endsWith(".py") && statSync(file).size < 30_000);
  const codes = files.map((file) => readFileSync(file, "utf8"));
  const truth = namesByCPython(codes);
  const read = codes.map(namesByUs);
  for (const [index, names] of read.entries()) {
    if (!names || !truth[index]) continue;
    expect([files[index], without(names)]).toEqual([files[index], without(truth[index])]);
  }
  // Files with one of the few forms that the grammar lacks are left out, whole.
  expect(read.filter((names) => names !== undefined).length / read.length).toBeGreaterThan(0.95);
});

describe("names that a module must have", () => {
  test.each([
    ["def f():\n    return x\n", ["x"]],
    ["def f(x):\n    return x\n", []],
    ["def f():\n    def g():\n        return x\n    x = 1\n    return g\n", []],
    ["def f():\n    def g():\n        nonlocal x\n        x = 2\n    x = 1\n", []],
    ["def f():\n    global x\n    x = 1\ndef g():\n    return x\n", []],
    ["def f():\n    class C:\n        y = 1\n        def m(self):\n            return y\n", ["y"]],
    ["def f():\n    return [i for i in range(3)], i\n", ["i", "range"]],
    ["def f(z):\n    return [y := i for i in z], y\n", []],
    ["def f():\n    try:\n        pass\n    except E as error:\n        return error\n", ["E"]],
    ["def f(a=A, *, b: B = 1) -> C:\n    pass\n", ["A", "B", "C"]],
    ["@decorate.with_it(x)\ndef f(): pass\n", ["decorate", "x"]],
    [
      "def f(v):\n    match v:\n        case K(p=q, r=[s, *t]) | {'u': w, **y}:\n            return q, s, t, w, y\n",
      ["K"],
    ],
    ["def f():\n    with open('x') as g, h() as i:\n        return g, i\n", ["h", "open"]],
    ["def f():\n    return f'{a!r:>{b}} {c=}'\n", ["a", "b", "c"]],
    ["def f():\n    return g(key=value)\n", ["g", "value"]],
    ["def f[T](x: T) -> T:\n    y: T = x\n    return y\n", []],
    ["def f():\n    x = lambda a, b=c: a + b + d\n", ["c", "d"]],
    ["def f():\n    yield\n    rate = 1.\n\f\n    return rate\n", []],
  ])("%j", (code, names) => expect(namesByUs(code)).toEqual(names));

  test.each(["print 'x'\n", "try: pass\nexcept E, e: pass\n", "def f(:\n", "x = {{$.inputs}}\n"])(
    "are not looked for in %j",
    (code) => expect(globalNamesOf(code)).toBeUndefined(),
  );

  test("are not looked for in code that is nested without end", () => {
    expect(globalNamesOf(`x = ${"-".repeat(5_000)}1\n`)).toBeUndefined();
  });

  test("that someone is ready to miss, or that are never evaluated, are marked", () => {
    const code = "def f():\n    try:\n        a\n    except NameError:\n        b\n    c: d = 1\n";
    const marks = globalNamesOf(code)?.uses.map(({ name, isGuarded, isIdle }) => [name, isGuarded, isIdle]);
    expect(marks).toEqual([
      ["a", true, false],
      ["NameError", false, false],
      ["b", false, false],
      ["d", false, true],
    ]);
  });
});
