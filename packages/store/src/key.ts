// Which keys there can be: those that a folder, S3 and Cloud Storage all keep as they are.
import { storeError } from "./error.js";

/** How the names start that a store of files uses while it writes. Such a name is never part of a key. */
export const DRAFT = ".slipway-draft-";

/** Cloud Storage takes no line breaks, no file system NUL, and half a surrogate pair has no UTF-8. */
const UNFIT = /[\0\r\n]|\p{Surrogate}/u;

/** Throws for a key that would be another one somewhere, or reach out of its store. */
export function checkKey(key: string, uri: string): void {
  const reason = problemOf(key);
  if (reason !== undefined) throw storeError("store/bad-key", uri, `${JSON.stringify(key)} cannot be a key: ${reason}`);
}

/** As `checkKey`; "" is the folder of everything. */
export function checkFolder(folder: string, uri: string): void {
  if (folder !== "") checkKey(folder, uri);
}

function problemOf(key: string): string | undefined {
  if (UNFIT.test(key)) return "it has a character that not every store keeps";
  const parts = key.split("/");
  if (parts.includes("")) return "a part of it is empty";
  if (parts.some((part) => part === "." || part === "..")) return 'a part of it is "." or ".."';
  if (parts.some((part) => part.startsWith(DRAFT))) return `a part of it starts with "${DRAFT}"`;
  return undefined;
}
