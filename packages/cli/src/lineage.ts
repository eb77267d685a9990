// slipway lineage: who made an artifact, from what, and who used it, for what.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { type Lineage, type LineageStep, lineageOf } from "@slipway/runs";
import { diagnose } from "./messages.js";
import { reportDiagnostics } from "./report.js";
import { nameOf, type Session, tellProblems } from "./store.js";
import type { StoreCommand } from "./store-command.js";
import { type Paint, painter, wordOf } from "./style.js";
import { type Cell, localTime, sizeInWords, table, visible } from "./table.js";

export async function showLineage(
  { uri: given, json }: Extract<StoreCommand, { readonly kind: "lineage" }>,
  { store, streams }: Session,
): Promise<number> {
  // A path from this folder, as the shell completes it.
  const uri = existsSync(given) ? resolve(given) : given;
  const { lineage, problems } = await lineageOf(store, uri);
  tellProblems(problems, streams);
  if (!lineage) {
    reportDiagnostics([diagnose("unknown-artifact", [], { uri, store: nameOf(store) })], streams);
    return 1;
  }
  if (json) streams.out(`${JSON.stringify(lineage, null, 2)}\n`);
  else streams.out(textOf(lineage, painter(streams.outColour ?? false)));
  return 0;
}

function textOf({ uri, artifact, before, after, taken }: Lineage, paint: Paint): string {
  const { type, size, digest, isFolder } = artifact;
  const facts = [
    type.schemaTitle,
    isFolder ? "folder" : undefined,
    size === undefined ? undefined : sizeInWords(size),
    digest,
  ].filter((fact) => fact !== undefined);
  const head = `${visible(uri)}\n${facts.length > 0 ? `  ${visible(facts.join(", "))}\n` : ""}`;
  const parts = [
    ["comes from", before],
    ["was taken from the cache by", taken.map((task) => ({ distance: 1, task }))],
    ["was used by", after],
  ] as const;
  const shown = parts.map(([title, steps]) =>
    steps.length === 0 ? "" : `\n${title}\n${table(HEADS, steps.map(rowOf), paint)}`,
  );
  const none = before.length === 0 ? "\nno record of who made it is in this store\n" : "";
  return `${head}${none}${shown.join("")}${after.length === 0 ? "\nwas not used\n" : ""}`;
}

const HEADS = ["TASK", "STATE", "RUN", "PIPELINE", "ENDED"];

/** What is further away stands further to the right. */
function rowOf({ distance, task: { path, state, run, pipeline, end } }: LineageStep): readonly Cell[] {
  return [
    `${"  ".repeat(Math.min(distance, 20))}${path}`,
    { text: wordOf(state), style: state },
    run,
    pipeline,
    localTime(end),
  ];
}
