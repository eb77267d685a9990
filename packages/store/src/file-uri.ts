// file:/// and paths of this machine. Such a uri is percent-encoded, as everywhere; those of buckets are not.
import { pathToFileURL } from "node:url";

const SCHEME = "file://";

/**
 * The uri of an absolute path, without a slash at its end.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8089
 * @example
 * fileUri("/data/100 %"); // "file:///data/100%20%25"
 */
export function fileUri(path: string): string {
  return SCHEME + pathToFileURL(path).pathname.replace(/\/+$/, "");
}

/**
 * The path that a `file://` uri names, undefined of any other uri. What is no percent-encoding stays as it is, so that a
 * path which somebody put behind `file://` without a thought means itself, nearly always.
 *
 * @example
 * filePath("file:///data/100%20%25"); // "/data/100 %"
 */
export function filePath(uri: string): string | undefined {
  if (!uri.startsWith(SCHEME)) return undefined;
  return uri.slice(SCHEME.length).replace(/(?:%[0-9a-f]{2})+/gi, decoded);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Bytes that are no UTF-8.
    return text;
  }
}
