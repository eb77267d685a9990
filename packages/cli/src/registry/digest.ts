// Asks a registry for the digest of a tag: one request, and one more for a token where it wants one.
// Of an image for several platforms it is the digest of the index, which holds for all of them.
// Source: https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests
import { createHash } from "node:crypto";
import type { ImageName } from "@slipway/pod";
import { readChallenge } from "./challenge.js";
import { basic, type Credentials, type CredentialsOf } from "./credentials.js";
import { type Failed, failed, reasonOfRequest, reasonOfStatus } from "./reason.js";
import { fetchToken } from "./token.js";

export type Answer = { readonly kind: "found"; readonly digest: string } | Failed;

export type Asking = {
  readonly credentialsOf: CredentialsOf;
  /** Registries, with their ports, that are asked without TLS. Those of this machine are anyway. */
  readonly insecure: readonly string[];
  /** Milliseconds for each answer. */
  readonly within: number;
  /** Milliseconds before another try. */
  readonly waits: readonly number[];
};

const MANIFESTS = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");

/** Tries again where that may help. */
export async function digestOf(image: ImageName, asking: Asking): Promise<Answer> {
  const [wait, ...waits] = asking.waits;
  const answer = await ask(image, asking);
  if (answer.kind === "found" || !answer.mayPass || wait === undefined) return answer;
  await new Promise((resolve) => setTimeout(resolve, wait));
  return digestOf(image, { ...asking, waits });
}

async function ask(image: ImageName, asking: Asking): Promise<Answer> {
  const { registry, repository, tag = "latest" } = image;
  const url = `${baseOf(registry, asking.insecure)}/v2/${repository}/manifests/${tag}`;
  try {
    const first = await request(url, { method: "HEAD", within: asking.within });
    if (first.status !== 401) return await read(first, { url, image, within: asking.within });
    const credentials = await asking.credentialsOf(registry);
    if (credentials.kind === "failed") return { ...credentials, mayPass: false };
    const allowed = await authorize(first, { image, credentials, within: asking.within });
    if (typeof allowed !== "string") return allowed;
    const second = await request(url, { method: "HEAD", within: asking.within, authorization: allowed });
    return await read(second, { url, image, within: asking.within, authorization: allowed });
  } catch (error) {
    return reasonOfRequest(error, registry, asking.within);
  }
}

/** Docker Hub's registry has another name than its images. */
function baseOf(registry: string, insecure: readonly string[]): string {
  const host = registry === "docker.io" ? "registry-1.docker.io" : registry;
  const isLocal = /^(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?$/.test(host);
  return `${isLocal || insecure.includes(registry) ? "http" : "https"}://${host}`;
}

type Request = { readonly method: "HEAD" | "GET"; readonly within: number; readonly authorization?: string };

function request(url: string, { method, within, authorization }: Request): Promise<Response> {
  const headers = { accept: MANIFESTS, ...(authorization !== undefined && { authorization }) };
  return fetch(url, { method, headers, signal: AbortSignal.timeout(within) });
}

type Told = { readonly image: ImageName; readonly credentials: Credentials; readonly within: number };

/** The header that lets one in, or why there is none. */
async function authorize(refused: Response, { image, credentials, within }: Told): Promise<string | Failed> {
  const challenge = readChallenge(refused.headers.get("www-authenticate") ?? "");
  if (!challenge) return failed("the registry asks for a way to log in that is not known here");
  if (challenge.kind === "basic") {
    if (credentials.kind === "password") return basic(credentials);
    return failed(reasonOfStatus(401, image.registry, false));
  }
  const token = await fetchToken(challenge, { image, credentials, within, isSecure: refused.url.startsWith("https:") });
  return token.kind === "token" ? `Bearer ${token.token}` : token;
}

type Reading = {
  readonly url: string;
  readonly image: ImageName;
  readonly within: number;
  readonly authorization?: string;
};

const DIGEST = /^sha256:[0-9a-f]{64}$/;

async function read(response: Response, { url, image, within, authorization }: Reading): Promise<Answer> {
  const { status, ok, headers } = response;
  const digest = headers.get("docker-content-digest") ?? "";
  if (ok && DIGEST.test(digest)) return { kind: "found", digest };
  // A registry may leave the digest out, or take no HEAD: then it is that of what it sends.
  if (ok || status === 405) {
    const whole = await request(url, { method: "GET", within, ...(authorization !== undefined && { authorization }) });
    const bytes = Buffer.from(await whole.arrayBuffer());
    if (whole.ok) return { kind: "found", digest: `sha256:${createHash("sha256").update(bytes).digest("hex")}` };
    return failed(reasonOfStatus(whole.status, image.registry, authorization !== undefined));
  }
  const reason = reasonOfStatus(status, image.registry, authorization !== undefined);
  return { kind: "failed", reason, mayPass: status === 429 || status >= 500 };
}
