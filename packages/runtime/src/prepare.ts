// Everything in its place before the command runs: inputs fetched, folders made, the command line written out.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { appliesToTask, contentsReadIn, type Invocation, type Iterations, pathSegment } from "@slipway/pod";
import { filePath, joinUri } from "@slipway/store";
import { commandLine } from "./arguments.js";
import type { Assignment, OutputSpot } from "./assignment.js";
import { type RunContext, runUri } from "./context.js";
import type { DriveSettings } from "./driver.js";
import { fetchInputs } from "./fetch-inputs.js";
import type { Spot } from "./places.js";
import type { ArtifactRecord, TaskRecord } from "./record.js";
import type { RunValues } from "./run-values.js";

export type Readied = {
  readonly invocation: Invocation;
  readonly iterations: Iterations;
  readonly path: string;
  readonly inputs: TaskRecord["inputs"];
  readonly given: ReadonlySet<string>;
  readonly general: RunValues;
};

export type Prepared =
  | { readonly ok: true; readonly assignment: Assignment }
  | { readonly ok: false; readonly reasons: readonly string[] };

/** Kubeflow sets it where retries are configured. https://github.com/kubeflow/pipelines/pull/11585 */
const RETRY_INDEX = "KFP_RETRY_INDEX";

export async function prepare(readied: Readied, context: RunContext, settings: DriveSettings): Promise<Prepared> {
  const { invocation, iterations, path, inputs, given, general } = readied;
  const { work } = invocation;
  if (work.kind !== "container") return { ok: false, reasons: [`"${path}" has no command`] };
  const { places, attempt, retry } = settings;
  const fetched = await fetchInputs(inputs.artifacts, places, context);
  if (fetched.problems.length > 0) return { ok: false, reasons: fetched.problems };

  const artifacts = outputSpots(invocation, joinUri(runUri(context), `${path}/${pathSegment(attempt)}`), settings);
  const parameters = Object.fromEntries(
    Object.keys(invocation.outputs.parameters).map((name) => [name, places.parameter(name)] as const),
  );
  const { outputFile, longTexts, workspace, mounted } = places;
  // Parents only: at its place the command may make a file or a folder.
  const files = [...Object.values(artifacts), ...Object.values(parameters), outputFile].map(({ file }) =>
    dirname(file),
  );
  for (const folder of new Set([...files, ...(workspace ? [workspace.file] : [])]))
    await mkdir(folder, { recursive: true });

  const texts = [...work.command, ...work.args, ...work.env.map(({ value }) => value)];
  const command = commandLine(work, {
    invocation,
    parameters: inputs.parameters,
    given,
    artifacts: inputs.artifacts,
    seen: { inputs: fetched.spots, artifacts, parameters, outputFile, longTexts },
    general,
    contents: await contentsOf(contentsReadIn(texts), fetched.spots),
  });
  if (!command.ok) return command;
  await writeFiles(longTexts.file, command.files);
  const own = appliesToTask(invocation, "ENV") ? command.env : {};
  const env = invocation.retry ? { ...own, [RETRY_INDEX]: String(retry) } : own;
  const { argv, image, resources } = command;
  return {
    ok: true,
    assignment: {
      invocation,
      iterations,
      path,
      attempt,
      retry,
      image,
      argv,
      env,
      ...(resources && { resources }),
      inputs,
      artifacts,
      parameters,
      outputFile,
      lasting: lastingUris(inputs.artifacts, fetched.spots, artifacts),
      ...(workspace && { workspace }),
      ...(mounted !== undefined && { mounted }),
      warnings: fetched.warnings,
    },
  };
}

function outputSpots(
  { outputs }: Invocation,
  root: string,
  { places }: DriveSettings,
): Readonly<Record<string, OutputSpot>> {
  return Object.fromEntries(
    Object.keys(outputs.artifacts).map((name) => {
      const target = joinUri(root, pathSegment(name));
      return [name, { ...places.output(name, target), target }] as const;
    }),
  );
}

/** By uri that the command sees, the one that will still be there when the task has ended. */
function lastingUris(
  inputs: Readonly<Record<string, readonly ArtifactRecord[]>>,
  spots: Readonly<Record<string, readonly Spot[]>>,
  outputs: Readonly<Record<string, OutputSpot>>,
): Readonly<Record<string, string>> {
  const ofInputs = Object.entries(inputs).flatMap(([name, list]) =>
    list.flatMap(({ uri }, index) => (spots[name]?.[index] ? [{ seen: spots[name][index].uri, uri }] : [])),
  );
  const ofOutputs = Object.values(outputs).map(({ uri: seen, target }) => ({ seen, uri: target }));
  const changed = [...ofInputs, ...ofOutputs].filter(({ seen, uri }) => seen !== uri && seen !== filePath(uri));
  return Object.fromEntries(changed.map(({ seen, uri }) => [seen, filePath(uri) ?? uri]));
}

/** Of the input artifacts that texts ask for the content of. A folder, or nothing, has none. */
async function contentsOf(names: readonly string[], spots: Readonly<Record<string, readonly Spot[]>>) {
  const contents: [name: string, text: string][] = [];
  for (const name of names) {
    const file = spots[name]?.[0]?.file;
    const text = file === undefined ? undefined : await readFile(file, "utf8").catch(() => undefined);
    if (text !== undefined) contents.push([name, text]);
  }
  return Object.fromEntries(contents);
}

async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  const entries = Object.entries(files);
  if (entries.length > 0) await mkdir(folder, { recursive: true });
  for (const [name, text] of entries) await writeFile(join(folder, name), text);
}
