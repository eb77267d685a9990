// The files below a folder of this machine. Links are followed as long as they stay inside of it.
import type { BigIntStats } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { DRAFT } from "./key.js";
import { codeOf } from "./system-error.js";

export type Found = {
  /** From the folder on, with "/" between its parts. */
  readonly path: string;
  /** Where it is on this machine. */
  readonly file: string;
} & ({ readonly kind: "file"; readonly stats: BigIntStats } | { readonly kind: "unfit"; readonly reason: string });

/** What a folder is walked in: itself, and the folders around it up to where the walk began, without links. */
type Place = { readonly path: string; readonly real: readonly string[] };

/** Each file once for every way that leads to it, and what is neither file nor folder with the reason. */
export async function* walk(folder: string): AsyncGenerator<Found> {
  yield* walkIn({ path: "", real: [await realpath(folder)] });
}

async function* walkIn(place: Place): AsyncGenerator<Found> {
  const [folder = ""] = place.real;
  const entries = (await readdir(folder, { withFileTypes: true }).catch(whereGone)) ?? [];
  for (const entry of entries) {
    if (entry.name.startsWith(DRAFT)) continue;
    const file = join(folder, entry.name);
    const path = place.path === "" ? entry.name : `${place.path}/${entry.name}`;
    if (entry.isDirectory()) yield* walkIn({ path, real: [file, ...place.real] });
    else if (entry.isSymbolicLink()) yield* follow({ path, file }, place);
    else yield* look({ path, file });
  }
}

type Name = { readonly path: string; readonly file: string };

async function* follow({ path, file }: Name, place: Place): AsyncGenerator<Found> {
  const target = await realpath(file).catch(whereGone);
  const root = place.real.at(-1) ?? "";
  if (target === undefined) yield { path, file, kind: "unfit", reason: "the link leads nowhere" };
  else if (!isInside(target, root)) yield { path, file, kind: "unfit", reason: "the link leads out of the folder" };
  else if (place.real.includes(target))
    yield { path, file, kind: "unfit", reason: "the link leads to a folder around it" };
  else if ((await stat(target)).isDirectory()) yield* walkIn({ path, real: [target, ...place.real] });
  else yield* look({ path, file: target });
}

async function* look({ path, file }: Name): AsyncGenerator<Found> {
  const stats = await stat(file, { bigint: true }).catch(whereGone);
  // What goes during the walk was not there.
  if (stats === undefined) return;
  if (stats.isFile()) yield { path, file, kind: "file", stats };
  else yield { path, file, kind: "unfit", reason: "it is neither a file nor a folder" };
}

function isInside(target: string, root: string): boolean {
  return target === root || target.startsWith(root === sep ? sep : `${root}${sep}`);
}

function whereGone(error: unknown): undefined {
  if (codeOf(error) !== "ENOENT" && codeOf(error) !== "ELOOP") throw error;
}
