// The pipelines that Kubeflow tests itself with, on this machine: each has the outcome that oracle-outcomes.ts says, or a
// reason why it is not run. They are not a part of this project; without ../shared this is skipped, and says so.
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "./engine.js";
import { runCase } from "./harness.js";
import { local, pythonWith } from "./local.js";
import { ORACLE_OUTCOMES } from "./oracle-outcomes.js";

/** Some install packages first. */
const TEN_MINUTES = 600_000;
const folder = fileURLToPath(new URL("../../../shared/oracle/ir/", import.meta.url));

describe.skipIf(!existsSync(folder))(`pipelines in ${folder}`, () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = local(await pythonWith("behaviour", "test/behaviour/requirements.txt"));
  });

  test("each has an outcome, or a reason", async () => {
    const files = (await readdir(folder)).map((file) => file.replace(".yaml", ""));
    expect(Object.keys(ORACLE_OUTCOMES).sort()).toEqual(files.sort());
  });

  describe.concurrent("run here", () => {
    for (const [name, outcome] of Object.entries(ORACLE_OUTCOMES)) {
      if (typeof outcome === "string") test.skip(`${name}: ${outcome}`);
      else test(name, () => runCase(engine, { name, ...outcome, pipeline: `${folder}${name}.yaml` }), TEN_MINUTES);
    }
  });
});
