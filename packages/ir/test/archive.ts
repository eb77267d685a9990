// Makes archives for tests, right ones and lying ones.
import { crc32, deflateRawSync, gzipSync } from "node:zlib";
import { pack } from "tar-stream";

export type Packed = { readonly name: string; readonly content: string | Uint8Array };

export async function tarGz(files: readonly Packed[]): Promise<Uint8Array> {
  const packing = pack();
  for (const { name, content } of files) {
    if (name.endsWith("/")) packing.entry({ name, type: "directory" });
    else packing.entry({ name }, Buffer.from(content));
  }
  packing.finalize();
  const chunks: Uint8Array[] = [];
  for await (const chunk of packing) chunks.push(chunk as Uint8Array);
  return gzipSync(Buffer.concat(chunks));
}

/** What an archive says of its files when it does not say the truth. */
export type Lie = { readonly claimed?: number; readonly checksum?: number };

/** Records of https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, parts 4.3.7, 4.3.12 and 4.3.16. */
export function zip(files: readonly Packed[], lie: Lie = {}): Uint8Array {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of files) {
    const plain = Buffer.from(content);
    const packed = deflateRawSync(plain);
    const fields = Buffer.concat([
      numbers([20, 2], [0, 2], [8, 2], [0, 2], [0x21, 2]),
      numbers([lie.checksum ?? crc32(plain), 4], [packed.length, 4], [lie.claimed ?? plain.length, 4]),
      numbers([Buffer.byteLength(name), 2], [0, 2]),
    ]);
    const local = Buffer.concat([numbers([0x04034b50, 4]), fields, Buffer.from(name), packed]);
    const rest = numbers([0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]);
    central.push(numbers([0x02014b50, 4], [20, 2]), fields, rest, Buffer.from(name));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const sizes = numbers([files.length, 2], [files.length, 2], [directory.length, 4], [offset, 4], [0, 2]);
  return Buffer.concat([...locals, directory, numbers([0x06054b50, 4], [0, 4]), sizes]);
}

function numbers(...fields: readonly (readonly [value: number, bytes: number])[]): Buffer {
  const buffer = Buffer.alloc(fields.reduce((sum, [, bytes]) => sum + bytes, 0));
  let offset = 0;
  for (const [value, bytes] of fields) offset = buffer.writeUIntLE(value, offset, bytes);
  return buffer;
}
