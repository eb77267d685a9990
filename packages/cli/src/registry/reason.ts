// Why a registry gave no digest, in words that say what to do, and hold nothing of what was sent.

export type Failed = {
  readonly kind: "failed";
  readonly reason: string;
  /** Whether another try may help. */
  readonly mayPass: boolean;
};

export function failed(reason: string): Failed {
  return { kind: "failed", reason, mayPass: false };
}

/** @param isLoggedIn whether credentials were sent */
export function reasonOfStatus(status: number, registry: string, isLoggedIn: boolean): string {
  if (status === 401 || status === 403) {
    return isLoggedIn
      ? `${registry} does not let these credentials read it; docker login ${registry} renews them`
      : `${registry} lets nobody read it who is not logged in: docker login ${registry}`;
  }
  if (status === 404) return `${registry} has no such repository, or no such tag`;
  if (status === 429) return `${registry} takes no more requests for now; docker login ${registry} may raise the limit`;
  return `${registry} answers with ${status}`;
}

/** Of a request without an answer. */
export function reasonOfRequest(error: unknown, registry: string, within: number): Failed {
  if (error instanceof Error && error.name === "TimeoutError") {
    return failed(`${registry} does not answer within ${within / 1000} seconds`);
  }
  const code = codeOf(error);
  return { kind: "failed", reason: `${registry} ${reasonOfCode(code, registry)}`, mayPass: PASSING.includes(code) };
}

/** A connection that was there, and broke. */
const PASSING = ["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"];

function reasonOfCode(code: string, registry: string): string {
  const known = REASONS[code];
  if (known !== undefined) return known;
  if (/CERT|SIGNATURE|ISSUER/.test(code)) {
    return "has a certificate that is not trusted here; NODE_EXTRA_CA_CERTS names a file of those that are";
  }
  return /SSL|TLS|EPROTO/.test(code)
    ? `speaks no TLS; --insecure ${registry} asks it without`
    : `cannot be reached${code === "" ? "" : ` (${code})`}`;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: "is not the name of a host, or there is no network",
  EAI_AGAIN: "cannot be looked up: there is no network",
  ECONNREFUSED: "refuses to be connected to",
  ENETUNREACH: "cannot be reached: there is no network",
  EHOSTUNREACH: "cannot be reached: there is no network",
};

/** What the system says lies below what fetch says, and below that one for each address that was tried. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  if ("code" in error && typeof error.code === "string") return error.code;
  const [first] = error instanceof AggregateError ? error.errors : [];
  return codeOf(error.cause ?? first);
}
