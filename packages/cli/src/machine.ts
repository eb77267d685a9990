// Where on this machine things go.
import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import type { Store } from "@slipway/store";

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
  const variables = Object.entries(process.env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]));
  return {
    env: Object.fromEntries(variables) as Readonly<Record<string, string>>,
    workingFolder: process.cwd(),
    stateFolder: stateFolderOf(store),
    cacheFolder: join(userFolder("XDG_CACHE_HOME", ".cache"), "venvs"),
    unique: () => randomBytes(6).toString("hex"),
  };
}

/** Where runs go when nobody says where. */
export function usualStore(): string {
  return `file://${resolve(".slipway")}`;
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
