// What becomes of digests that were found: a lock that is written or compared, or pipelines that hold them.
import { readFileSync } from "node:fs";
import type { Diagnostic } from "@slipway/ir";
import { editImages } from "./edit-images.js";
import { type Locked, pinned, printLock } from "./lock.js";
import { diagnose } from "./messages.js";
import { writeOutput } from "./output.js";
import type { Read } from "./pin.js";
import type { PinCommand } from "./pin-command.js";
import type { Asked } from "./registry/ask.js";

export type Kept = {
  readonly ok: boolean;
  readonly images: readonly { readonly image: string; readonly digest: string; readonly was?: string }[];
  /** Files that are other than they were. */
  readonly written: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
};

export type Pinned = {
  readonly files: readonly Read[];
  readonly asked: Asked;
  readonly locked: Locked;
  readonly lockFile: string;
};

/** Writes nothing where something is wrong. */
export function keepDigests(command: PinCommand, { files, asked, locked, lockFile }: Pinned): Kept {
  const found = new Map([...asked].flatMap(([image, one]) => (one.kind === "found" ? [[image, one.digest]] : [])));
  const images = [...found].map(([image, digest]) => {
    const was = locked.get(image);
    return { image, digest, ...(was !== undefined && { was }) };
  });
  if (command.write) return { images, ...writeInto(files, found) };
  const others = command.prune ? [] : [...locked].filter(([image]) => !found.has(image));
  const wanted = new Map([...found, ...others]);
  if (command.check) return { images, ...differences(wanted, locked) };
  if (found.size === 0 && locked.size === 0) return { ok: true, images, written: [], diagnostics: [] };
  return { images, ...writeLock(lockFile, printLock(wanted)) };
}

type Done = Omit<Kept, "images">;

function differences(wanted: Locked, locked: Locked): Done {
  const missing = [...wanted].flatMap(([image, digest]) => {
    const was = locked.get(image);
    if (was === digest) return [];
    const difference = was === undefined ? "is not in it" : `is ${digest} in its registry, and ${was} in the lock`;
    return [diagnose("lock-differs", [], { image, difference })];
  });
  const unused = [...locked.keys()]
    .filter((image) => !wanted.has(image))
    .map((image) =>
      diagnose("lock-differs", [], { image, difference: "is in it, and no pipeline of this call names it" }),
    );
  const diagnostics = [...missing, ...unused];
  return { ok: diagnostics.length === 0, written: [], diagnostics };
}

function writeLock(file: string, text: string): Done {
  if (textOf(file) === text) return { ok: true, written: [], diagnostics: [] };
  const diagnostics = writeOutput(file, text);
  return { ok: diagnostics.length === 0, written: diagnostics.length === 0 ? [file] : [], diagnostics };
}

/** All of them are made before the first is written. */
function writeInto(files: readonly Read[], digests: Locked): Done {
  const made = files.map(({ name, text: plain, file }) => {
    const text = textOf(name) ?? "";
    const edited = editImages(text, file, (image) => pinned(image, digests));
    return { name, text, isPlain: text.replace(/^\ufeff/, "") === plain, edited };
  });
  const problems = made.flatMap(({ name, isPlain, edited }) => [
    ...(isPlain ? [] : [cannot(name, "it is packed")]),
    ...(isPlain && edited.kind === "unclear"
      ? [cannot(name, `${edited.images.join(", ")} is written there in another way`)]
      : []),
  ]);
  if (problems.length > 0) return { ok: false, written: [], diagnostics: problems };
  const changed = made.flatMap(({ name, text, edited }) =>
    edited.kind === "edited" && edited.text !== text ? [{ name, text: edited.text }] : [],
  );
  const diagnostics = changed.flatMap(({ name, text }) => writeOutput(name, text));
  return { ok: diagnostics.length === 0, written: changed.map(({ name }) => name), diagnostics };
}

function cannot(file: string, reason: string): Diagnostic {
  return diagnose("not-rewritten", [], { file, reason });
}

/** With its mark for the order of bytes, if it has one: it is part of what is written again. */
function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
