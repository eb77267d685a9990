// slipway diff: what changes from one version of a pipeline to another, for whom runs it.
import { failed, locate, type Result } from "@slipway/ir";
import { differenceMarkdown, differenceOf, differenceText, type Version, versionOf } from "@slipway/review";
import {
  compileInput,
  diagnosticsOf,
  type Given,
  givenFor,
  planLocked,
  type Setting,
  settingFor,
} from "./compilation.js";
import type { DiffCommand } from "./diff-command.js";
import { exitCodeOf } from "./exit-code.js";
import { readInput } from "./input.js";
import { reportDiagnostics, type Streams } from "./report.js";

/** Of a file that is refused, so that 1 means one thing only. */
const REFUSED = 3;

/** Gives the exit code: 0, or 1 with --exit-code when anything is different; 2 wrong use; 3 a file is refused. */
export async function tellDifference(command: DiffCommand, streams: Streams): Promise<number> {
  const { older, newer, json, format } = command;
  const read = reader(command, streams);
  if (!read) return 2;
  const versions: Version[] = [];
  const codes: number[] = [];
  for (const file of [older, newer]) {
    const { text, result } = await read(file);
    reportDiagnostics(result.ok ? [] : diagnosticsOf(result), streams, { file, ...(text !== undefined && { text }) });
    if (result.ok) versions.push(result.value);
    else codes.push(exitCodeOf(result.diagnostics) === 2 ? 2 : REFUSED);
  }
  const [before, after] = versions;
  if (!before || !after || codes.length > 0) return codes.includes(REFUSED) ? REFUSED : 2;
  const difference = differenceOf(before, after);
  if (json) streams.out(`${JSON.stringify({ older, newer, ...difference }, null, 2)}\n`);
  else streams.out(format === "markdown" ? differenceMarkdown(difference) : differenceText(difference));
  return command.exitCode && !difference.isSame ? 1 : 0;
}

type Read = { readonly text?: string; readonly result: Result<Version> };

/** Undefined when the call is wrong, which has been said. */
function reader(command: DiffCommand, streams: Streams): ((file: string) => Promise<Read>) | undefined {
  const call = { ...command, files: [command.newer] };
  if (command.backend === "") {
    const given = givenFor(call, streams);
    return given && ((file) => planned(file, given));
  }
  const setting = settingFor(call, streams);
  return setting && ((file) => compiled(file, setting));
}

async function planned(file: string, given: Given): Promise<Read> {
  const input = await readInput(file);
  if (!input.ok) return { result: input };
  const text = input.value;
  const result = planLocked(text, given);
  if (!result.ok) return { text, result };
  const { plan, source } = result.value;
  const version = versionOf({ plan, options: {} });
  return { text, result: version.ok ? version : failed(locate(version.diagnostics, source)) };
}

async function compiled(file: string, setting: Setting): Promise<Read> {
  const { text, result } = await compileInput(file, setting);
  const place = text === undefined ? {} : { text };
  if (!result.ok) return { ...place, result };
  const { plan, manifests } = result.value;
  const pods = setting.backend.podsOf?.(manifests);
  return { ...place, result: versionOf({ plan, options: setting.options, ...(pods && { pods }) }) };
}
