// The store that a call is about, and the way to the stores of whatever an artifact's uri names.
import { existsSync, statSync } from "node:fs";
import { isAbsolute, relative, resolve } from "node:path";
import { failed, type JsonObject, type Result } from "@slipway/ir";
import type { Problem } from "@slipway/runs";
import { fileUri, isStoreError, openStore, type Store, type StoreOptions, splitUri } from "@slipway/store";
import { type KnownAbandoned, knownAbandoned } from "./abandoned.js";
import { reasonOf } from "./input.js";
import { usualStore } from "./machine.js";
import { diagnose } from "./messages.js";
import { reportDiagnostics, type Streams } from "./report.js";
import { settingsOf } from "./settings.js";
import type { StoreCall } from "./store-command.js";

export type OpenStore = { readonly store: Store; readonly open: (uri: string) => Promise<Store> };

export async function openStoreAt(uri: string, settings: JsonObject): Promise<Result<OpenStore>> {
  // The schema has proved this shape.
  const { endpoint, region, pathStyle } = (settings["store"] ?? {}) as StoreOptions;
  const options = {
    ...(endpoint !== undefined && { endpoint }),
    ...(region !== undefined && { region }),
    ...(pathStyle !== undefined && { pathStyle }),
  };
  try {
    const store = await openStore(uri, options);
    const others = new Map<string, Promise<Store>>();
    const open = (other: string): Promise<Store> => {
      const { root } = splitUri(other);
      // Other buckets of the same kind are taken to be on the same server.
      const isAlike = kindOf(root) === kindOf(uri);
      const found = others.get(root) ?? openStore(root, isAlike ? options : {});
      others.set(root, found);
      return found;
    };
    return { ok: true, value: { store, open }, warnings: [] };
  } catch (error) {
    if (!isStoreError(error)) throw error;
    return failed([diagnose("no-store", [], { reason: error.message })]);
  }
}

/** `minio://` is S3 by another name. */
function kindOf(uri: string): string {
  return /^(?:s3|minio):/.test(uri) ? "s3" : uri.slice(0, uri.indexOf(":"));
}

/** Address of the store that settings name; else the folder of this one. */
export function storeUri(named: string | undefined, settings: JsonObject): string {
  // The schema has proved this shape.
  const { uri } = (settings["store"] ?? {}) as { readonly uri?: string };
  const place = named ?? uri ?? usualStore();
  // What has no scheme is a path from this folder.
  return /^[A-Za-z][A-Za-z0-9+.-]*:/.test(place) ? place : fileUri(resolve(place));
}

/** What a command about a store works with. */
export type Session = OpenStore & KnownAbandoned & { readonly settings: JsonObject; readonly streams: Streams };

/**
 * Opens the store that a call names, or its settings, and lets a command work with it. What goes wrong with the store is
 * told.
 *
 * @returns the exit code: the command's, 2 when the address cannot be that of a store, 1 when the store is not to be had
 */
export async function withStore(
  call: StoreCall,
  streams: Streams,
  work: (session: Session) => Promise<number>,
): Promise<number> {
  const settings = settingsOf(call);
  if (!settings.ok) {
    reportDiagnostics(settings.diagnostics, streams, settings);
    return 2;
  }
  const place = storeUri(call.store, settings.value);
  const opened = await openStoreAt(place, settings.value);
  if (!opened.ok) {
    reportDiagnostics(opened.diagnostics, streams);
    return 2;
  }
  const reason = whyNoFolder(opened.value.store, place !== usualStore());
  if (reason !== undefined) {
    reportDiagnostics([diagnose("no-store", [], { reason })], streams);
    return 1;
  }
  return orTell(streams, async () => {
    const abandoned = await knownAbandoned(opened.value.store);
    return work({ ...opened.value, ...abandoned, settings: settings.value, streams });
  });
}

/** A folder that is not there has no runs, but who names one means another. */
function whyNoFolder(store: Store, isNamed: boolean): string | undefined {
  const folder = store.path?.("");
  if (folder === undefined) return undefined;
  try {
    const found = statSync(folder, { throwIfNoEntry: false });
    if (!found) return isNamed ? `there is no folder ${nameOf(store)}; the first run makes it` : undefined;
    return found.isDirectory() ? undefined : `${nameOf(store)} is no folder`;
  } catch (error) {
    return `${nameOf(store)}: ${reasonOf(error)}`;
  }
}

/** Gives the exit code of what is done with a store, 1 when that fails us, which is told. */
export async function orTell(streams: Streams, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!isStoreError(error)) throw error;
    reportDiagnostics([diagnose("no-store", [], { reason: error.message })], streams);
    return 1;
  }
}

/** Of a folder below this one its path, of any other store its address. */
export function nameOf({ uri, path }: Store): string {
  const folder = path && relative(".", path(""));
  return folder === undefined || folder.startsWith("..") || isAbsolute(folder) ? uri : folder || ".";
}

/** Said of the usual store, which only a run makes. */
export function orNoFolder(store: Store): string {
  const folder = store.path?.("");
  return folder === undefined || existsSync(folder) ? "" : ", which is not in this folder yet; --store names another";
}

/** Things in a store that cannot be used are told, and done without. */
export function tellProblems(problems: readonly Problem[], streams: Streams): void {
  const told = problems
    .slice(0, MOST_PROBLEMS)
    .map(({ key, message: reason }) => diagnose("damaged", [], { key, reason }));
  reportDiagnostics(told, streams);
  const rest = problems.length - told.length;
  if (rest > 0) streams.err(`slipway: and ${rest} more like these\n`);
}

const MOST_PROBLEMS = 20;
