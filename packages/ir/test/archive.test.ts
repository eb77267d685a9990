// Archives are read as Kubeflow's API server reads them, and nothing that they say of themselves is believed.
import { gzipSync } from "node:zlib";
import { isArchive, MAX_BYTES, unpackPipeline } from "@slipway/ir";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Packed, tarGz, zip } from "./archive.ts";

const PIPELINE = "pipelineInfo: { name: packed }\n".repeat(50);

async function unpack(bytes: Uint8Array): Promise<string> {
  expect(isArchive(bytes)).toBe(true);
  const result = await unpackPipeline(bytes);
  return result.ok ? Buffer.from(result.value).toString() : result.diagnostics.map(({ code }) => code).join();
}

type Pack = (files: readonly Packed[]) => Uint8Array | Promise<Uint8Array>;

describe.each<readonly [string, Pack]>([
  [".tar.gz", tarGz],
  [".zip", zip],
])("%s", (_, pack) => {
  const NOISE = { name: "readme.md", content: "no YAML: [" };

  it.each<readonly [string, readonly Packed[], string]>([
    ["pipeline.yaml, wherever it stands", [NOISE, { name: "pipeline.yaml", content: PIPELINE }, NOISE], PIPELINE],
    ["else the first file", [{ name: "train.yaml", content: PIPELINE }, NOISE], PIPELINE],
    ["which may end with .yml", [{ name: "folder/train.yml", content: PIPELINE }], PIPELINE],
    ["the first of two pipeline.yaml", ["a", "b"].map((content) => ({ name: "pipeline.yaml", content })), "a"],
    [
      "none when the first file is something else",
      [NOISE, { name: "b.yaml", content: "" }],
      "ir/archive-without-pipeline",
    ],
    [
      "none in a folder behind it",
      ["a/", "a/pipeline.yaml"].map((name) => ({ name, content: "" })),
      "ir/archive-without-pipeline",
    ],
    ["none in nothing", [], "ir/broken-archive"],
  ])("holds %s", async (_, files, expected) => {
    expect(await unpack(await pack(files))).toBe(expected);
  });

  it("holds at most what a pipeline may have", async () => {
    const least = { name: "pipeline.yaml", content: Buffer.alloc(MAX_BYTES, "a") };
    expect((await unpack(await pack([least]))).length).toBe(MAX_BYTES);
    const bomb = { name: "pipeline.yaml", content: Buffer.alloc(3 * MAX_BYTES) };
    expect(await unpack(await pack([{ ...bomb, content: bomb.content.subarray(0, MAX_BYTES + 1) }]))).toBe(
      "ir/too-large",
    );
    expect(await unpack(await pack([bomb]))).toBe("ir/too-large");
  });

  it("is refused wherever it is cut short, or read when all of it was there", async () => {
    const packed = await pack([NOISE, { name: "pipeline.yaml", content: PIPELINE }]);
    for (let length = 3; length < packed.length; length++) {
      expect(await unpack(packed.subarray(0, length)), `${length} bytes`).toBe("ir/broken-archive");
    }
  });

  it("never throws, hangs or gives something else when bytes are changed", async () => {
    const packed = await pack([NOISE, { name: "pipeline.yaml", content: PIPELINE }]);
    const change = fc.tuple(fc.integer({ min: 2, max: packed.length - 1 }), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const damaged = Uint8Array.from(packed);
        for (const [place, bits] of changes) damaged[place] = (damaged[place] ?? 0) ^ bits;
        const given = await unpack(damaged);
        expect([PIPELINE, NOISE.content, "ir/broken-archive", "ir/archive-without-pipeline", "ir/too-large"]).toContain(
          given,
        );
      }),
      { numRuns: 1000 },
    );
  });

  it("of very many files takes no long time", async () => {
    const files = Array.from({ length: 50_000 }, (_, i) => ({ name: `${i}.yaml`, content: "" }));
    const packed = await pack([...files, { name: "pipeline.yaml", content: PIPELINE }]);
    expect(await unpack(packed)).toBe(PIPELINE);
  }, 20_000);
});

describe("an archive that is none", () => {
  it.each<readonly [string, Uint8Array]>([
    ["a packed file", gzipSync(PIPELINE)],
    ["text that begins with PK", Buffer.from("PK: 1\n")],
    ["a zip that claims less than it holds", zip([{ name: "pipeline.yaml", content: PIPELINE }], { claimed: 10 })],
    ["a zip that claims more", zip([{ name: "pipeline.yaml", content: PIPELINE }], { claimed: 0xfffffff0 })],
    ["a zip with a wrong checksum", zip([{ name: "pipeline.yaml", content: PIPELINE }], { checksum: 1 })],
  ])("%s is refused", async (_, bytes) => {
    expect(await unpack(bytes)).toBe("ir/broken-archive");
  });
});
