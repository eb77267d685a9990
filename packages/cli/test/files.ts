// Folders and pipelines for tests, and what a person sees of diagnostics.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";
import { example } from "./slipway.ts";

/** A new folder with files in it; gone when the tests of the file have ended. */
export function folderOf(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "slipway-cli-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** The IR of an example. */
export function textOf(name: string): string {
  return readFileSync(example(name), "utf8");
}

/** IR that is refused: it refers to components that are not there. */
export const WRONG = textOf("caching").replace("name: comp-", "name: com-");

/** Codes of the diagnostics that a person sees, in order. */
export function codesIn(err: string): readonly string[] {
  return [...err.matchAll(/^\S+ (?:error|warning) ([a-z]+\/[a-z-]+):/gm)].map(([, code = ""]) => code);
}
