// Where a suite runs: a store that is new for each test, and processes that open the same one.
import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { openStore, type Store, type StoreOptions } from "@slipway/store";

/** A bucket or a folder; known when its server has started. */
export type Where = { readonly uri: string; readonly options: StoreOptions };

export type Fresh = { readonly store: Store; readonly where: Where };

/** A store in a place that nobody has used. */
export async function fresh({ uri, options }: Where): Promise<Fresh> {
  const where = { uri: `${uri}/${randomUUID()}`, options };
  return { store: await openStore(where.uri, where.options), where };
}

const script = fileURLToPath(new URL("race.mjs", import.meta.url));

export type Race = { readonly child: ChildProcess; readonly output: Promise<string> };

/** Starts test/race.mjs; its output comes when it has ended, in whatever way. */
export function race(what: string, where: Where, ...rest: readonly string[]): Race {
  const child = spawn(process.execPath, [script, what, JSON.stringify(where), ...rest], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const output = new Promise<string>((resolve) => {
    let text = "";
    child.stdout?.on("data", (chunk) => {
      text += chunk;
    });
    child.on("close", () => resolve(text));
  });
  return { child, output };
}

export const bytesOf = (text: string) => new TextEncoder().encode(text);

export async function textOf(store: Store, key: string): Promise<string | undefined> {
  const stored = await store.get(key);
  return stored && new TextDecoder().decode(stored.bytes);
}

export async function collect<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

export async function keysIn(store: Store, folder = ""): Promise<readonly string[]> {
  return (await collect(store.list(folder))).map(({ key }) => key).sort();
}
