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

export function explainGs(error: unknown, uri: string): StoreError {
  if (!(error instanceof Error)) return storeError("store/failed", uri, String(error));
  const status = statusOf(error);
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (isNetworkCode(code)) return storeError("store/unreachable", uri, `the server cannot be reached (${code})`);
  if (typeOf(error) === "request-timeout") {
    return storeError("store/unreachable", uri, "the server did not answer in time");
  }
  if (/Could not load the default credentials/.test(error.message)) {
    return storeError("store/no-credentials", uri, "no credentials were found in the environment or on this machine");
  }
  if (status === undefined) return storeError("store/failed", uri, `the client could not do it: ${error.name}`);
  const [problem, reason] = BY_STATUS[status] ?? ["store/failed", `the server could not do it (${status})`];
  return storeError(problem, uri, problem === "store/not-found" ? reason : `${reason}: ${wordsOf(error)}`);
}

/** The HTTP status of the answer, where there was one: half of the client calls it a code. */
export function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = "status" in error ? error.status : "code" in error ? error.code : undefined;
  const status = Number(code);
  return Number.isInteger(status) && status >= 100 && status < 600 ? status : undefined;
}

function typeOf(error: Error): unknown {
  return "type" in error ? error.type : undefined;
}

const MOST_WORDS = 300;

/** The server's own words, which may be a page. */
function wordsOf({ message }: Error): string {
  const words = message.replace(/\s+/g, " ").trim();
  return words.length > MOST_WORDS ? `${words.slice(0, MOST_WORDS)}…` : words;
}
