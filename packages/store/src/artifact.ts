// What an artifact is made of: its size and its digest, whether it is a file or a folder.
import { createHash, type Hash } from "node:crypto";

/**
 * The content of an artifact. A file's digest is the SHA-256 of its bytes. That of a folder is the SHA-256 of a line of
 * JSON for each file, `["a/b.txt",3,"sha256:…"]`, in the order of their paths as UTF-8. Folders without files and the
 * modes of files do not count.
 *
 * @example
 * const artifact: Artifact = { kind: "file", size: 2, files: 1, digest: "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a" };
 */
export type Artifact = {
  readonly kind: "file" | "folder";
  /** In bytes, of all files together. */
  readonly size: number;
  /** "sha256:" and 64 hexadecimal digits. */
  readonly digest: string;
  /** How many files: 1 for a file. */
  readonly files: number;
};

/** One file of an artifact; the path is "" where the artifact is that file. */
export type Part = { readonly path: string; readonly size: number; readonly digest: string };

export function fileArtifact({ size, digest }: Part): Artifact {
  return { kind: "file", size, digest, files: 1 };
}

export function folderArtifact(parts: readonly Part[]): Artifact {
  const hash = createHash("sha256");
  const sorted = parts.map((part) => ({ ...part, bytes: Buffer.from(part.path) }));
  for (const { path, size, digest } of sorted.sort((a, b) => Buffer.compare(a.bytes, b.bytes))) {
    hash.update(`${JSON.stringify([path, size, digest])}\n`);
  }
  return { kind: "folder", size: sum(parts.map(({ size }) => size)), digest: digestOf(hash), files: parts.length };
}

/** Lets chunks pass and counts them; the part is complete when they have all passed. */
export function measured(path: string, source: AsyncIterable<Uint8Array>) {
  const hash = createHash("sha256");
  let size = 0;
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      hash.update(chunk);
      size += chunk.length;
      yield chunk;
    }
  }
  return { chunks: chunks(), part: (): Part => ({ path, size, digest: digestOf(hash) }) };
}

function digestOf(hash: Hash): string {
  return `sha256:${hash.digest("hex")}`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
