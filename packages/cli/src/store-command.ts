// The words after `slipway runs`, `slipway lineage` and `slipway cache`: commands about what a store has.
import { type ParseArgsConfig, parseArgs } from "node:util";
import { ageInSeconds } from "@slipway/pod";

/** What all of them are told. */
export type StoreCall = {
  readonly store?: string | undefined;
  readonly target?: string | undefined;
  readonly config?: string | undefined;
  readonly assignments: readonly string[];
  readonly json: boolean;
  readonly quiet: boolean;
};

export type StoreCommand = StoreCall &
  (
    | {
        readonly kind: "runs ls";
        readonly experiment?: string | undefined;
        readonly pipeline?: string | undefined;
        readonly limit: number;
      }
    | { readonly kind: "runs show"; readonly run: string }
    | { readonly kind: "runs report"; readonly run: string; readonly output: string }
    | { readonly kind: "runs compare"; readonly runs: readonly string[]; readonly output?: string | undefined }
    | {
        readonly kind: "runs rm";
        readonly runs: readonly string[];
        readonly olderThanSeconds?: number | undefined;
        readonly keep?: number | undefined;
        readonly dryRun: boolean;
        readonly force: boolean;
      }
    | { readonly kind: "lineage"; readonly uri: string }
    | { readonly kind: "cache ls"; readonly task?: string | undefined; readonly pipeline?: string | undefined }
    | { readonly kind: "cache explain"; readonly run: string; readonly task: string }
    | {
        readonly kind: "cache rm";
        readonly keys: readonly string[];
        readonly task?: string | undefined;
        readonly pipeline?: string | undefined;
        readonly olderThanSeconds?: number | undefined;
        readonly all: boolean;
        readonly dryRun: boolean;
      }
  );

export type StoreCommandName = StoreCommand["kind"];

const COMMON = {
  help: { type: "boolean", short: "h" },
  quiet: { type: "boolean", short: "q" },
  store: { type: "string" },
  set: { type: "string", multiple: true },
  target: { type: "string" },
  config: { type: "string" },
  json: { type: "boolean" },
} as const;
const TEXT = { type: "string" } as const;
const FLAG = { type: "boolean" } as const;

export const STORE_OPTIONS = {
  "runs ls": { ...COMMON, experiment: TEXT, pipeline: TEXT, limit: TEXT },
  "runs show": COMMON,
  "runs report": { ...COMMON, output: { type: "string", short: "o" } },
  "runs compare": { ...COMMON, output: { type: "string", short: "o" } },
  "runs rm": { ...COMMON, "older-than": TEXT, keep: TEXT, "dry-run": FLAG, force: FLAG },
  lineage: COMMON,
  "cache ls": { ...COMMON, task: TEXT, pipeline: TEXT },
  "cache explain": COMMON,
  "cache rm": { ...COMMON, task: TEXT, pipeline: TEXT, "older-than": TEXT, all: FLAG, "dry-run": FLAG },
} as const satisfies Readonly<Record<StoreCommandName, object>>;

/** First words of those that have two. */
export const GROUPS = ["runs", "cache"] as const;

export function isStoreCommand(name: string): name is StoreCommandName {
  return Object.hasOwn(STORE_OPTIONS, name);
}

/** A command, the wish for help, or what is wrong, a sentence each. */
export type ReadStoreCommand = StoreCommand | "help" | readonly string[];

export function readStoreCommand(name: StoreCommandName, args: readonly string[]): ReadStoreCommand {
  switch (name) {
    case "runs ls":
      return readList(args);
    case "runs show":
      return readShow(args);
    case "runs report":
      return readReport(args);
    case "runs compare":
      return readCompare(args);
    case "runs rm":
      return readRemove(args);
    case "lineage":
      return readLineage(args);
    case "cache ls":
      return readCacheList(args);
    case "cache explain":
      return readCacheExplain(args);
    case "cache rm":
      return readCacheRemove(args);
  }
}

function parse<const Options extends NonNullable<ParseArgsConfig["options"]>>(
  options: Options,
  args: readonly string[],
) {
  return parseArgs({ args: [...args], options, allowPositionals: true });
}

type CommonValues = {
  readonly store?: string;
  readonly set?: readonly string[];
  readonly target?: string;
  readonly config?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
};

function callOf({ store, set = [], target, config, json = false, quiet = false }: CommonValues): StoreCall {
  return { store, target, config, assignments: set, json, quiet };
}

/** What is wrong, or else the command. */
function unless(problems: readonly (string | false)[], command: StoreCommand): ReadStoreCommand {
  const told = [...problems, isEmpty("store", command.store)].filter((problem) => problem !== false);
  return told.length > 0 ? told : command;
}

function readList(args: readonly string[]): ReadStoreCommand {
  const { values, positionals } = parse(STORE_OPTIONS["runs ls"], args);
  if (values.help) return "help";
  const { experiment, pipeline, limit = "30" } = values;
  const problems = [
    noWords(positionals),
    notCount("limit", limit, 1),
    isEmpty("experiment", experiment),
    isEmpty("pipeline", pipeline),
  ];
  return unless(problems, {
    ...callOf(values),
    kind: "runs ls",
    experiment,
    pipeline,
    limit: Number(limit),
  });
}

function readShow(args: readonly string[]): ReadStoreCommand {
  const { values, positionals } = parse(STORE_OPTIONS["runs show"], args);
  if (values.help) return "help";
  const [run = ""] = positionals;
  return unless([oneWord(positionals, "run")], { ...callOf(values), kind: "runs show", run });
}

function readReport(args: readonly string[]): ReadStoreCommand {
  const { values, positionals } = parse(STORE_OPTIONS["runs report"], args);
  if (values.help) return "help";
  const { output = "" } = values;
  const [run = ""] = positionals;
  const noFile = output.trim() === "" && "-o is missing: name the page to write, such as -o report.html";
  return unless([oneWord(positionals, "run"), noFile, pageAndJson(values)], {
    ...callOf(values),
    kind: "runs report",
    run,
    output,
  });
}

function readCompare(args: readonly string[]): ReadStoreCommand {
  const { values, positionals: runs } = parse(STORE_OPTIONS["runs compare"], args);
  if (values.help) return "help";
  const tooFew = (runs.length < 2 || runs.includes("")) && "name two runs or more";
  return unless([tooFew, isEmpty("output", values.output), pageAndJson(values)], {
    ...callOf(values),
    kind: "runs compare",
    runs,
    output: values.output,
  });
}

function readRemove(args: readonly string[]): ReadStoreCommand {
  const { values, positionals: runs } = parse(STORE_OPTIONS["runs rm"], args);
  if (values.help) return "help";
  const { "older-than": age, keep, "dry-run": dryRun = false, force = false } = values;
  const problems = [
    runs.length === 0 && age === undefined && "name the runs, or say --older-than 30d",
    // All ids begin with nothing.
    runs.includes("") && "the name of a run is empty",
    runs.length > 0 && age !== undefined && "runs are named, or chosen by --older-than, not both",
    keep !== undefined && age === undefined && "--keep goes with --older-than",
    notAge(age),
    keep !== undefined && notCount("keep", keep),
  ];
  return unless(problems, {
    ...callOf(values),
    kind: "runs rm",
    runs,
    olderThanSeconds: age === undefined ? undefined : ageInSeconds(age),
    keep: keep === undefined ? undefined : Number(keep),
    dryRun,
    force,
  });
}

function readLineage(args: readonly string[]): ReadStoreCommand {
  const { values, positionals } = parse(STORE_OPTIONS.lineage, args);
  if (values.help) return "help";
  const [uri = ""] = positionals;
  return unless([oneWord(positionals, "artifact")], { ...callOf(values), kind: "lineage", uri });
}

function readCacheList(args: readonly string[]): ReadStoreCommand {
  const { values, positionals } = parse(STORE_OPTIONS["cache ls"], args);
  if (values.help) return "help";
  const { task, pipeline } = values;
  const problems = [noWords(positionals), isEmpty("task", task), isEmpty("pipeline", pipeline)];
  return unless(problems, { ...callOf(values), kind: "cache ls", task, pipeline });
}

function readCacheExplain(args: readonly string[]): ReadStoreCommand {
  const { values, positionals } = parse(STORE_OPTIONS["cache explain"], args);
  if (values.help) return "help";
  const [, run = "", task = ""] = /^([^/]+)\/(.+)$/s.exec(positionals[0] ?? "") ?? [];
  const notTask = positionals.length === 1 && task === "" && "name a run and a task of it, such as latest/train";
  return unless([oneWord(positionals, "task"), notTask], { ...callOf(values), kind: "cache explain", run, task });
}

function readCacheRemove(args: readonly string[]): ReadStoreCommand {
  const { values, positionals: keys } = parse(STORE_OPTIONS["cache rm"], args);
  if (values.help) return "help";
  const { task, pipeline, "older-than": age, all = false, "dry-run": dryRun = false } = values;
  const chosen = task !== undefined || pipeline !== undefined || age !== undefined;
  const ways = [keys.length > 0, chosen, all].filter(Boolean).length;
  const problems = [
    ways === 0 && "name keys, or say --task, --pipeline, --older-than or --all",
    ways > 1 && "entries are named, or chosen by options, or --all, not several of these",
    notAge(age),
    isEmpty("task", task),
    isEmpty("pipeline", pipeline),
    ...keys.map((key) => !/^[0-9a-f]+$/.test(key) && `"${key}" is no key: those that slipway cache ls shows are`),
  ];
  return unless(problems, {
    ...callOf(values),
    kind: "cache rm",
    keys,
    task,
    pipeline,
    olderThanSeconds: age === undefined ? undefined : ageInSeconds(age),
    all,
    dryRun,
  });
}

/** Such as that of a variable of the shell that is not set. */
function isEmpty(option: string, text: string | undefined): string | false {
  return text !== undefined && text.trim() === "" && `--${option} is empty`;
}

function noWords(words: readonly string[]): string | false {
  return words.length > 0 && `"${words[0]}" is not needed here`;
}

function oneWord(words: readonly string[], what: string): string | false {
  if (words.length === 0 || words.includes("")) return `no ${what} is named`;
  return words.length > 1 && `one ${what} at a time`;
}

function notCount(option: string, text: string, least = 0): string | false {
  const isCount = /^\d{1,6}$/.test(text) && Number(text) >= least;
  return !isCount && `--${option} is a whole number${least > 0 ? ` from ${least}` : ""}, not ${text}`;
}

function pageAndJson({ output, json }: { readonly output?: string; readonly json?: boolean }): string | false {
  return output === "-" && json === true && "-o - and --json both want standard output; name a file for the page";
}

function notAge(text: string | undefined): string | false {
  const isNone = text !== undefined && ageInSeconds(text) === undefined;
  return isNone && `--older-than is a number with s, m, h, d or w, such as 30d, not ${text}`;
}
