// Whether a system can start a program with these arguments and variables, and a way around where one is too long: the
// code that the SDK writes for a Python function can read from a file what else would be an argument.
// Source: https://man7.org/linux/man-pages/man2/execve.2.html (MAX_ARG_STRLEN)
import { type LongText, sourcesOf } from "./long-text.js";
import { pythonFunction, readFromFiles } from "./python-function.js";
import type { TaskValues } from "./task-values.js";

/** Bytes of one argument, or of one variable with its name; the byte that ends it is not counted. */
const LONGEST = 131_071;

/** An element of the command as the pipeline has it, and what became of it. */
export type Expanded = { readonly template: string; readonly texts: readonly string[] };

export type Variable = { readonly template: string; readonly name: string; readonly text: string };

export type Startable =
  | {
      readonly ok: true;
      readonly argv: readonly string[];
      readonly env: Readonly<Record<string, string>>;
      readonly files: Readonly<Record<string, string>>;
    }
  | { readonly ok: false; readonly reasons: readonly string[] };

export function startable(
  elements: readonly Expanded[],
  variables: readonly Variable[],
  values: TaskValues,
): Startable {
  const program = elements.flatMap(({ texts }) => texts)[0];
  if (program === undefined) return { ok: false, reasons: ["command and arguments are empty"] };
  if (program === "") return { ok: false, reasons: ["the command is an empty text"] };
  const { longTexts } = values.seen;
  const isLong = elements.some(({ texts }) => texts.some((text) => bytesOf(text) > LONGEST));
  const python = isLong && longTexts ? pythonFunction(elements) : undefined;
  const shortened = python && longTexts ? readFromFiles(elements, python, longTexts.path, LONGEST) : undefined;
  const { elements: last = elements, files = {} } = shortened ?? {};
  const reasons = [
    ...last.flatMap(({ template, texts }) => texts.flatMap((text) => whyNot({ template, text, prefix: "" }, values))),
    ...variables.flatMap(({ template, name, text }) => whyNot({ template, text, prefix: `${name}=` }, values)),
  ];
  if (reasons.length > 0) return { ok: false, reasons: [...new Set(reasons)] };
  return {
    ok: true,
    argv: last.flatMap(({ texts }) => texts),
    env: Object.fromEntries(variables.map(({ name, text }) => [name, text])),
    files,
  };
}

function whyNot({ template, text, prefix }: LongText & { readonly prefix: string }, values: TaskValues) {
  const what = prefix === "" ? "an argument" : `environment variable "${prefix.slice(0, -1)}"`;
  const reasons: string[] = [];
  if (text.includes("\u0000")) {
    const sources = sourcesOf({ template, text }, values).filter(({ text: part }) => part.includes("\u0000"));
    const from = sources.map(({ name }) => `, from ${name}`).join("");
    reasons.push(`${what} would hold the character NUL, which ends a text where programs are started${from}`);
  }
  const bytes = bytesOf(prefix + text);
  if (bytes > LONGEST) {
    const sources = largest(sourcesOf({ template, text }, values), bytes - LONGEST);
    const from = sources.map(({ name, bytes: size }) => `, ${inWords(size)} of them from ${name}`).join("");
    const remedy =
      sources.length === 0
        ? "make the component's own code or its embedded files smaller"
        : "hand on what is that long as an artifact";
    reasons.push(`${what} would have ${inWords(bytes)}, and Linux takes ${inWords(LONGEST)} in one${from}: ${remedy}`);
  }
  return reasons;
}

function inWords(bytes: number): string {
  return `${bytes.toLocaleString("en-US")} bytes`;
}

/** Those without which it would be short enough, the largest first. */
function largest(sources: ReturnType<typeof sourcesOf>, excess: number) {
  const sized = sources.map(({ name, text }) => ({ name, bytes: bytesOf(text) })).sort((a, b) => b.bytes - a.bytes);
  const enough = sized.findIndex((_, index) => sum(sized.slice(0, index + 1)) >= excess);
  return enough < 0 ? sized.filter(({ bytes }) => bytes > LONGEST / 10) : sized.slice(0, enough + 1);
}

function sum(sized: readonly { readonly bytes: number }[]): number {
  return sized.reduce((total, { bytes }) => total + bytes, 0);
}

const encoder = new TextEncoder();

function bytesOf(text: string): number {
  // A UTF-16 unit has three bytes at most, so most texts need not be looked at.
  return text.length * 3 <= LONGEST ? text.length : encoder.encode(text).length;
}
