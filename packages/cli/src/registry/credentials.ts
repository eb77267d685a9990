// Who one is to a registry: what `docker login` keeps. Nothing of it is ever shown.
// Source: https://docs.docker.com/reference/cli/docker/login, https://github.com/docker/docker-credential-helpers
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isJsonObject, type JsonObject, type JsonValue } from "@slipway/ir";
import { reasonOf } from "../input.js";

export type Credentials =
  | { readonly kind: "none" }
  | { readonly kind: "password"; readonly user: string; readonly password: string }
  /** Is exchanged for a token that holds for a while. */
  | { readonly kind: "identity"; readonly token: string }
  | { readonly kind: "failed"; readonly reason: string };

export type CredentialsOf = (registry: string) => Promise<Credentials>;

const NONE: Credentials = { kind: "none" };

/** Reads each registry's once. @param folder Docker's own, such as ~/.docker */
export function credentialsIn(folder: string): CredentialsOf {
  const known = new Map<string, Promise<Credentials>>();
  const config = readConfig(join(folder, "config.json"));
  return (registry) => {
    const asked = known.get(registry) ?? find(config, registry);
    known.set(registry, asked);
    return asked;
  };
}

type Config =
  | { readonly kind: "read"; readonly value: JsonObject }
  | { readonly kind: "failed"; readonly reason: string };

function readConfig(file: string): Config {
  try {
    const value: JsonValue = JSON.parse(readFileSync(file, "utf8"));
    return isJsonObject(value) ? { kind: "read", value } : { kind: "failed", reason: `${file} is no JSON object` };
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return { kind: "read", value: {} };
    // What JSON.parse says shows the text, which is secret.
    return { kind: "failed", reason: `${file}: ${error instanceof SyntaxError ? "it is no JSON" : reasonOf(error)}` };
  }
}

async function find(config: Config, registry: string): Promise<Credentials> {
  if (config.kind === "failed") return config;
  const { credHelpers, credsStore, auths } = config.value;
  const key = registry === "docker.io" ? "https://index.docker.io/v1/" : registry;
  const own = entryOf(credHelpers, registry);
  const helper = typeof own === "string" ? own : credsStore;
  if (typeof helper === "string" && helper !== "") {
    const told = await askHelper(helper, key);
    if (told.kind !== "none") return told;
  }
  const kept = entryOf(auths, registry);
  return isJsonObject(kept ?? null) ? readEntry(kept as JsonObject) : NONE;
}

/** Keys may be addresses: `https://index.docker.io/v1/`. */
function entryOf(named: JsonValue | undefined, registry: string): JsonValue | undefined {
  if (!isJsonObject(named ?? null)) return undefined;
  const hosts = registry === "docker.io" ? ["index.docker.io", "docker.io", "registry-1.docker.io"] : [registry];
  const entries = Object.entries(named as JsonObject);
  return entries.find(([key]) => hosts.includes(key.replace(/^https?:\/\//, "").replace(/\/.*$/, "")))?.[1];
}

function readEntry({ auth, username, password, identitytoken }: JsonObject): Credentials {
  if (typeof identitytoken === "string" && identitytoken !== "") return { kind: "identity", token: identitytoken };
  if (typeof auth === "string" && auth !== "") {
    const [, user, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(auth, "base64").toString("utf8")) ?? [];
    if (user === undefined || secret === undefined) return NONE;
    return { kind: "password", user, password: secret.replace(/\0+$/, "") };
  }
  const isGiven = typeof username === "string" && typeof password === "string";
  return isGiven ? { kind: "password", user: username, password } : NONE;
}

/** The header that tells them. */
export function basic({ user, password }: { readonly user: string; readonly password: string }): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
}

const HELPER_WITHIN = 30_000;

async function askHelper(helper: string, key: string): Promise<Credentials> {
  const program = `docker-credential-${helper}`;
  const failed: Credentials = { kind: "failed", reason: `${program}, which Docker's settings name, tells no password` };
  if (!/^[\w.-]+$/.test(helper)) return failed;
  const { code, out } = await runHelper(program, key);
  if (code === 0) return readAnswer(out) ?? failed;
  // The words of the protocol for a registry that nobody has logged in to.
  return /credentials not found/i.test(out) ? NONE : failed;
}

function readAnswer(out: string): Credentials | undefined {
  try {
    const { Username: user, Secret: secret } = JSON.parse(out) as JsonObject;
    if (typeof user !== "string" || typeof secret !== "string") return undefined;
    return user === "<token>" ? { kind: "identity", token: secret } : { kind: "password", user, password: secret };
  } catch {
    return undefined;
  }
}

function runHelper(program: string, key: string): Promise<{ readonly code: number | null; readonly out: string }> {
  return new Promise((resolve) => {
    // Not spawn's own timeout, which is waited for where there is no such program.
    const signal = AbortSignal.timeout(HELPER_WITHIN);
    const child = spawn(program, ["get"], { stdio: ["pipe", "pipe", "ignore"], signal });
    let out = "";
    child.stdout.setEncoding("utf8");
    child.stdout.on("data", (text) => {
      out += text;
    });
    child.on("error", () => resolve({ code: null, out: "" }));
    child.on("close", (code) => resolve({ code, out }));
    child.stdin.on("error", () => undefined);
    child.stdin.end(key);
  });
}
