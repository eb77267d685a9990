// The words after `slipway run`.
import { parseArgs } from "node:util";

export type RunCommand = {
  readonly kind: "run";
  readonly file: string;
  readonly parameters: readonly string[];
  readonly parameterFile?: string | undefined;
  readonly assignments: readonly string[];
  readonly target?: string | undefined;
  readonly config?: string | undefined;
  /** Where records and artifacts go. */
  readonly store?: string | undefined;
  /** Tasks whose earlier results are not looked for; all of them where the list is empty. */
  readonly uncached?: readonly string[] | undefined;
  readonly parallelism?: number | undefined;
  readonly runner?: "process" | "docker" | undefined;
  readonly secrets?: string | undefined;
  readonly experiment?: string | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
};

export const RUN_OPTIONS = {
  help: { type: "boolean", short: "h" },
  quiet: { type: "boolean", short: "q" },
  param: { type: "string", short: "p", multiple: true },
  params: { type: "string" },
  set: { type: "string", multiple: true },
  target: { type: "string" },
  config: { type: "string" },
  store: { type: "string" },
  "no-cache": { type: "string" },
  parallelism: { type: "string" },
  runner: { type: "string" },
  secrets: { type: "string" },
  experiment: { type: "string" },
  json: { type: "boolean" },
} as const;

/** A command, the wish for help, or what is wrong, a sentence each. */
export function readRunCommand(args: readonly string[]): RunCommand | "help" | readonly string[] {
  const end = args.indexOf("--");
  // The one option whose value may be left out.
  const words = args.map((word, index) => (word === "--no-cache" && (end < 0 || index < end) ? "--no-cache=" : word));
  const { values, positionals } = parseArgs({ args: words, options: RUN_OPTIONS, allowPositionals: true });
  if (values.help) return "help";
  const { runner, parallelism, experiment, "no-cache": uncached } = values;
  const isRunner = runner === undefined || runner === "process" || runner === "docker";
  const isNumber = parallelism === undefined || /^[1-9][0-9]{0,5}$/.test(parallelism);
  const problems = [
    ...(positionals.length === 0 ? ["no file is named"] : []),
    ...(positionals.length > 1 ? [`one pipeline at a time${taskWithoutEquals(args, positionals)}`] : []),
    ...(values.store?.trim() === "" ? ["--store is empty"] : []),
    ...(isRunner ? [] : [`--runner is process or docker, not ${runner}`]),
    ...(experiment?.trim() === "" ? ["--experiment is empty"] : []),
    ...(isNumber ? [] : [`--parallelism is a whole number from 1, not ${parallelism}`]),
  ];
  if (problems.length > 0 || !isRunner) return problems;
  return {
    kind: "run",
    file: positionals[0] ?? "",
    parameters: values.param ?? [],
    parameterFile: values.params,
    assignments: values.set ?? [],
    target: values.target,
    config: values.config,
    store: values.store,
    uncached: uncached?.split(",").flatMap((name) => (name.trim() === "" ? [] : [name.trim()])),
    parallelism: parallelism === undefined ? undefined : Number(parallelism),
    runner,
    secrets: values.secrets,
    experiment,
    json: values.json ?? false,
    quiet: values.quiet ?? false,
  };
}

/** Who writes `--no-cache train` means `--no-cache=train`. */
function taskWithoutEquals(args: readonly string[], positionals: readonly string[]): string {
  const task = args[args.indexOf("--no-cache") + 1] ?? "";
  const isMeant = args.includes("--no-cache") && positionals.includes(task);
  return isMeant ? `; if "${task}" is a task, write --no-cache=${task}` : "";
}
