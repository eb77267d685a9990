// What three generations of the kfp SDK write is read and compiled: the pipelines are in test/sdk/pipelines.
// This needs python3 and a package index, and fails without them: a skipped test would prove nothing.

import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { compile } from "@slipway/compiler";
import { kubeflow } from "@slipway/kubeflow";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const TEN_MINUTES = 600_000;
const script = fileURLToPath(new URL("sdk/compile.sh", import.meta.url));

const sdks = [
  { name: "2.0", version: "kfp-2.0.1", atLeast: 58 },
  { name: "2.7", version: "kfp-2.7.0", atLeast: 63 },
  { name: "newest", version: "kfp-2.17.0", atLeast: 72 },
];

// Kubeflow's own compiler refuses a loop over artifacts too; a condition that is not CEL fails there in the run.
const refused = new Map([
  ["newest-loop_over_artifacts.yaml", "for-loop-1"],
  ["conditions-quoted.yaml", "condition-1"],
]);

// The SDK copies a default's line breaks into the comment above the IR, so that the file is not what it should be.
const brokenHeader = new Set([
  "header-two_lines.yaml",
  "header-like_yaml.yaml",
  "header-unlike_yaml.yaml",
  "header-is_yaml.yaml",
]);

describe.each(sdks)("IR of kfp $name", ({ name, version, atLeast }) => {
  const texts = new Map<string, string>();
  let folder = "";

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "slipway-sdk-"));
    await promisify(execFile)("bash", [script, name, folder], { timeout: TEN_MINUTES });
    for (const file of (await readdir(folder)).sort()) {
      texts.set(file, await readFile(join(folder, file), "utf8"));
    }
  }, TEN_MINUTES);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  const diagnosticsOf = (file: string) => {
    const result = compile(texts.get(file) ?? "", kubeflow, {});
    return result.ok ? [] : result.diagnostics;
  };

  test(`at least ${atLeast} files, each of this SDK`, () => {
    expect(texts.size).toBeGreaterThanOrEqual(atLeast);
    expect([...texts].filter(([, text]) => !text.includes(version)).map(([file]) => file)).toEqual([]);
  });

  test("valid pipelines compile", () => {
    const problems = [...texts.keys()]
      .filter((file) => !refused.has(file) && !brokenHeader.has(file))
      .flatMap((file) => diagnosticsOf(file).map(({ code, message, path }) => ({ file, code, message, path })));
    expect(problems).toEqual([]);
  });

  test("a header that the SDK broke is read over, with a warning", () => {
    for (const file of brokenHeader) {
      const result = compile(texts.get(file) ?? "", kubeflow, {});
      expect(result, file).toMatchObject({ ok: true, warnings: [{ code: "ir/broken-header" }] });
    }
  });

  test("what cannot work is refused, with the task", () => {
    for (const file of [...texts.keys()].filter((file) => refused.has(file))) {
      const paths = diagnosticsOf(file).map(({ path }) => path.join("."));
      expect(paths, file).toContainEqual(expect.stringContaining(refused.get(file) ?? ""));
    }
  });
});
