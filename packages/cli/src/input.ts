// Reading what is named on the command line: files, archives, standard input.
import { closeSync, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import {
  type Diagnostic,
  decodeText,
  failed,
  isArchive,
  MAX_BYTES,
  type Result,
  tooLarge,
  unpackPipeline,
} from "@slipway/ir";
import { diagnose } from "./messages.js";

/** The text of an input; `-` is standard input. Nothing beyond the limit is ever held in memory. */
export async function readInput(file: string): Promise<Result<string>> {
  const bytes = file === "-" ? readStandardInput() : readFile(file);
  if (!bytes.ok) return bytes;
  if (!isArchive(bytes.value)) return decodeText(bytes.value);
  const unpacked = await unpackPipeline(bytes.value);
  return unpacked.ok ? decodeText(unpacked.value) : unpacked;
}

/** The text of a file that is not a pipeline, such as slipway.yaml. */
export function readTextFile(file: string): Result<string> {
  const bytes = readFile(file);
  return bytes.ok ? decodeText(bytes.value) : bytes;
}

function readFile(file: string): Result<Uint8Array> {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, "r");
    const stat = fstatSync(descriptor);
    if (stat.isDirectory()) return failed([cannotRead(file, "it is a folder")]);
    if (stat.size > MAX_BYTES) return failed([tooLarge()]);
    // A pipe or a device has no size to go by.
    return stat.isFile() ? { ok: true, value: readFileSync(descriptor), warnings: [] } : readCapped(descriptor);
  } catch (error) {
    return failed([cannotRead(file, reasonOf(error))]);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function readStandardInput(): Result<Uint8Array> {
  try {
    return readCapped(0);
  } catch (error) {
    return failed([cannotRead("-", reasonOf(error))]);
  }
}

const CHUNK = 1024 * 1024;

function readCapped(descriptor: number): Result<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(CHUNK);
    const read = readChunk(descriptor, chunk);
    if (read === 0) return { ok: true, value: Buffer.concat(chunks), warnings: [] };
    length += read;
    if (length > MAX_BYTES) return failed([tooLarge()]);
    chunks.push(chunk.subarray(0, read));
  }
}

function readChunk(descriptor: number, chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(descriptor, chunk);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (code === "EOF") return 0;
      // A pipe whose writer has nothing yet: wait for it without keeping the processor busy.
      if (code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

function cannotRead(file: string, reason: string): Diagnostic {
  return diagnose("cannot-read", [], { file, reason });
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "it may not be accessed",
  EPERM: "it may not be accessed",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of the path is not a folder",
  ENOSPC: "the disk is full",
  EROFS: "the disk is read-only",
};

/** What an error of the system says to a person. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return REASONS[code] ?? (error instanceof Error ? error.message : String(error));
}
