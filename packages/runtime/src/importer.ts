// An importer has no task of its own: whoever reads its artifact first writes its record.
//
// Kubeflow's `reimport` says whether an artifact of the same uri that was imported before is the same artifact. Without a
// service of metadata we ask the object instead. `false`: the artifact is the same as long as its content is, so tasks
// behind it are cached while nothing changed. `true`: it counts as new in every run, so tasks behind it run again.
import { type Invocation, type Iterations, taskPath } from "@slipway/pod";
import { isStoreError } from "@slipway/store";
import { baseRecord } from "./base-record.js";
import { commitRecord, isGood, readRecord } from "./commit-record.js";
import { contentTag } from "./content.js";
import { type RunContext, timestamp } from "./context.js";
import { expandJson, expandText } from "./expand.js";
import { type Found, found, missing, skipped } from "./found.js";
import { askGuards, noteGuard } from "./guard.js";
import { resolveParameters, withNulls } from "./inputs.js";
import type { ArtifactRecord, TaskRecord } from "./record.js";
import { runValues } from "./run-values.js";
import { wasSkipped } from "./was-skipped.js";

/**
 * @param download of an importer that has a pod: brings its artifact into the workspace before it counts as imported
 */
export async function importArtifact(
  invocation: Invocation,
  iterations: Iterations,
  context: RunContext,
  download?: (uri: string) => Promise<Found<string | undefined>>,
): Promise<Found<TaskRecord>> {
  const { work, task, loops, importers, guards } = invocation;
  if (work.kind !== "importer") return missing(`task "${task}" is no importer`);
  const path = taskPath(task, iterations);
  const there = await readRecord(context, path);
  if (there && isGood(there.state)) return found(there);
  const scope = { loops, importers, iterations };
  // It may be read from outside of the branch that it is in.
  const asked = await askGuards(guards, scope, context);
  if (asked.kind !== "open") await noteGuard(asked, task, iterations, context);
  if (asked.kind === "untold") return missing(`importer "${path}": ${asked.reason}`);
  if (asked.kind === "closed" || (await wasSkipped(task, iterations, context)))
    return skipped(`importer "${path}" was skipped`);
  const start = timestamp(context.now());
  const general = runValues(invocation, path, context);
  const inputs = await resolveParameters(invocation.inputs.parameters, scope, context, general);
  if (inputs.problems.length > 0) return missing(`importer "${path}": ${inputs.problems.join("; ")}`);
  const values = { general, parameters: withNulls(invocation.inputs.parameters, inputs.values) };
  const uri =
    "parameter" in work.uri
      ? found(String(inputs.values[work.uri.parameter] ?? ""))
      : expandText(work.uri.constant, values);
  const metadata = expandJson(work.metadata, values);
  if (!uri.ok) return missing(`importer "${path}": ${uri.reason}`);
  if (!metadata.ok) return missing(`importer "${path}": ${metadata.reason}`);
  if (uri.value === "") return missing(`importer "${path}" has no uri to import`);
  const kept = download ? await download(uri.value) : found(undefined);
  if (!kept.ok) return missing(`importer "${path}": ${kept.reason}`);
  const [output = "artifact"] = Object.keys(invocation.outputs.artifacts);
  const artifact: ArtifactRecord = {
    name: output,
    type: work.type,
    uri: uri.value,
    metadata: metadata.value,
    identity: work.reimport ? newIn(context) : await identityOf(uri.value, context),
    ...(kept.value !== undefined && { workspacePath: kept.value }),
  };
  const record = await commitRecord(context, {
    ...baseRecord(invocation, iterations, context),
    state: "SUCCEEDED",
    attempt: "import",
    retry: 0,
    inputs: { parameters: inputs.values, artifacts: {} },
    outputs: { parameters: {}, artifacts: { [output]: [artifact] } },
    start,
    end: timestamp(context.now()),
  });
  return found(record);
}

/** What its store says of the content; where no store of ours can tell, the uri stands for it. */
async function identityOf(uri: string, context: RunContext): Promise<string> {
  try {
    const tag = await contentTag(uri, context);
    return tag === undefined ? `uri:${uri}` : `content:${tag}`;
  } catch (error) {
    if (!isStoreError(error)) throw error;
    // Nobody knows what lies there, so no other run may take it for the same.
    return newIn(context);
  }
}

function newIn({ run }: RunContext): string {
  return `run:${run.id}`;
}
