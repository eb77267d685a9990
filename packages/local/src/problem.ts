// Errors that are the world's fault, and no bug: what a store says, and what the system says of files.
import { explainFile, isStoreError } from "@slipway/store";

/**
 * What to say of such an error; undefined for a bug.
 *
 * @param place what it is about where the system names no file
 * @example
 * problemOf(error, "/tmp/work"); // "/tmp/work/train/1/work: the disk is full"
 */
export function problemOf(error: unknown, place: string): string | undefined {
  if (isStoreError(error)) return error.message;
  // Only the system's own errors name the call that failed: https://nodejs.org/api/errors.html#class-systemerror
  if (!(error instanceof Error && "syscall" in error)) return undefined;
  const path = "path" in error && typeof error.path === "string" ? error.path : place;
  return explainFile(error, path).message;
}
