// The words of the command line → what is to be done. Parsing itself is Node's own parseArgs.
import { parseArgs } from "node:util";
import { type Diagnostic, didYouMean, failed, type Result } from "@slipway/ir";
import { BACKENDS } from "./backends.js";
import { diagnose } from "./messages.js";
import type { Format } from "./output.js";
import { PIN_OPTIONS, type PinCommand, readPinCommand } from "./pin-command.js";
import { RUN_OPTIONS, type RunCommand, readRunCommand } from "./run-command.js";
import { GROUPS, isStoreCommand, readStoreCommand, STORE_OPTIONS, type StoreCommand } from "./store-command.js";

export type CompileCommand = {
  readonly kind: "compile";
  readonly files: readonly string[];
  readonly backend: string;
  readonly parameters: readonly string[];
  readonly parameterFile?: string | undefined;
  readonly output?: string | undefined;
  readonly format: Format;
  readonly assignments: readonly string[];
  readonly target?: string | undefined;
  readonly config?: string | undefined;
  readonly store?: string | undefined;
  readonly experiment?: string | undefined;
  /** Kind of manifests, one of the backend's; absent: what the settings say. */
  readonly makes?: string | undefined;
  readonly extras: readonly string[];
  /** Takes no image that slipway.lock leaves out. */
  readonly frozen: boolean;
  readonly split: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
  /** Says how many pods a run takes. */
  readonly summary: boolean;
};

export type Command =
  | { readonly kind: "help"; readonly topic: string; readonly asked: boolean }
  | { readonly kind: "version" }
  | { readonly kind: "check"; readonly files: readonly string[]; readonly json: boolean; readonly quiet: boolean }
  | CompileCommand
  | RunCommand
  | PinCommand
  | StoreCommand
  | { readonly kind: "explain"; readonly code?: string | undefined };

const COMMON = {
  help: { type: "boolean", short: "h" },
  quiet: { type: "boolean", short: "q" },
} as const;

const OPTIONS = {
  check: { ...COMMON, json: { type: "boolean" } },
  compile: {
    ...COMMON,
    to: { type: "string" },
    param: { type: "string", short: "p", multiple: true },
    params: { type: "string" },
    output: { type: "string", short: "o" },
    format: { type: "string" },
    set: { type: "string", multiple: true },
    target: { type: "string" },
    config: { type: "string" },
    store: { type: "string" },
    experiment: { type: "string" },
    kind: { type: "string" },
    with: { type: "string", multiple: true },
    frozen: { type: "boolean" },
    split: { type: "boolean" },
    json: { type: "boolean" },
    summary: { type: "boolean" },
  },
  run: RUN_OPTIONS,
  pin: PIN_OPTIONS,
  ...STORE_OPTIONS,
  explain: COMMON,
} as const;

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

function usage(name: Name, problem: string): Diagnostic {
  return diagnose("usage", [], { problem, command: `${name} ` });
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

function read(name: Name, args: readonly string[]): Result<Command> {
  if (name === "compile") return readCompile(args);
  if (name === "run") {
    const command = readRunCommand(args);
    if (command === "help") return done({ kind: "help", topic: name, asked: true });
    return "kind" in command ? done(command) : failed(command.map((problem) => usage(name, problem)));
  }
  if (name === "pin") {
    const command = readPinCommand(args);
    if (command === "help") return done({ kind: "help", topic: name, asked: true });
    if (!("kind" in command)) return failed(command.map((problem) => usage(name, problem)));
    const { backend = "argo" } = command;
    return Object.hasOwn(BACKENDS, backend) ? done(command) : failed([unknownBackend(backend)]);
  }
  if (isStoreCommand(name)) {
    const command = readStoreCommand(name, args);
    if (command === "help") return done({ kind: "help", topic: name, asked: true });
    return "kind" in command ? done(command) : failed(command.map((problem) => usage(name, problem)));
  }
  if (name === "check") {
    const { values, positionals: files } = parseArgs({
      args: [...args],
      options: OPTIONS.check,
      allowPositionals: true,
    });
    if (values.help) return done({ kind: "help", topic: name, asked: true });
    const problems = problemsOfFiles(files).map((problem) => usage(name, problem));
    if (problems.length > 0) return failed(problems);
    return done({ kind: "check", files, json: values.json ?? false, quiet: values.quiet ?? false });
  }
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS.explain, allowPositionals: true });
  if (values.help) return done({ kind: "help", topic: name, asked: true });
  return positionals.length > 1
    ? failed([usage(name, "one code at a time")])
    : done({ kind: "explain", code: positionals[0] });
}

function problemsOfFiles(files: readonly string[]): readonly string[] {
  if (files.length === 0) return ["no file is named"];
  return files.filter((file) => file === "-").length > 1 ? ["standard input can be read once"] : [];
}

function readCompile(args: readonly string[]): Result<Command> {
  const { values, positionals: files } = parseArgs({
    args: [...args],
    options: OPTIONS.compile,
    allowPositionals: true,
  });
  if (values.help) return done({ kind: "help", topic: "compile", asked: true });
  const problems = [
    ...problemsOfFiles(files),
    ...(values.to === undefined ? [`--to is missing: name a backend (${Object.keys(BACKENDS).join(", ")})`] : []),
    ...(values.output === "" ? ["--output is empty"] : []),
    ...(values.split && (values.output === undefined || values.output === "-")
      ? ["--split makes two files: name them with -o"]
      : []),
    ...(values.summary ? problemsOfSummary(values) : []),
    ...(isFormat(values.format) ? [] : [`--format is yaml or json, not ${values.format}`]),
  ].map((problem) => usage("compile", problem));
  const backend = values.to ?? "";
  const extras = (values.with ?? []).flatMap((list) => list.split(",")).filter((word) => word !== "");
  if (values.to !== undefined && !Object.hasOwn(BACKENDS, backend)) problems.push(unknownBackend(backend));
  else problems.push(...unknownChoices(backend, values.kind, extras));
  if (problems.length > 0) return failed(problems);
  return done({
    kind: "compile",
    files,
    backend,
    parameters: values.param ?? [],
    parameterFile: values.params,
    output: values.output,
    format: values.format === "json" ? "json" : "yaml",
    assignments: values.set ?? [],
    target: values.target,
    config: values.config,
    store: values.store,
    experiment: values.experiment,
    makes: values.kind,
    extras,
    frozen: values.frozen ?? false,
    split: values.split ?? false,
    json: values.json ?? false,
    quiet: values.quiet ?? false,
    summary: values.summary ?? false,
  });
}

function problemsOfSummary({ to = "", quiet = false }: { readonly to?: string; readonly quiet?: boolean }) {
  const backend = Object.hasOwn(BACKENDS, to) ? BACKENDS[to] : undefined;
  return [
    ...(quiet ? ["--quiet leaves out what --summary asks for"] : []),
    ...(backend && !backend.countPods ? [`--summary counts pods, and how many ${to} takes only its drivers know`] : []),
  ];
}

function isFormat(format: string | undefined): boolean {
  return format === undefined || format === "yaml" || format === "json";
}

function unknownBackend(backend: string): Diagnostic {
  const known = Object.keys(BACKENDS);
  return diagnose("unknown-backend", [], { backend, hint: didYouMean(backend, known), known: known.join(", ") });
}

/** A kind, or something besides, that the backend does not make. */
function unknownChoices(backend: string, kind: string | undefined, extras: readonly string[]): readonly Diagnostic[] {
  const { kinds = [], extras: known = [] } = BACKENDS[backend] ?? {};
  const wrong = (option: string, choice: string, choices: readonly string[]) => {
    const list = choices.length > 0 ? ` There is: ${choices.join(", ")}` : "";
    const slots = { option, choice, backend, hint: didYouMean(choice, choices), known: list };
    return diagnose("unknown-choice", [], slots);
  };
  return [
    ...(kind === undefined || kinds.includes(kind) ? [] : [wrong("--kind", kind, kinds)]),
    ...extras.filter((extra) => !known.includes(extra)).map((extra) => wrong("--with", extra, known)),
  ];
}
