// Two descriptions of one thing → what is different in them.
import { structuredPatch } from "diff";
import type { Change } from "./difference.js";

/** A part of a description. */
export type Aspect = {
  /** Unique in the description. */
  readonly about: string;
  readonly text: string;
  /** Of several lines, which are compared one by one. */
  readonly isCode?: true;
  /** What is compared in the place of a text that nobody may read. */
  readonly compared?: string;
};

/** In the order of the newer description; what is gone comes last. */
export function changesOf(older: readonly Aspect[], newer: readonly Aspect[]): readonly Change[] {
  const [before, after] = [byName(older), byName(newer)];
  const names = [...new Set([...after.keys(), ...before.keys()])];
  return names.flatMap((about): readonly Change[] => {
    const [was, is] = [before.get(about), after.get(about)];
    if (was && is && (was.compared ?? was.text) === (is.compared ?? is.text)) return [];
    if (was?.isCode || is?.isCode) return [{ about, lines: linesOf(was?.text ?? "", is?.text ?? "") }];
    return [{ about, ...(was && { old: was.text }), ...(is && { new: is.text }) }];
  });
}

function byName(aspects: readonly Aspect[]): ReadonlyMap<string, Aspect> {
  return new Map(aspects.map((aspect) => [aspect.about, aspect]));
}

function linesOf(older: string, newer: string): string {
  const { hunks } = structuredPatch("", "", older, newer, "", "", { context: 3 });
  return hunks
    .flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
      `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`,
      ...lines.filter((line) => !line.startsWith("\\")),
    ])
    .join("\n");
}
