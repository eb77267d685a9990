// Real registries of images for tests: open to all, with passwords, or with tokens from one who gives them out; and images in them.
import { createHash, createSign, generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { freePort, startServer } from "./server.ts";

export const USER = "slipway-test";
export const PASSWORD = "slipway-test-secret";
/** What a registry gives who has logged in with a browser. */
export const IDENTITY = "slipway-test-identity";

export type Registry = {
  /** Host and port, as names of images begin with. */
  readonly host: string;
  /** What lets one write and read. */
  readonly headers: (repository: string) => Promise<Readonly<Record<string, string>>>;
};

const basic = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString("base64")}`;

/** One file of a test; gone with it. */
function fileOf(name: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "slipway-registry-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

export async function startRegistry(kind: "open" | "password" | "token"): Promise<Registry | undefined> {
  if (kind === "token") return startWithTokens();
  const passwords = () => ({
    REGISTRY_AUTH: "htpasswd",
    REGISTRY_AUTH_HTPASSWD_REALM: "test",
    // bcrypt of the password.
    REGISTRY_AUTH_HTPASSWD_PATH: fileOf(
      "htpasswd",
      `${USER}:$2y$05$slipwayslipwayslipwayuZZuOIQ.6CzbxKoQwMbaCiCf//ZS5G1W\n`,
    ),
  });
  const server = await startServer("registry", kind === "password" ? passwords() : {});
  if (!server) return undefined;
  const headers = async () => (kind === "password" ? { authorization: basic } : {});
  return { host: new URL(server.endpoint).host, headers };
}

/** Who gives out tokens is told of it first: the registry trusts its key. */
async function startWithTokens(): Promise<Registry | undefined> {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const keys = { keys: [{ ...publicKey.export({ format: "jwk" }), kid: "test", use: "sig", alg: "RS256" }] };
  const port = await freePort();
  const sign = (repository: string, actions: readonly string[]) => {
    const now = Math.floor(Date.now() / 1000);
    const access = [{ type: "repository", name: repository, actions }];
    const claims = { iss: "test", aud: "test", sub: USER, nbf: now - 5, iat: now - 5, exp: now + 60, access };
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const text = `${part({ typ: "JWT", alg: "RS256", kid: "test" })}.${part(claims)}`;
    return `${text}.${createSign("RSA-SHA256").update(text).sign(privateKey, "base64url")}`;
  };
  const tokens = createServer(async (request, response) => {
    const { asked, isKnown } = await readRequest(request);
    const [, repository = "", actions = ""] = (asked.get("scope") ?? "").split(":");
    // Whoever is not known may read what is public.
    const isAllowed = isKnown || repository.startsWith("public/");
    const token = sign(repository, isAllowed ? actions.split(",").filter((one) => isKnown || one === "pull") : []);
    response.setHeader("content-type", "application/json").end(JSON.stringify({ token }));
  }).listen(port, "127.0.0.1");
  afterAll(() => new Promise((resolve) => tokens.close(resolve)));
  const server = await startServer("registry", {
    REGISTRY_AUTH: "token",
    REGISTRY_AUTH_TOKEN_REALM: `http://127.0.0.1:${port}/token`,
    REGISTRY_AUTH_TOKEN_SERVICE: "test",
    REGISTRY_AUTH_TOKEN_ISSUER: "test",
    REGISTRY_AUTH_TOKEN_JWKS: fileOf("keys.json", JSON.stringify(keys)),
  });
  if (!server) return undefined;
  const headers = async (repository: string) => ({ authorization: `Bearer ${sign(repository, ["pull", "push"])}` });
  return { host: new URL(server.endpoint).host, headers };
}

async function readRequest(request: IncomingMessage) {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = new URLSearchParams(Buffer.concat(chunks).toString("utf8"));
  const isPost = request.method === "POST";
  const asked = isPost ? body : new URL(request.url ?? "/", "http://localhost").searchParams;
  const isKnown = isPost ? body.get("refresh_token") === IDENTITY : request.headers.authorization === basic;
  return { asked, isKnown };
}

const digestOf = (bytes: string) => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

/** Puts an image for two platforms under a tag; what differs from another is its label. @returns the digest of the whole, and of its parts */
export async function pushImage(registry: Registry, repository: string, tag: string, label = tag) {
  const parts = await Promise.all(
    ["amd64", "arm64"].map((platform) => pushPart(registry, repository, platform, label)),
  );
  const index = JSON.stringify({
    schemaVersion: 2,
    mediaType: "application/vnd.oci.image.index.v1+json",
    manifests: parts,
  });
  await put(registry, repository, `manifests/${tag}`, index, "application/vnd.oci.image.index.v1+json");
  return { digest: digestOf(index), parts: parts.map(({ digest }) => digest) };
}

async function pushPart(registry: Registry, repository: string, architecture: string, label: string) {
  const config = JSON.stringify({
    architecture,
    os: "linux",
    config: { Labels: { label } },
    rootfs: { type: "layers", diff_ids: [] },
  });
  const blob = { mediaType: "application/vnd.oci.image.config.v1+json", digest: digestOf(config), size: config.length };
  const headers = await registry.headers(repository);
  const begun = await fetch(`http://${registry.host}/v2/${repository}/blobs/uploads/`, { method: "POST", headers });
  const place = new URL(begun.headers.get("location") ?? "", `http://${registry.host}`);
  place.searchParams.set("digest", blob.digest);
  const sent = await fetch(place, { method: "PUT", headers, body: config });
  if (!sent.ok) throw new Error(`${repository}: a blob is answered with ${sent.status}: ${await sent.text()}`);
  const mediaType = "application/vnd.oci.image.manifest.v1+json";
  const manifest = JSON.stringify({ schemaVersion: 2, mediaType, config: blob, layers: [] });
  await put(registry, repository, `manifests/${digestOf(manifest)}`, manifest, mediaType);
  return { mediaType, digest: digestOf(manifest), size: manifest.length, platform: { architecture, os: "linux" } };
}

async function put(registry: Registry, repository: string, path: string, body: string, type: string): Promise<void> {
  const headers = { ...(await registry.headers(repository)), "content-type": type };
  const answer = await fetch(`http://${registry.host}/v2/${repository}/${path}`, { method: "PUT", headers, body });
  if (!answer.ok) throw new Error(`${repository}: ${path} is answered with ${answer.status}: ${await answer.text()}`);
}
