// Where on this machine things go.
import { createHash, randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { fileUri, type Store } from "@slipway/store";
import { makeWithThoseAbove } from "./output.js";

/** The user's folders for what may be lost and for what may not. https://specifications.freedesktop.org/basedir-spec/latest */
function userFolder(variable: "XDG_CACHE_HOME" | "XDG_STATE_HOME", usual: string): string {
  const given = process.env[variable];
  return join(given?.startsWith("/") ? given : join(homedir(), usual), "slipway");
}

/** Beside a folder's records; what belongs to a remote store stays here, each by itself. */
export function stateFolderOf(store: Store): string {
  const name = createHash("sha256").update(store.uri).digest("hex").slice(0, 16);
  return store.path?.(".slipway") ?? join(userFolder("XDG_STATE_HOME", ".local/state"), name);
}

/** What a run on this machine needs besides its store. */
export function machineFor(store: Store) {
  const cache = userFolder("XDG_CACHE_HOME", ".cache");
  const variables = Object.entries(process.env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]));
  return {
    env: Object.fromEntries(variables) as Readonly<Record<string, string>>,
    workingFolder: process.cwd(),
    stateFolder: stateFolderOf(store),
    cacheFolder: join(cache, "venvs"),
    id: idIn(cache),
    unique: () => randomBytes(6).toString("hex"),
  };
}

/** Made once, and kept as long as the folder is. Where it cannot be kept, every run is on a machine of its own. */
function idIn(folder: string): string {
  const file = join(folder, "machine");
  const kept = textOf(file);
  if (kept !== undefined) return kept;
  const made = randomBytes(16).toString("hex");
  const draft = `${file}-${made}`;
  try {
    makeWithThoseAbove(folder);
    writeFileSync(draft, made);
    // Of several who make it at once the first is heard, and nobody reads half of it.
    linkSync(draft, file);
  } catch {
    // Another was faster, or nothing can be written there.
  }
  rmSync(draft, { force: true });
  return textOf(file) ?? made;
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** Where runs go when nobody says where. */
export function usualStore(): string {
  return fileUri(resolve(".slipway"));
}

/** What a run makes in the user's folder is nothing for git. */
export function keepOutOfRepositories(): void {
  try {
    mkdirSync(".slipway", { recursive: true });
    writeFileSync(join(".slipway", ".gitignore"), "*\n", { flag: "wx" });
  } catch {
    // It is there already; and where nothing can be written, the first record says so.
  }
}

/** Of a run: its time comes first, so that names are in order. */
export function newRunId(now: number): string {
  const time = new Date(now).toISOString().slice(0, 19).replace(/[-:]/g, "").replace("T", "-");
  return `${time}-${randomBytes(3).toString("hex")}`;
}
