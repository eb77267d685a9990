import { argoDiagnostics } from "@slipway/argo";
import { compilerDiagnostics } from "@slipway/compiler";
import { type Diagnostic, didYouMean, type Entry, irDiagnostics } from "@slipway/ir";
import { kubeflowDiagnostics } from "@slipway/kubeflow";
import { localDiagnostics } from "@slipway/local";
import { podDiagnostics } from "@slipway/pod";
import { policyDiagnostics, pythonDiagnostics } from "@slipway/review";
import { tektonDiagnostics } from "@slipway/tekton";
import { catalogue, diagnose } from "./messages.js";
import type { Streams } from "./report.js";

const CATALOGUES: Readonly<Record<string, Readonly<Record<string, Entry>>>> = {
  ir: irDiagnostics,
  resolve: compilerDiagnostics,
  argo: argoDiagnostics,
  pod: podDiagnostics,
  kubeflow: kubeflowDiagnostics,
  tekton: tektonDiagnostics,
  local: localDiagnostics,
  python: pythonDiagnostics,
  policy: policyDiagnostics,
  cli: catalogue,
};

/** Every code with its entry, by package. */
export function allEntries(): ReadonlyMap<string, Entry> {
  return new Map(
    Object.entries(CATALOGUES).flatMap(([prefix, entries]) =>
      Object.entries(entries).map(([name, entry]) => [`${prefix}/${name}`, entry] as const),
    ),
  );
}

/** Prints the page of a code, or all codes; gives what is wrong with the code. */
export function explain(code: string | undefined, { out }: Streams): readonly Diagnostic[] {
  const entries = allEntries();
  if (code === undefined) {
    out([...entries].map(([name, { severity }]) => `${severity.padEnd(8)} ${name}\n`).join(""));
    return [];
  }
  const entry = entries.get(code);
  if (!entry) return [diagnose("unknown-code", [], { code, hint: didYouMean(code, entries.keys()) })];
  const lines = [
    `${code} (${entry.severity})`,
    "",
    entry.message.replaceAll("{hint}", "").replace(/\{(\w+)\}/g, "<$1>"),
    "",
    `Why: ${entry.cause}`,
    "",
    `What to do: ${entry.fix}`,
  ];
  out(`${lines.join("\n")}\n`);
  return [];
}
