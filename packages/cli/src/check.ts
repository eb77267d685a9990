// slipway check: everything that is wrong with each file; for a backend, when one is named; by a policy, when one is given.
import { type Compiled, countTasks, type Plan, type Planned } from "@slipway/compiler";
import { type Diagnostic, locate, type Result, type Shown } from "@slipway/ir";
import type { Policy } from "@slipway/review";
import type { Manifest } from "./backends.js";
import type { CheckCommand } from "./check-command.js";
import { compileText, diagnosticsOf, givenFor, planLocked, type Setting, settingFor } from "./compilation.js";
import { exitCodeOf } from "./exit-code.js";
import { readInput } from "./input.js";
import type { PolicyFinding } from "./judge.js";
import type { Lock } from "./lock.js";
import { readPolicy } from "./policy-file.js";
import { reportDiagnostics, type Streams } from "./report.js";

/** What holds for every file of one call. */
type Measures = { readonly lock: Lock | undefined; readonly setting?: Setting; readonly policy?: Policy };

export type Checked = {
  readonly file: string;
  /** No error, neither in the file nor by the policy. */
  readonly ok: boolean;
  readonly diagnostics: readonly Diagnostic[];
  /** What breaks the policy, and rules that cannot be judged without manifests or pods; absent without a policy. */
  readonly policy?: { readonly findings: readonly PolicyFinding[]; readonly notJudged: readonly string[] };
};

/** Gives the exit code: 0 nothing wrong, 1 errors in a file or by the policy, 2 wrong use. */
export async function check(command: CheckCommand, streams: Streams): Promise<number> {
  const measures = measuresOf(command, streams);
  if (!measures) return 2;
  const { files, json, sarif } = command;
  const results: Checked[] = [];
  for (const file of files) {
    const input = await readInput(file);
    const planned: Result<Planned> = input.ok
      ? planLocked(input.value, { texts: [], values: {}, lock: measures.lock })
      : input;
    const text = input.ok ? input.value : "";
    const checked = planned.ok
      ? await checkPlanned({ file, text, planned: planned.value, warnings: planned.warnings }, measures)
      : { file, ok: false, diagnostics: planned.diagnostics };
    results.push(checked);
    if (json) continue;
    reportDiagnostics(shownOf(checked), streams, { file, ...(input.ok && { text }) });
    if (planned.ok && !command.quiet) streams.err(summary(checked, planned.value.plan));
  }
  if (json) streams.out(`${JSON.stringify(results, null, 2)}\n`);
  const problems =
    sarif === undefined ? [] : await (await import("./sarif-file.js")).writeSarif(sarif, results, streams);
  reportDiagnostics(problems, streams);
  const code = exitCodeOf([...results.flatMap(({ diagnostics }) => diagnostics), ...problems]);
  return code === 0 && results.some(({ ok }) => !ok) ? 1 : code;
}

/** What is wrong with settings and policy is said. */
function measuresOf({ compilation, files, policy: name }: CheckCommand, streams: Streams): Measures | undefined {
  const setting = compilation && settingFor({ ...compilation, files }, streams);
  const given = compilation ? setting : givenFor({ files, assignments: [] }, streams);
  const policy = name === undefined ? undefined : readPolicy(name);
  if (policy) reportDiagnostics(diagnosticsOf(policy), streams, policy);
  if (!given || (policy && !policy.ok)) return undefined;
  return { lock: given.lock, ...(setting && { setting }), ...(policy?.ok && { policy: policy.value }) };
}

type Input = {
  readonly file: string;
  readonly text: string;
  readonly planned: Planned;
  readonly warnings: readonly Diagnostic[];
};

async function checkPlanned({ file, text, planned, warnings }: Input, measures: Measures): Promise<Checked> {
  // What reads Python is loaded only by who asks for it.
  const { checkPython } = await import("@slipway/review");
  const { plan, source } = planned;
  const { setting, policy } = measures;
  const python = locate(checkPython(plan), source);
  // A backend says again what is said without one.
  const compiled: Result<Compiled<Manifest> | undefined> = setting
    ? compileText(text, setting)
    : { ok: true, value: undefined, warnings };
  const diagnostics = [...diagnosticsOf(compiled), ...python];
  if (!compiled.ok || !policy) return { file, ok: compiled.ok, diagnostics };
  const { judge, obstaclesTo } = await import("./judge.js");
  const obstacles = obstaclesTo({ plan, source, ...(setting && { setting }) });
  if (obstacles.length > 0) return { file, ok: false, diagnostics: [...diagnostics, ...obstacles] };
  const made = compiled.value && setting ? { compiled: compiled.value, setting } : {};
  const judged = judge(policy, { file, plan, source, warnings: compiled.warnings, ...made });
  return { file, ok: !judged.findings.some(isError), diagnostics, policy: judged };
}

function isError({ severity, exceptedFor }: PolicyFinding): boolean {
  return severity === "error" && exceptedFor === undefined;
}

function shownOf({ diagnostics, policy }: Checked): readonly Shown[] {
  return [...diagnostics, ...(policy?.findings ?? []).filter(({ exceptedFor }) => exceptedFor === undefined)];
}

function summary(checked: Checked, plan: Plan): string {
  const { file, policy } = checked;
  const shown = shownOf(checked);
  const of = (["error", "warning", "note"] as const).flatMap((severity) => {
    const found = shown.filter((one) => one.severity === severity).length;
    return found > 0 ? [count(found, severity)] : [];
  });
  const excepted = (policy?.findings ?? []).filter(({ exceptedFor }) => exceptedFor !== undefined).length;
  const notJudged = policy?.notJudged ?? [];
  const sentence = of.length === 0 ? `nothing wrong with "${plan.name}"` : `${of.join(", ")} about "${plan.name}"`;
  return [
    `${file}: ${sentence} (${count(countTasks(plan), "task")})`,
    ...(excepted > 0 ? [`; ${excepted} excepted by the policy`] : []),
    ...(notJudged.length > 0 ? [`; not judged without the pods of --to argo or tekton: ${notJudged.join(", ")}`] : []),
    "\n",
  ].join("");
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
