// Uris of artifacts, in one spelling, and those that lie in a store.
import { filePath, fileUri, type Store } from "@slipway/store";

/** A plain path is a file of this machine; a slash at the end says nothing. */
export function plainUri(uri: string): string {
  const trimmed = uri.replace(/(?<=[^/])\/+$/, "");
  const path = pathOf(trimmed);
  return path === undefined ? trimmed : fileUri(path);
}

/** Of what is on this machine. */
function pathOf(uri: string): string | undefined {
  const path = uri.startsWith("/") ? uri : filePath(uri);
  return path?.startsWith("/") ? path : undefined;
}

/** Key of what a uri names, if it lies in the store. */
export function keyIn({ uri }: Pick<Store, "uri">, text: string): string | undefined {
  const trimmed = text.replace(/(?<=[^/])\/+$/, "");
  const [place, root] = [pathOf(trimmed) ?? trimmed, filePath(uri) ?? uri];
  return place.startsWith(`${root}/`) ? place.slice(root.length + 1) : undefined;
}

/**
 * Keys that a document names anywhere, as a uri of an artifact or as a parameter. Read as text, so that a document that
 * is damaged still keeps what it names.
 */
export function keysNamedIn(document: string, store: Pick<Store, "uri">): readonly string[] {
  return [...document.matchAll(/"(?:[^"\\]|\\.)*"/g)].flatMap(([literal]) => {
    // Most texts of a record are no uris; to look first is faster.
    if (!literal.includes("/")) return [];
    const key = keyIn(store, textOf(literal));
    return key === undefined ? [] : [key];
  });
}

function textOf(literal: string): string {
  try {
    return String(JSON.parse(literal));
  } catch {
    return "";
  }
}
