// slipway.lock: which digest stands for each image. `slipway pin` writes it, and what makes manifests or runs reads it.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { imagesOf, withImages } from "@slipway/compiler";
import { compareText, type Diagnostic, isJsonObject, type JsonObject, locate, type PipelineFile } from "@slipway/ir";
import { RUNTIME_IMAGE, readImageName } from "@slipway/pod";
import { readMapping, type Sourced, sourceOf } from "./mapping.js";
import { diagnose } from "./messages.js";
import { type SettingsCall, settingsFileOf } from "./settings.js";

/** Digests by the names that pipelines and settings write: `python:3.11` → `sha256:…`. */
export type Locked = ReadonlyMap<string, string>;

export type Lock = { readonly file: string; readonly images: Locked; readonly isFrozen: boolean };

/** Beside the settings that count, or else here. */
export function lockFileBeside(settings: string | undefined): string {
  return settings === undefined ? "slipway.lock" : join(dirname(settings), "slipway.lock");
}

/** What a call goes by: nothing where there is no lock, and none is asked for. */
export function findLock(call: SettingsCall, isFrozen: boolean): Sourced<Lock | undefined> {
  const file = lockFileBeside(settingsFileOf(call));
  if (!existsSync(file)) {
    return isFrozen
      ? { ok: false, diagnostics: [diagnose("no-lock", [], { lock: file })] }
      : { ok: true, value: undefined, warnings: [] };
  }
  const read = readLock(file);
  return read.ok ? { ...read, value: { file, images: read.value, isFrozen } } : read;
}

export function readLock(file: string): Sourced<Locked> {
  const read = readMapping(file, (found) => diagnose("bad-lock", [], { problem: `it is ${found}` }));
  if (!read.ok) return read;
  const diagnostics = problemsOf(read.value);
  if (diagnostics.length > 0) {
    return { ...read, ok: false, diagnostics: locate(diagnostics, sourceOf(read.text ?? "")) };
  }
  return { ...read, value: new Map(Object.entries(read.value["images"] as Readonly<Record<string, string>>)) };
}

const DIGEST = /^sha256:[0-9a-f]{64}$/;

function problemsOf({ version, images }: JsonObject): readonly Diagnostic[] {
  if (version !== 1) return [diagnose("bad-lock", ["version"], { problem: "version is not 1" })];
  if (!isJsonObject(images ?? null)) return [diagnose("bad-lock", ["images"], { problem: "images is no mapping" })];
  return Object.entries(images as JsonObject).flatMap(([image, digest]) =>
    typeof digest === "string" && DIGEST.test(digest)
      ? []
      : [diagnose("bad-lock", ["images", image], { problem: `what stands for "${image}" is no digest` })],
  );
}

/** Sorted, so that a difference shows what has changed and nothing else. */
export function printLock(images: Locked): string {
  const lines = [...images]
    .sort(([one], [other]) => compareText(one, other))
    .map(([image, digest]) => `  ${JSON.stringify(image)}: ${digest}\n`);
  const list = lines.length === 0 ? "images: {}\n" : `images:\n${lines.join("")}`;
  return `# Made by slipway pin. Digests of images, by the names that pipelines write.\nversion: 1\n${list}`;
}

/** What a name needs a digest for: it is a constant, and has none. */
export function isLockable(image: string): boolean {
  const name = readImageName(image);
  return name !== undefined && name.digest === undefined;
}

export function pinned(image: string, images: Locked): string {
  const digest = isLockable(image) ? images.get(image) : undefined;
  return digest === undefined ? image : `${image}@${digest}`;
}

export type Applied = { readonly file: PipelineFile; readonly diagnostics: readonly Diagnostic[] };

/** The pipeline with the lock's digests in place; an image that the lock leaves out is a warning, or an error when it is frozen. */
export function applyLock(file: PipelineFile, lock: Lock | undefined): Applied {
  if (!lock) return { file, diagnostics: [] };
  const left = imagesOf(file).filter(({ image }) => isLeftOut(image, lock));
  const first = left.filter(({ image }, index) => left.findIndex((one) => one.image === image) === index);
  const diagnostics = first.map(({ image, path }) => notLocked(image, path, lock));
  return {
    file: withImages(file, (image) => pinned(image, lock.images)),
    diagnostics: locate(diagnostics, file.source),
  };
}

/** What is known only in a run is in no lock: a frozen one does not take that either. */
function isLeftOut(image: string, { images, isFrozen }: Lock): boolean {
  return isLockable(image) ? !images.has(image) : isFrozen && readImageName(image) === undefined;
}

/** The image of a backend's own containers, where its options name it or not: that of Kubeflow is its own affair. */
export function ownImage(backend: string, { image = RUNTIME_IMAGE }: JsonObject): string | undefined {
  return backend === "argo" || backend === "tekton" ? String(image) : undefined;
}

export type LockedOptions = { readonly options: JsonObject; readonly diagnostics: readonly Diagnostic[] };

export function lockOptions(backend: string, options: JsonObject, lock: Lock | undefined): LockedOptions {
  const image = ownImage(backend, options);
  if (!lock || image === undefined || !isLockable(image)) return { options, diagnostics: [] };
  if (!lock.images.has(image)) return { options, diagnostics: [notLocked(image, [], lock)] };
  return { options: { ...options, image: pinned(image, lock.images) }, diagnostics: [] };
}

function notLocked(image: string, path: Diagnostic["path"], { file, isFrozen }: Lock): Diagnostic {
  return diagnose(isFrozen ? "frozen-lock" : "not-locked", path, { image, lock: file });
}
