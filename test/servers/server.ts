// Real servers for tests of stores: started on a free port with a folder of their own, stopped when the file's tests end.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";

export type Server = {
  readonly endpoint: string;
  /** What it is: minio, moto_server or fake-gcs-server. */
  readonly program: string;
};

const script = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Who one is to S3. The environment is that of one test file: its SDK finds these, and nothing of the machine's own. */
export const CREDENTIALS = { AWS_ACCESS_KEY_ID: "slipway-test", AWS_SECRET_ACCESS_KEY: "slipway-test-secret" };
export const NO_CREDENTIALS = {
  AWS_CONFIG_FILE: "/dev/null",
  AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
};

/** Where a program of install.sh is. Undefined, with a word about it, where it can neither be found nor compiled. */
export async function findProgram(name: string): Promise<string | undefined> {
  const installed = await run(["bash", script("install.sh"), name]);
  if (installed === undefined)
    console.warn(`skipped: ${name} can neither be found nor compiled, see test/servers/install.sh`);
  return installed;
}

/** Undefined where there is no such server here. @param env what it is told besides */
export async function startServer(
  name: "minio" | "fake-gcs-server" | "registry",
  env: Readonly<Record<string, string>> = {},
): Promise<Server | undefined> {
  const installed = await findProgram(name);
  if (installed === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), `slipway-${name}-`));
  const port = await freePort();
  const child = spawn("bash", [script("start.sh"), name, folder, String(port)], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, ...env },
  });
  afterAll(async () => {
    child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });
  const endpoint = `http://127.0.0.1:${port}`;
  while (!(await answers(endpoint))) {
    if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode}`);
    await sleep(100);
  }
  return { endpoint, program: basename(installed) };
}

/** What a program prints; undefined where it fails. */
function run([program = "", ...words]: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(program, words, { stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    child.on("close", (code) => resolve(code === 0 ? output.trim() : undefined));
  });
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

async function answers(endpoint: string): Promise<boolean> {
  return await fetch(endpoint).then(
    ({ status }) => status < 500,
    () => false,
  );
}
