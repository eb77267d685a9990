// Runs the real program as a child process.
import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const PROGRAM = fileURLToPath(new URL("../bin/slipway.cjs", import.meta.url));

export type Run = { readonly code: number | null; readonly out: string; readonly err: string };

export type RunOptions = {
  readonly input?: string | Uint8Array;
  readonly folder?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** When Ctrl-C is pressed. */
  readonly interruptWhen?: Promise<unknown>;
};

/** Started in an empty folder unless said otherwise, so that no slipway.yaml above counts. */
export function slipway(
  words: readonly string[],
  { input, folder = emptyFolder(), env, interruptWhen }: RunOptions = {},
): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, ...words], {
      cwd: folder,
      env: { PATH: process.env["PATH"], ...env },
    });
    interruptWhen?.then(() => child.kill("SIGINT"));
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on("data", (chunk) => out.push(chunk));
    child.stderr.on("data", (chunk) => err.push(chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      resolve({ code, out: Buffer.concat(out).toString("utf8"), err: Buffer.concat(err).toString("utf8") });
    });
    // The program may refuse an input before it has read all of it.
    child.stdin.on("error", () => undefined);
    child.stdin.end(input ?? "");
  });
}

export function emptyFolder(): string {
  return mkdtempSync(join(tmpdir(), "slipway-cli-"));
}

export function example(name: string): string {
  return fileURLToPath(new URL(`../../../examples/${name}/pipeline.yaml`, import.meta.url));
}
