import { type CommandLine, commandLine, type TaskValues } from "@slipway/runtime";
import { work } from "./task.ts";

/** The arguments that elements of a command become; `echo` goes before them and is taken away. */
export function commandOf(args: readonly string[], values: TaskValues): readonly string[];
export function commandOf(args: readonly string[], values: TaskValues, as: "result"): CommandLine;
export function commandOf(args: readonly string[], values: TaskValues, as?: "result"): readonly string[] | CommandLine {
  const result = commandLine({ ...work, command: ["echo"], args }, values);
  if (as) return result;
  if (!result.ok) throw new Error(result.reasons.join("\n"));
  return result.argv.slice(1);
}
