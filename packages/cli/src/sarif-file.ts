// What check found, as a file for code scanning.
import { isAbsolute, relative } from "node:path";
import type { Diagnostic } from "@slipway/ir";
import { toSarif } from "@slipway/review";
import type { Checked } from "./check.js";
import { allEntries } from "./explain.js";
import { writeOutput } from "./output.js";
import type { Streams } from "./report.js";

declare const __VERSION__: string;

/** @param target a file, or `-` for standard output */
export async function writeSarif(
  target: string,
  checked: readonly Checked[],
  { out }: Streams,
): Promise<readonly Diagnostic[]> {
  const results = checked.flatMap(({ file, diagnostics, policy }) => {
    const name = nameOf(file);
    return [
      ...diagnostics.map((diagnostic) => ({ ...diagnostic, file: name })),
      ...(policy?.findings ?? []).map(({ rule, ...finding }) => ({
        ...finding,
        file: name,
        ...(finding.code.startsWith("policy/own-rule") && { ownRule: rule }),
      })),
    ];
  });
  const log = toSarif({ version: __VERSION__, results, entries: allEntries() });
  const text = `${JSON.stringify(log, null, 2)}\n`;
  if (target !== "-") return writeOutput(target, text);
  out(text);
  return [];
}

/** From here, with `/`: code scanning looks for it from the top of the repository. */
function nameOf(file: string): string {
  if (file === "-") return "stdin";
  const near = isAbsolute(file) ? relative(".", file) : file;
  return near.replaceAll("\\", "/").replace(/^\.\//, "");
}
