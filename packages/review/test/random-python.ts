// Small random functions in which a handful of names is bound and used in every way that Python has.
import fc from "fast-check";

const NAMES = ["a", "b", "c", "d", "e"];
const name = fc.constantFrom(...NAMES);

const expression = fc.letrec<{ readonly all: string }>((tie) => {
  const all = tie("all");
  const pair = fc.tuple(all, all);
  return {
    all: fc.oneof(
      { maxDepth: 3, depthSize: "small" },
      name,
      fc.constantFrom("1", "'text'", "len"),
      pair.map(([one, two]) => `(${one} + ${two})`),
      fc.tuple(name, all).map(([field, of]) => `(${of}).${field}`),
      fc.tuple(name, all, name).map(([called, value, keyword]) => `${called}(${value}, ${keyword}=${value})`),
      fc.tuple(name, all, all, all).map(([item, list, value, test]) => `[${value} for ${item} in ${list} if ${test}]`),
      fc
        .tuple(name, name, all, all)
        .map(([key, item, list, value]) => `{${key}: ${value} for ${key}, ${item} in ${list}}`),
      fc.tuple(name, all, all).map(([item, list, value]) => `print(${value} for ${item} in ${list})`),
      fc.tuple(name, all, all).map(([item, value, initial]) => `(lambda ${item}, z=${initial}: ${value})`),
      fc.tuple(name, name).map(([one, width]) => `f"{${one}!r:>{${width}}}"`),
      fc.tuple(all, all, all).map(([one, test, other]) => `(${one} if ${test} else ${other})`),
      pair.map(([one, index]) => `(${one})[${index}:]`),
    ),
  };
}).all;

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `    ${line}`);
}

const simple: fc.Arbitrary<readonly string[]> = fc.oneof(
  fc.tuple(name, expression).map(([target, value]) => [`${target} = ${value}`]),
  fc.tuple(name, name, expression).map(([one, two, value]) => [`${one}, *${two} = ${value}`]),
  fc.tuple(name, expression).map(([target, value]) => [`${target} += ${value}`]),
  fc.tuple(name, name, expression).map(([target, type, value]) => [`${target}: ${type} = ${value}`]),
  fc.tuple(name, name, expression).map(([target, field, value]) => [`${target}.${field} = ${value}`]),
  expression.map((value) => [value]),
  fc.tuple(name, expression).map(([item, value]) => [`print(x, ${item} := ${value})`]),
  fc.tuple(name, name, expression).map(([item, list, value]) => [`print([${item} := ${value} for x in ${list}])`]),
  name.map((target) => [`del ${target}`]),
  name.map((target) => [`import ${target}.sub`]),
  fc.tuple(name, name).map(([module, target]) => [`import ${module}.sub as ${target}`]),
  fc.tuple(name, name, name).map(([module, one, target]) => [`from ${module} import ${one} as ${target}`]),
);

const statement = fc.letrec<{ readonly all: readonly string[] }>((tie) => {
  const all = tie("all");
  const block = fc.tuple(all, all).map(([one, two]) => indented([...one, ...two]));
  return {
    all: fc.oneof(
      { maxDepth: 3, depthSize: "small" },
      simple,
      fc.tuple(expression, block, block).map(([test, one, two]) => [`if ${test}:`, ...one, "else:", ...two]),
      fc
        .tuple(name, name, expression, block)
        .map(([one, two, list, body]) => [`for ${one}, (${two}, x) in ${list}:`, ...body]),
      fc.tuple(expression, name, block).map(([value, target, body]) => [`with ${value} as ${target}:`, ...body]),
      fc.tuple(block, name, name, block).map(([body, error, target, handler]) => {
        return ["try:", ...body, `except ${error} as ${target}:`, ...handler];
      }),
      fc.tuple(name, name, name, expression, block).map(([called, one, type, initial, body]) => {
        return [`def ${called}(${one}: ${type}, *args, y=${initial}, **more) -> ${type}:`, ...body];
      }),
      fc
        .tuple(name, name, block)
        .map(([called, target, body]) => [`def ${called}():`, ...indented([`global ${target}`]), ...body]),
      fc
        .tuple(name, name, block)
        .map(([decorator, called, body]) => [`@${decorator}.sub`, `class ${called}(${decorator}):`, ...body]),
      fc
        .tuple(expression, name, name, name, block)
        .map(([value, type, one, two, body]) => [
          `match ${value}:`,
          ...indented([
            `case ${type}(x=${one}):`,
            ...body,
            `case {'k': x, **${one}}:`,
            ...body,
            `case [_, *${two}]:`,
            ...body,
          ]),
        ]),
    ),
  };
}).all;

/** Most are Python; a name that is used before it is declared global is not. */
export const randomPython: fc.Arbitrary<string> = fc
  .tuple(statement, statement, statement, fc.subarray(NAMES))
  .map(([one, two, three, parameters]) => {
    const component = [`def component(${parameters.join(", ")}):`, ...indented([...one, ...two, ...three])];
    return `${["from typing import *", ...component].join("\n")}\n`;
  });
