// Input artifacts, brought to where the user's code looks for them.
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { download, isStoreError, splitUri } from "@slipway/store";
import { storable } from "./content.js";
import type { RunContext } from "./context.js";
import type { Places, Spot } from "./places.js";
import type { ArtifactRecord } from "./record.js";
import { spotInWorkspace } from "./workspace-artifact.js";

export type Fetched = {
  /** By input, where each artifact of its list is. */
  readonly spots: Readonly<Record<string, readonly Spot[]>>;
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
};

/**
 * Files of the user on this machine are read where they are. What no store of ours can reach, such as `https://…`, is left to the
 * user's code, which is given the uri.
 */
export async function fetchInputs(
  artifacts: Readonly<Record<string, readonly ArtifactRecord[]>>,
  places: Places,
  context: RunContext,
): Promise<Fetched> {
  const spots: [input: string, list: readonly Spot[]][] = [];
  const problems: string[] = [];
  const warnings: string[] = [];
  for (const [input, list] of Object.entries(artifacts)) {
    const found: Spot[] = [];
    for (const [index, artifact] of list.entries()) {
      const { uri } = artifact;
      const reachable = storable(uri);
      if (reachable === undefined) {
        found.push({ file: uri, path: uri, uri });
        continue;
      }
      const kept =
        artifact.workspacePath === undefined
          ? undefined
          : await spotInWorkspace(artifact.workspacePath, places.workspace);
      if (kept) {
        found.push(kept);
        continue;
      }
      const spot = await placeInput(artifact, reachable, places.input(uri, input, index), context);
      if (typeof spot === "string")
        (artifact.digest === undefined ? warnings : problems).push(`input "${input}": ${spot}`);
      found.push(typeof spot === "string" ? places.input(uri, input, index) : spot);
    }
    spots.push([input, found]);
  }
  return { spots: Object.fromEntries(spots), problems, warnings };
}

/** Where it is, or why it is not there. An artifact that was registered without content may be missing. */
async function placeInput(
  { digest, size, isFolder }: ArtifactRecord,
  uri: string,
  spot: Spot,
  { open }: RunContext,
): Promise<Spot | string> {
  const { key } = splitUri(uri);
  const store = await open(uri);
  // What a task made is handed on as a copy, so that nobody can change it for others; what the user has is read in place.
  const inPlace = digest === undefined ? places(store.path?.(key), spot) : undefined;
  if (inPlace) return inPlace;
  const expected = {
    ...(digest !== undefined && { digest }),
    ...(size !== undefined && { size }),
    ...(isFolder && { kind: "folder" as const }),
  };
  try {
    await mkdir(dirname(spot.file), { recursive: true });
    await download({ store, key }, spot.file, { expected });
    return spot;
  } catch (error) {
    if (isStoreError(error) && (error.code === "store/not-found" || error.code === "store/corrupt"))
      return error.message;
    throw error;
  }
}

/** Only where the user's code sees this machine as we do. */
function places(file: string | undefined, spot: Spot): Spot | undefined {
  return file !== undefined && spot.file === spot.path ? { file, path: file, uri: file } : undefined;
}
