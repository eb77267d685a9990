// Output artifacts go into the store before the record is written.
import { isStoreError, measure, splitUri, upload } from "@slipway/store";
import { type ArtifactPlace, placesOf } from "./artifact-place.js";
import type { Assignment } from "./assignment.js";
import { isThere, type Shared } from "./command-files.js";
import type { RunContext } from "./context.js";
import type { OutputArtifact } from "./executor-output.js";
import { type Found, found, missing } from "./found.js";
import type { ArtifactRecord } from "./record.js";

export type StoredArtifacts = {
  readonly artifacts: Readonly<Record<string, readonly ArtifactRecord[]>>;
  /** In the user's own names; empty when all went well. */
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
};

/** @param artifacts by output, as the command left them; throws what goes wrong with a store (`StoreError`) */
export async function storeArtifacts(
  assignment: Assignment,
  artifacts: Readonly<Record<string, readonly OutputArtifact[]>>,
  context: RunContext,
): Promise<StoredArtifacts> {
  const stored: [name: string, list: readonly ArtifactRecord[]][] = [];
  const problems: string[] = [];
  const warnings: string[] = [];
  for (const [name, list] of Object.entries(artifacts)) {
    const { type = {}, isList = false } = assignment.invocation.outputs.artifacts[name] ?? {};
    const spot = assignment.artifacts[name];
    const kept: ArtifactRecord[] = [];
    for (const place of spot ? placesOf(list, spot, isList, assignment) : []) {
      const { uri, artifact, files, path, warning } = place;
      const { metadata, customPath } = artifact;
      const content = await contentOf(place, assignment, context);
      if (!content.ok) problems.push(`output "${name}": ${content.reason}`);
      else kept.push({ name, type, uri, metadata, ...content.value, ...(customPath !== undefined && { customPath }) });
      if (warning !== undefined) warnings.push(`output "${name}": ${warning}`);
      const isMissing = content.ok && content.value === undefined && files.length > 0;
      if (isMissing && !isAllMetadata(type)) warnings.push(`output "${name}": nothing was written to ${path}`);
    }
    stored.push([name, kept]);
  }
  return { artifacts: Object.fromEntries(stored), problems, warnings };
}

/** Kinds of artifacts whose content is their metadata: the SDK writes no file for them. */
function isAllMetadata({ schemaTitle = "" }: ArtifactRecord["type"]): boolean {
  return /^system\.(?:\w*Metrics)$/.test(schemaTitle);
}

type Content = Pick<ArtifactRecord, "size" | "digest" | "isFolder">;

/** Faults of what the user's code left or asked for; a store that does not answer is another matter. */
const TOLD: readonly string[] = [
  "store/not-a-file",
  "store/bad-uri",
  "store/bad-key",
  "store/conflict",
  "store/forbidden",
  "store/corrupt",
];

/** Stores what is there. Undefined when there is nothing. */
async function contentOf(
  { uri, files }: ArtifactPlace,
  shared: Shared,
  context: RunContext,
): Promise<Found<Content | undefined>> {
  try {
    for (const file of files) {
      const there = await isThere(file, shared);
      if (!there.ok) return missing(`${file}: ${there.reason}`);
      if (there.value) return found(await keep(file, uri, context));
    }
    return found(undefined);
  } catch (error) {
    if (!isStoreError(error) || !TOLD.includes(error.code)) throw error;
    return missing(error.message);
  }
}

/** Writes a file or folder to its uri, unless it lies there already. */
async function keep(file: string, uri: string, { open }: RunContext): Promise<Content> {
  const { key } = splitUri(uri);
  const store = await open(uri);
  const { size, digest, kind } = store.path?.(key) === file ? await measure(file) : await upload(file, { store, key });
  return { size, digest, ...(kind === "folder" && { isFolder: true as const }) };
}
