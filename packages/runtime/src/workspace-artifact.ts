// Artifacts that an importer brings into the run's workspace, where all tasks behind it find them without a copy of their own.
import { mkdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathSegment } from "@slipway/pod";
import { download, isStoreError, splitUri } from "@slipway/store";
import { storable } from "./content.js";
import type { RunContext } from "./context.js";
import { sdkPath } from "./executor-input.js";
import { type Found, found, missing } from "./found.js";
import type { Places, Spot } from "./places.js";

type Workspace = NonNullable<Places["workspace"]>;

/**
 * Downloads what a uri names. Gives its path below the workspace, which is that of the SDK, or nothing where no store of
 * ours reaches it: then it is left to the user's code, as any other input.
 * Source: https://github.com/kubeflow/pipelines/blob/master/sdk/python/kfp/dsl/types/artifact_types.py (_get_path)
 */
export async function bringIntoWorkspace(
  uri: string,
  { file }: Workspace,
  { open }: Pick<RunContext, "open">,
): Promise<Found<string | undefined>> {
  const reachable = storable(uri);
  if (reachable === undefined) return found(undefined);
  const names = sdkPath(uri)
    .split("/")
    .filter((name) => name !== "");
  const path = [".artifacts", ...names.map((name) => (/^\.{1,2}$/.test(name) ? pathSegment(name) : name))].join("/");
  const target = join(file, path);
  // It is seen there only when it is whole, so an earlier try or another importer has brought it.
  if (await isThere(target)) return found(path);
  try {
    await mkdir(dirname(target), { recursive: true });
    await download({ store: await open(reachable), key: splitUri(reachable).key }, target);
    return found(path);
  } catch (error) {
    if (!isStoreError(error)) throw error;
    if (error.code === "store/conflict" && (await isThere(target))) return found(path);
    if (error.code === "store/not-found" || error.code === "store/corrupt") return missing(error.message);
    throw error;
  }
}

/** Where a task finds such an artifact; undefined where it sees no workspace, or one that was made anew. */
export async function spotInWorkspace(path: string, workspace: Workspace | undefined): Promise<Spot | undefined> {
  if (!workspace) return undefined;
  const seen = join(workspace.path, path);
  const file = join(workspace.file, path);
  return (await isThere(file)) ? { file, path: seen, uri: seen } : undefined;
}

async function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
