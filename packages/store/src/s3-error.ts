// What S3 and its SDK say, as errors of a store. Nothing of the request goes along, for it holds what signed it.
import { type StoreError, type StoreErrorCode, storeError } from "./error.js";
import { isNetworkCode } from "./network.js";

type Problem = readonly [StoreErrorCode, string];

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const BY_NAME: Readonly<Record<string, Problem>> = {
  NoSuchBucket: ["store/not-found", "there is no such bucket"],
  NoSuchKey: ["store/not-found", "there is no such object"],
  NotFound: ["store/not-found", "there is no such object"],
  KeyTooLongError: ["store/bad-key", "the key is too long"],
  XMinioInvalidObjectName: ["store/bad-key", "the server takes no such key"],
  CredentialsProviderError: ["store/no-credentials", "no credentials were found in the environment or on this machine"],
  TimeoutError: ["store/unreachable", "the server did not answer in time"],
  NotImplemented: ["store/failed", "the server lacks what is needed for it"],
};

const CHANGED = "what came is not what was written";

const BY_STATUS: Readonly<Record<number, Problem>> = {
  401: ["store/forbidden", "the server refuses it"],
  403: ["store/forbidden", "the server refuses it"],
  404: ["store/not-found", "there is no such object"],
};

export function explainS3(error: unknown, uri: string): StoreError {
  if (!(error instanceof Error)) return storeError("store/failed", uri, String(error));
  const byName = BY_NAME[error.name];
  if (byName !== undefined && error.name !== "TimeoutError") return storeError(byName[0], uri, byName[1]);
  const code = networkCodeOf(error);
  if (code !== undefined) return storeError("store/unreachable", uri, `the server cannot be reached (${code})`);
  if (byName !== undefined) return storeError(byName[0], uri, byName[1]);
  if (error.message.startsWith("Checksum mismatch")) return storeError("store/corrupt", uri, CHANGED);
  if (error.message === "Region is missing") return storeError("store/bad-uri", uri, "it is not known in which region");
  const byStatus = BY_STATUS[statusOf(error) ?? 0];
  if (byStatus !== undefined) return storeError(byStatus[0], uri, withWords(byStatus[1], error));
  return storeError("store/failed", uri, withWords("the server could not do it", error));
}

/** The HTTP status of the answer, where there was one. */
export function statusOf(error: unknown): number | undefined {
  return metadataOf(error)?.httpStatusCode;
}

/** How often the SDK had sent the request. */
export function attemptsOf(error: unknown): number {
  return metadataOf(error)?.attempts ?? 1;
}

type Metadata = { readonly httpStatusCode?: number; readonly attempts?: number };

function metadataOf(error: unknown): Metadata | undefined {
  return error instanceof Error && "$metadata" in error ? (error.$metadata as Metadata) : undefined;
}

function networkCodeOf(error: Error): string | undefined {
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return isNetworkCode(code) ? code : undefined;
}

/** The server's own words; what the SDK itself throws may quote a file, so only its name is told. */
function withWords(reason: string, error: Error): string {
  const isOfServer = statusOf(error) !== undefined;
  return isOfServer ? `${reason}: ${error.name}: ${error.message}` : `${reason}: ${error.name}`;
}
