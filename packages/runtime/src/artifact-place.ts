// Where an output artifact lies when the command has ended, and where it goes. User code may have set another path, or
// another uri, from which the SDK computes a path.
import { filePath, fileUri, joinUri } from "@slipway/store";
import type { OutputSpot } from "./assignment.js";
import { copyOf, fileAt, type Shared } from "./command-files.js";
import { storable } from "./content.js";
import { sdkPath } from "./executor-input.js";
import type { OutputArtifact } from "./executor-output.js";

export type ArtifactPlace = {
  readonly artifact: OutputArtifact;
  /** Where it goes, or where it is. */
  readonly uri: string;
  /** Where it may lie, the likeliest first; none when its uri is all that is kept of it. */
  readonly files: readonly string[];
  /** Where the command should have left it, as the command calls it. */
  readonly path: string;
  readonly warning?: string;
};

/**
 * Code that left the uri alone, or set another path, has its artifact in the usual place. What it put at the end of the
 * uri, it has in both. Code that set the uri of another store has said where it is to go; any other uri is only noted.
 * Artifacts of a list each have a place of their own.
 */
export function placesOf(
  artifacts: readonly OutputArtifact[],
  spot: OutputSpot,
  isList: boolean,
  shared: Shared,
): readonly ArtifactPlace[] {
  if (!isList) return artifacts.map((one) => placeOf(one, spot, spot.target, shared));
  const taken = new Set(artifacts.flatMap(({ uri }) => suffixOf(uri, spot)?.split("/")[1] ?? []));
  return artifacts.map((one, index) => {
    let name = String(index);
    while (taken.has(name)) name += "_";
    return placeOf(one, spot, joinUri(spot.target, name), shared, true);
  });
}

/** @param target of what lies elsewhere than where it was told to be */
function placeOf(
  artifact: OutputArtifact,
  spot: OutputSpot,
  target: string,
  shared: Shared,
  isOfList = false,
): ArtifactPlace {
  const { uri, customPath } = artifact;
  const suffix = suffixOf(uri, spot);
  const path = customPath ?? (suffix === undefined ? sdkPath(uri) : `${spot.path}${suffix}`);
  const isPath = customPath !== undefined || path.startsWith("/");
  const seen = customPath === undefined ? fileAt : copyOf;
  const there = isPath ? seen(path, shared) : undefined;
  const noted = { artifact, uri, files: [], path };
  if (suffix === undefined && !uri.startsWith("/") && storable(uri) === undefined) return noted;
  // Before it changed the uri the code may have written to where it was told.
  const before = customPath === undefined && !isOfList ? [spot.file] : [];
  if (suffix !== undefined) {
    const kept = customPath !== undefined && isOfList && suffix === "" ? target : extended(spot.target, suffix);
    const file = customPath === undefined ? `${spot.file}${suffix}` : there;
    return { ...noted, uri: kept, files: [...(file ? [file] : []), ...(suffix.startsWith("/") ? [] : before)] };
  }
  if (!uri.startsWith("/")) return { ...noted, files: [...(there ? [there] : []), ...before] };
  if (there === undefined) return { ...noted, warning: `only its uri is kept, since ${isElsewhere(uri)}` };
  return { ...noted, uri: target, files: [there] };
}

function isElsewhere(path: string): string {
  return `"${path}" lies in the task's own container, which is gone with the task`;
}

/** Such an end is no part of a uri of its own: `.csv`. */
function extended(uri: string, suffix: string): string {
  const path = filePath(uri);
  return path === undefined ? `${uri}${suffix}` : fileUri(`${path}${suffix}`);
}

/** What the command put at the end of the uri that it was told: "" when nothing, undefined when it set another. */
function suffixOf(uri: string, { uri: told, target }: OutputSpot): string | undefined {
  const spellings = [
    { whole: uri, start: told },
    { whole: filePath(uri) ?? uri, start: filePath(target) ?? target },
  ];
  const found = spellings.find(({ whole, start }) => whole.startsWith(start));
  if (found === undefined) return undefined;
  const suffix = found.whole.slice(found.start.length).replace(/[/]+$/, "");
  const leadsElsewhere = suffix
    .split("/")
    .slice(1)
    .some((part) => part === "" || part === "." || part === "..");
  return leadsElsewhere ? undefined : suffix;
}
