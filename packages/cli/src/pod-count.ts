// How many pods a run takes, in words.
import type { PodCount, PodKind, PodRange, PodTally } from "@slipway/compiler";
import { count } from "./check.js";

const NOUNS = {
  task: "task",
  driver: "separate driver",
  decide: "decision",
  iterations: "iteration list",
  download: "workspace download",
  claim: "volume claim",
  notify: "notification",
  verdict: "verdict",
  begin: "beginning",
  start: "start",
} as const satisfies Readonly<Record<PodKind, string>>;

/**
 * Lines for below the summary of what was made.
 *
 * @example
 * podsText({ least: 2, most: 3, kinds: { task: { least: 2, most: 3 } }, retries: 0, loops: [] });
 * // "  a run takes 2 to 3 pods: 2 to 3 tasks\n"
 */
export function podsText(counts: PodCount): string {
  const { loops } = counts;
  const lines = [
    `a run takes ${tallyText(counts)}`,
    ...loops.map(({ loop, ...each }) => `each iteration of "${loop}" takes ${tallyText(each)}`),
  ];
  return lines.map((line) => `  ${line}\n`).join("");
}

function tallyText(tally: PodTally): string {
  const kinds = Object.entries(tally.kinds) as readonly (readonly [PodKind, PodRange])[];
  const parts = kinds.map(([kind, range]) => rangeText(range, NOUNS[kind]));
  const list = parts.length === 0 ? "" : `: ${parts.join(", ")}`;
  const retries = tally.retries === 0 ? "" : `; retries take up to ${tally.retries} more`;
  return `${rangeText(tally, "pod")}${list}${retries}`;
}

function rangeText({ least, most }: PodRange, noun: string): string {
  return least === most ? count(most, noun) : `${least} to ${count(most, noun)}`;
}
