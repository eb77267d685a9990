// slipway check: everything that is wrong with each file.
import { planPipeline, tasksOf } from "@slipway/compiler";
import type { Diagnostic } from "@slipway/ir";
import { exitCodeOf } from "./exit-code.js";
import { readInput } from "./input.js";
import { reportDiagnostics, type Streams } from "./report.js";

export type CheckOptions = { readonly files: readonly string[]; readonly json: boolean; readonly quiet: boolean };

type Checked = {
  readonly file: string;
  readonly ok: boolean;
  readonly diagnostics: readonly Diagnostic[];
};

/** Gives the exit code. */
export async function check({ files, json, quiet }: CheckOptions, streams: Streams): Promise<number> {
  const results: Checked[] = [];
  for (const file of files) {
    const input = await readInput(file);
    const planned = input.ok ? planPipeline(input.value) : input;
    const diagnostics = planned.ok ? planned.warnings : planned.diagnostics;
    results.push({ file, ok: planned.ok, diagnostics });
    if (json) continue;
    reportDiagnostics(diagnostics, streams, { file, text: input.ok ? input.value : undefined });
    if (planned.ok && !quiet) {
      const tasks = [...tasksOf(planned.value.plan)].length;
      streams.err(`${file}: nothing wrong with "${planned.value.plan.name}" (${count(tasks, "task")})\n`);
    }
  }
  if (json) streams.out(`${JSON.stringify(results, null, 2)}\n`);
  return exitCodeOf(results.flatMap(({ diagnostics }) => diagnostics));
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
