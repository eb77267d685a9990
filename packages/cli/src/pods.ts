// slipway pods: the pods that an engine will make of a pipeline, as plain Pods for the tools that judge those.
import { statSync } from "node:fs";
import { join } from "node:path";
import type { PlannedPod } from "@slipway/compiler";
import type { JsonObject } from "@slipway/ir";
import { printManifests, validPod } from "@slipway/kubernetes";
import { count } from "./check.js";
import { compileInput, diagnosticsOf, settingFor } from "./compilation.js";
import { exitCodeOf } from "./exit-code.js";
import { type Format, makeFolder, overwritesOf, writeOutput } from "./output.js";
import type { PodsCommand } from "./pods-command.js";
import { reportDiagnostics, type Streams } from "./report.js";

/** Gives the exit code: 0 made, 1 refused, 2 wrong use. */
export async function tellPods(command: PodsCommand, streams: Streams): Promise<number> {
  const { file, output, format, quiet } = command;
  const setting = settingFor({ ...command, files: [file] }, streams);
  if (!setting) return 2;
  const { text, result } = await compileInput(file, setting);
  reportDiagnostics(diagnosticsOf(result), streams, { file, text });
  if (!result.ok) return exitCodeOf(result.diagnostics);
  const pods = (setting.backend.podsOf?.(result.value.manifests) ?? []).map(plainPod);
  if (output === undefined || output === "-") {
    streams.out(print(pods, format));
    return 0;
  }
  const problems = isFolder(output)
    ? writeEach(pods, { file, output, format })
    : writeAll(pods, { file, output, format });
  reportDiagnostics(problems, streams);
  if (problems.length === 0 && !quiet) streams.err(`${file}: ${count(pods.length, "pod")}, in ${output}\n`);
  return exitCodeOf(problems);
}

type PlainPod = JsonObject & { readonly metadata: JsonObject & { readonly name: string } };

/** Of what; for which task; and what is left out, since it is known in a run only and no text may stand in its place. */
function plainPod({ kind, task, pod }: PlannedPod): PlainPod {
  const { pod: valid, leftOut } = validPod({ ...pod });
  const { annotations, ...metadata } = valid["metadata"] as JsonObject;
  const said = {
    "slipway/pod": kind,
    ...(task !== undefined && { "slipway/task": task }),
    ...(Object.keys(leftOut).length > 0 && { "slipway/left-out": JSON.stringify(leftOut) }),
  };
  const all = { ...metadata, name: pod.metadata.name, annotations: { ...(annotations as JsonObject), ...said } };
  return { ...valid, metadata: all };
}

function print(pods: readonly PlainPod[], format: Format): string {
  if (format === "yaml") return printManifests(pods);
  return `${JSON.stringify({ apiVersion: "v1", kind: "List", items: pods }, null, 2)}\n`;
}

type Place = { readonly file: string; readonly output: string; readonly format: Format };

function writeAll(pods: readonly PlainPod[], { file, output, format }: Place) {
  const problems = overwritesOf([{ input: file, file: output }]);
  return problems.length > 0 ? problems : writeOutput(output, print(pods, format));
}

function writeEach(pods: readonly PlainPod[], { file, output, format }: Place) {
  const planned = pods.map((pod) => ({ pod, input: file, file: join(output, `${pod.metadata.name}.${format}`) }));
  const problems = [...overwritesOf(planned), ...makeFolder({ files: new Map(), folder: output })];
  if (problems.length > 0) return problems;
  return planned.flatMap((one) => writeOutput(one.file, printOne(one.pod, format)));
}

function printOne(pod: PlainPod, format: Format): string {
  return format === "yaml" ? printManifests([pod]) : `${JSON.stringify(pod, null, 2)}\n`;
}

function isFolder(output: string): boolean {
  return output.endsWith("/") || statSync(output, { throwIfNoEntry: false })?.isDirectory() === true;
}
