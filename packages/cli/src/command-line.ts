// The words of the command line → what is to be done. Parsing itself is Node's own parseArgs.
import { type ParseArgsConfig, parseArgs } from "node:util";
import { type Diagnostic, didYouMean, failed, type Result } from "@slipway/ir";
import { CHECK_OPTIONS, type CheckCommand, readCheckCommand } from "./check-command.js";
import { usage } from "./compilation-words.js";
import { COMPILE_OPTIONS, type CompileCommand, readCompileCommand } from "./compile-command.js";
import { COMPLETION_OPTIONS, type CompletionCommand, readCompletionCommand } from "./completion-command.js";
import { diagnose } from "./messages.js";
import { PIN_OPTIONS, type PinCommand, readPinCommand } from "./pin-command.js";
import { PODS_OPTIONS, type PodsCommand, readPodsCommand } from "./pods-command.js";
import { REVIEW_OPTIONS, type ReviewCommand, readReviewCommand } from "./review-command.js";
import { RUN_OPTIONS, type RunCommand, readRunCommand } from "./run-command.js";
import { GROUPS, isStoreCommand, readStoreCommand, STORE_OPTIONS, type StoreCommand } from "./store-command.js";

export type Command =
  | { readonly kind: "help"; readonly topic: string; readonly asked: boolean }
  | { readonly kind: "version" }
  | CheckCommand
  | CompileCommand
  | PodsCommand
  | ReviewCommand
  | RunCommand
  | PinCommand
  | CompletionCommand
  | StoreCommand
  | { readonly kind: "explain"; readonly code?: string | undefined };

const COMMON = {
  help: { type: "boolean", short: "h" },
  quiet: { type: "boolean", short: "q" },
} as const;

const OPTIONS = {
  check: CHECK_OPTIONS,
  compile: COMPILE_OPTIONS,
  pods: PODS_OPTIONS,
  review: REVIEW_OPTIONS,
  run: RUN_OPTIONS,
  pin: PIN_OPTIONS,
  ...STORE_OPTIONS,
  explain: COMMON,
  completion: COMPLETION_OPTIONS,
} as const;

/** Of every command its options, as parseArgs takes them. */
export const COMMAND_OPTIONS: Readonly<Record<string, NonNullable<ParseArgsConfig["options"]>>> = OPTIONS;

type Name = keyof typeof OPTIONS;

export function parseCommandLine(words: readonly string[]): Result<Command> {
  const [name = "", ...rest] = joined(words);
  if (name === "") return done({ kind: "help", topic: "", asked: false });
  if (name === "-V" || name === "--version") return done({ kind: "version" });
  if (name === "-h" || name === "--help") return done({ kind: "help", topic: "", asked: true });
  if (name === "help") return helpOf(joined(rest));
  if (isGroup(name)) return readGroup(name, rest);
  if (name.startsWith("-")) return failed([diagnose("usage", [], { problem: optionFirst(name), command: "" })]);
  if (!isCommand(name)) return failed([unknownCommand(name)]);
  try {
    return read(name, rest);
  } catch (error) {
    return failed([usage(name, problemOf(error, name))]);
  }
}

/** The first two words as one, where they are one command: `runs ls`. */
function joined(words: readonly string[]): readonly string[] {
  const [first = "", second = "", ...rest] = words;
  return isGroup(first) && isStoreCommand(`${first} ${second}`) ? [`${first} ${second}`, ...rest] : words;
}

function isGroup(name: string): boolean {
  return GROUPS.some((group) => group === name);
}

/** `slipway runs`, and what does not go on as a command. */
function readGroup(name: string, [second]: readonly string[]): Result<Command> {
  if (second === undefined) return done({ kind: "help", topic: name, asked: false });
  if (second === "-h" || second === "--help") return done({ kind: "help", topic: name, asked: true });
  return failed([unknownCommand(`${name} ${second}`)]);
}

function done(command: Command): Result<Command> {
  return { ok: true, value: command, warnings: [] };
}

function isCommand(name: string): name is Name {
  return Object.hasOwn(OPTIONS, name);
}

function helpOf([topic = "", ...rest]: readonly string[]): Result<Command> {
  const isKnown = topic === "" || isGroup(topic) || isCommand(topic);
  return isKnown && rest.length === 0
    ? done({ kind: "help", topic, asked: true })
    : failed([unknownCommand([topic, ...rest].join(" "))]);
}

/** An option in place of a command. */
function optionFirst(option: string): string {
  const meant = /"(.*)"/.exec(didYouMean(option.replace(/^-+/, ""), ["help", "version"]))?.[1];
  return meant === undefined
    ? `a command comes first, and ${option} after it`
    : `there is no option ${option} (did you mean --${meant}?)`;
}

function unknownCommand(command: string): Diagnostic {
  return diagnose("unknown-command", [], { command, hint: didYouMean(command, [...Object.keys(OPTIONS), "help"]) });
}

/** What parseArgs says, in fewer words and with the option that was meant. */
function problemOf(error: unknown, name: Name): string {
  const message = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
  const [, option = "", what = ""] = /^(?:Unknown o|O)ption '(-[^',\s]*)(.*)/.exec(message) ?? [];
  if (what.includes("does not take")) return `${option} takes no value`;
  if (/argument missing|is ambiguous/.test(what)) return `${option} needs a value`;
  if (option === "") return message;
  const meant = /"(.*)"/.exec(didYouMean(option.replace(/^-+/, ""), Object.keys(OPTIONS[name])))?.[1];
  return `there is no option ${option}${meant === undefined ? "" : ` (did you mean --${meant}?)`}`;
}

/** A command, the wish for help, or what is wrong. */
function told(name: Name, command: Command | "help" | readonly Diagnostic[]): Result<Command> {
  if (command === "help") return done({ kind: "help", topic: name, asked: true });
  return isList(command) ? failed(command) : done(command);
}

/** Array.isArray does not know lists that may not be changed. */
function isList<Item>(value: readonly Item[] | object | string): value is readonly Item[] {
  return Array.isArray(value);
}

function read(name: Name, args: readonly string[]): Result<Command> {
  if (name === "compile") return told(name, readCompileCommand(args));
  if (name === "pods") return told(name, readPodsCommand(args));
  if (name === "pin") return told(name, readPinCommand(args));
  if (name === "completion") return told(name, readCompletionCommand(args));
  if (name === "review") return told(name, readReviewCommand(args));
  if (name === "run") {
    const command = readRunCommand(args);
    return told(name, isList(command) ? command.map((problem) => usage(name, problem)) : command);
  }
  if (isStoreCommand(name)) {
    const command = readStoreCommand(name, args);
    return told(name, isList(command) ? command.map((problem) => usage(name, problem)) : command);
  }
  if (name === "check") {
    const command = readCheckCommand(args);
    if (command === "help") return done({ kind: "help", topic: name, asked: true });
    return "kind" in command ? done(command) : failed(command);
  }
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS.explain, allowPositionals: true });
  if (values.help) return done({ kind: "help", topic: name, asked: true });
  return positionals.length > 1
    ? failed([usage(name, "one code at a time")])
    : done({ kind: "explain", code: positionals[0] });
}
