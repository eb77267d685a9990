// slipway check: everything that is wrong with each file.
import { type Plan, planPipeline, tasksOf } from "@slipway/compiler";
import { type Diagnostic, locate, type Source } from "@slipway/ir";
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
    const diagnostics = planned.ok ? [...planned.warnings, ...(await pythonOf(planned.value))] : planned.diagnostics;
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

/** What reads Python is loaded only by who asks for it. */
async function pythonOf({
  plan,
  source,
}: {
  readonly plan: Plan;
  readonly source: Source;
}): Promise<readonly Diagnostic[]> {
  const { checkPython } = await import("@slipway/review");
  return locate(checkPython(plan), source);
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
