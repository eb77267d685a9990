// Artifacts that are documents, and which of them a page shows. The caller reads them.
import type { ArtifactRecord, RunView } from "@slipway/runtime";
import { artifactsOf, titleOf } from "./walk.js";

/** Bytes. */
export type DocumentLimits = { readonly each: number; readonly total: number };

/** An HTML page that carries its own drawing library is often several megabytes long. */
export const DOCUMENT_LIMITS: DocumentLimits = { each: 8 * 1024 ** 2, total: 64 * 1024 ** 2 };

export type DocumentKind = "html" | "markdown";

export function documentKindOf(artifact: ArtifactRecord): DocumentKind | undefined {
  const title = titleOf(artifact);
  if (title.endsWith(".HTML")) return "html";
  return title.endsWith(".Markdown") ? "markdown" : undefined;
}

/**
 * The uris of the HTML and Markdown artifacts of a run that are to be read before its report is made, each once, in the
 * order of the tasks.
 *
 * @example
 * for (const uri of artifactsToRead(view)) texts.set(uri, await readText(uri));
 */
export function artifactsToRead(view: RunView, limits: DocumentLimits = DOCUMENT_LIMITS): readonly string[] {
  const uris = new Set<string>();
  let total = 0;
  for (const { artifact } of artifactsOf(view)) {
    const { uri, size, isFolder } = artifact;
    if (documentKindOf(artifact) === undefined || uris.has(uri) || isFolder || size === undefined) continue;
    if (size > limits.each || total + size > limits.total) continue;
    total += size;
    uris.add(uri);
  }
  return [...uris];
}
