// What Cloud Storage and its client say, as errors of a store. Nothing of the request goes along: it may hold a token.
import { type StoreError, type StoreErrorCode, storeError } from "./error.js";
import { isNetworkCode } from "./network.js";

type Problem = readonly [StoreErrorCode, string];

/** https://cloud.google.com/storage/docs/json_api/v1/status-codes */
const BY_STATUS: Readonly<Record<number, Problem>> = {
  401: ["store/forbidden", "the server refuses it"],
  403: ["store/forbidden", "the server refuses it"],
  404: ["store/not-found", "there is no such object or bucket"],
  408: ["store/unreachable", "the server did not answer in time"],
};

/** What the client compared and did not find equal. */
const CHANGED: Readonly<Record<string, string>> = {
  CONTENT_DOWNLOAD_MISMATCH: "what came is not what was written",
  FILE_NO_UPLOAD: "what was written is not what was sent, and was removed",
  FILE_NO_UPLOAD_DELETE: "what was written is not what was sent, and could not be removed",
};

export function explainGs(error: unknown, uri: string): StoreError {
  if (!(error instanceof Error)) return storeError("store/failed", uri, String(error));
  const code = fieldOf(error, "code");
  if (typeof code === "string" && isNetworkCode(code)) {
    return storeError("store/unreachable", uri, `the server cannot be reached (${code})`);
  }
  if (fieldOf(error, "type") === "request-timeout") {
    return storeError("store/unreachable", uri, "the server did not answer in time");
  }
  if (typeof code === "string" && code in CHANGED) return storeError("store/corrupt", uri, CHANGED[code] ?? "");
  const status = statusOf(error);
  if (status !== undefined) return explainStatus(status, error, uri);
  if (isOfCredentials(error)) {
    return storeError("store/no-credentials", uri, "no access token can be had with what this machine has");
  }
  // In the client's own words there may be a piece of a file with a key.
  return storeError("store/failed", uri, `the client could not do it: ${error.name}`);
}

function explainStatus(status: number, error: Error, uri: string): StoreError {
  const [code, reason] = BY_STATUS[status] ?? ["store/failed", `the server could not do it (${status})`];
  return storeError(code, uri, code === "store/not-found" ? reason : `${reason}: ${wordsOf(error)}`);
}

/** The HTTP status of Cloud Storage's own answer, where there was one. Half of the client calls it a code. */
export function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || isOfToken(error)) return undefined;
  const status = Number(fieldOf(error, "status") ?? fieldOf(error, "code"));
  return Number.isInteger(status) && status >= 100 && status < 600 ? status : undefined;
}

/** The answer to a question for an access token, whose 404 says nothing of an object. */
function isOfToken(error: Error): boolean {
  const config = fieldOf(error, "config");
  if (typeof config !== "object" || config === null) return false;
  const url = "url" in config ? String(config.url) : "";
  return !(URL.canParse(url) && new URL(url).pathname.startsWith("/upload/storage/"));
}

function isOfCredentials(error: Error): boolean {
  return isOfToken(error) || error.name === "SyntaxError" || /default credentials|access token/.test(error.message);
}

function fieldOf(error: Error, name: string): unknown {
  return Object.entries(error).find(([field]) => field === name)?.[1];
}

const MOST_WORDS = 300;

/** The server's own words, which may be a page. */
function wordsOf({ message }: Error): string {
  const words = message.replace(/\s+/g, " ").trim();
  return words.length > MOST_WORDS ? `${words.slice(0, MOST_WORDS)}…` : words;
}
