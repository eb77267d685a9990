// slipway pin: digests for the tags of images, asked of their registries, kept in slipway.lock or written into the pipelines.
import { existsSync } from "node:fs";
import { imagesOf } from "@slipway/compiler";
import { type Diagnostic, type JsonObject, locate, type PipelineFile, parsePipeline } from "@slipway/ir";
import { type ImageMap, readImageName, scanPlaceholders } from "@slipway/pod";
import { backendOptions } from "./backend-options.js";
import { count } from "./check.js";
import { exitCodeOf } from "./exit-code.js";
import { readInput } from "./input.js";
import { isLockable, type Locked, lockFileBeside, ownImage, readLock } from "./lock.js";
import { diagnose } from "./messages.js";
import type { PinCommand } from "./pin-command.js";
import { type Kept, keepDigests } from "./pin-result.js";
import { type Asked, askDigests } from "./registry/ask.js";
import { reportDiagnostics, type Streams } from "./report.js";
import { settingsFileOf, settingsOf } from "./settings.js";

/** A pipeline that was read, and how it is written. */
export type Read = { readonly name: string; readonly text: string; readonly file: PipelineFile };

/** Gives the exit code: 0 all have digests, 1 some have none, or --check found a difference, 2 wrong use. */
export async function pin(command: PinCommand, streams: Streams): Promise<number> {
  const settings = settingsOf(command);
  reportDiagnostics(settings.ok ? settings.warnings : settings.diagnostics, streams, settings);
  if (!settings.ok) return 2;
  const lockFile = lockFileBeside(settingsFileOf(command));
  const lock = existsSync(lockFile) ? readLock(lockFile) : undefined;
  if (lock?.ok === false) {
    reportDiagnostics(lock.diagnostics, streams, lock);
    return 1;
  }
  const { files, diagnostics } = await readAll(command.files, streams);
  const problems = files.flatMap((read) => reportNames(read, streams));
  const wrong = [...diagnostics, ...problems];
  if (wrong.length > 0) return exitCodeOf(wrong) === 2 && problems.length === 0 ? 2 : 1;
  const { images, own } = placesOf(command, settings.value);
  const named = [...new Set([...own, ...files.flatMap(({ file }) => imagesOf(file).map(({ image }) => image))])];
  const wanted = named.filter(isLockable).sort();
  const locked = lock?.value ?? new Map<string, string>();
  const asked = command.offline
    ? fromLock(wanted, locked, lockFile)
    : await askDigests(wanted, { images, insecure: command.insecure, environment: process.env });
  const missing = reportUnpinned(asked, command, streams);
  const kept = missing ? undefined : keepDigests(command, { files, asked, locked, lockFile });
  reportDiagnostics(kept?.diagnostics ?? [], streams);
  if (kept?.ok === true) tell(kept, command, streams);
  return kept?.ok === true ? 0 : 1;
}

async function readAll(names: readonly string[], streams: Streams) {
  const files: Read[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const name of names) {
    const input = await readInput(name);
    const parsed = input.ok ? parsePipeline(input.value) : input;
    const text = input.ok ? input.value : "";
    reportDiagnostics(parsed.ok ? parsed.warnings : parsed.diagnostics, streams, { file: name, text });
    if (parsed.ok) files.push({ name, text, file: parsed.value });
    else diagnostics.push(...parsed.diagnostics);
  }
  return { files, diagnostics };
}

/** What is no name of an image is an error; what is known only in a run has no digest. */
function reportNames({ name, text, file }: Read, streams: Streams): readonly Diagnostic[] {
  const found = imagesOf(file).flatMap(({ image, path }) => {
    if (readImageName(image)) return [];
    const isLate = scanPlaceholders(image).some((part) => typeof part !== "string");
    return [diagnose(isLate ? "image-known-late" : "bad-image", path, { image })];
  });
  reportDiagnostics(locate(found, file.source), streams, { file: name, text });
  return found.filter(({ severity }) => severity === "error");
}

type Places = { readonly images: ImageMap; readonly own: readonly string[] };

/** Where a backend takes images from, and the image that it brings itself. */
function placesOf({ backend }: PinCommand, settings: JsonObject): Places {
  if (backend === undefined) return { images: {}, own: [] };
  const options = backendOptions(backend, settings, { extras: [] });
  const own = ownImage(backend, options);
  // The schema of settings has proved this shape.
  return { images: (options["images"] ?? {}) as ImageMap, own: own === undefined ? [] : [own] };
}

function fromLock(wanted: readonly string[], locked: Locked, lockFile: string): Asked {
  return new Map(
    wanted.map((image) => {
      const digest = locked.get(image);
      const reason = `--offline asks no registry, and ${lockFile} does not have it`;
      return [image, digest === undefined ? { kind: "failed", reason } : { kind: "found", digest }];
    }),
  );
}

/** Says of every image why it has no digest. */
function reportUnpinned(asked: Asked, { check, offline }: PinCommand, streams: Streams): boolean {
  const failed = [...asked].flatMap(([image, answer]) => (answer.kind === "failed" ? [{ image, ...answer }] : []));
  // Without a network the check is whether the lock has all images.
  const code = check && offline ? "lock-differs" : "unpinned";
  const words = failed.map(({ image, reason }) =>
    code === "unpinned"
      ? diagnose("unpinned", [], { image, reason })
      : diagnose("lock-differs", [], { image, difference: "is not in it" }),
  );
  reportDiagnostics(words, streams);
  return failed.length > 0;
}

function tell({ images, written }: Kept, { json, quiet }: PinCommand, streams: Streams): void {
  if (json) {
    streams.out(`${JSON.stringify({ ok: true, images, written }, null, 2)}\n`);
    return;
  }
  if (quiet) return;
  for (const { image, digest, was } of images) {
    const change = was === undefined ? " (new)" : was === digest ? "" : ` (was ${was})`;
    streams.err(`${image} is ${digest}${change}\n`);
  }
  const changed = images.filter(({ was, digest }) => was !== digest).length;
  const where = written.length === 0 ? "nothing written" : `written: ${written.join(", ")}`;
  streams.err(`${count(images.length, "image")}, ${changed} new or changed; ${where}\n`);
}
