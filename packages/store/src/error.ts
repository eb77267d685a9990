// What goes wrong with a store: the world's fault, thus an exception with a code, and neither a diagnostic nor a bug.

/** Codes are never renamed. */
export type StoreErrorCode =
  /** Not a uri of a store, or options that it cannot have. */
  | "store/bad-uri"
  /** A key that not every store can keep. */
  | "store/bad-key"
  /** The object, the bucket or the local file is not there. */
  | "store/not-found"
  /** Whoever we are may not do this. */
  | "store/forbidden"
  /** Nobody said who we are. */
  | "store/no-credentials"
  /** The server did not answer, or not in time. */
  | "store/unreachable"
  /** Something else stands where this would go. */
  | "store/conflict"
  /** Neither a file nor a folder, or a link out of the folder that is uploaded. */
  | "store/not-a-file"
  /** Not the size or the digest that it should have. */
  | "store/corrupt"
  /** Anything else, in the store's own words. */
  | "store/failed";

/**
 * An error of a store. Its message is a sentence for people and holds no secret.
 *
 * @example
 * const error: StoreError = storeError("store/not-found", "s3://bucket/a", "there is no such object");
 * error.message; // "s3://bucket/a: there is no such object"
 */
export type StoreError = Error & {
  readonly name: "StoreError";
  readonly code: StoreErrorCode;
  /** The object, folder or store that it is about. */
  readonly uri: string;
};

/** Is it an error of a store? It goes by the name, so that two copies of this package understand each other. */
export function isStoreError(error: unknown): error is StoreError {
  return error instanceof Error && error.name === "StoreError" && "code" in error && "uri" in error;
}

// The errors of the SDKs do not go along as a cause: they hold requests, and those hold what signed them.
export function storeError(code: StoreErrorCode, uri: string, reason: string): StoreError {
  const error = new Error(`${uri}: ${reason}`);
  return Object.assign(error, { name: "StoreError" as const, code, uri });
}
