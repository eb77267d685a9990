// What the SDK logs around a component is not shown, and all that the component writes is.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JsonObject } from "@slipway/ir";
import { afterAll, expect, test } from "vitest";
import { run } from "./run-plan.ts";

const root = mkdtempSync(join(tmpdir(), "slipway-sdk-log-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const STAMP = "[KFP Executor 2025-11-21 06:00:00,123 INFO]: ";
const INPUT = `${STAMP}Got executor_input:\n{\n    "inputs": {\n    }\n}\n`;

/** Of a component whose program writes a text; it is in the place of python3. */
async function shown(text: string): Promise<readonly string[]> {
  const folder = mkdtempSync(join(root, "store-"));
  writeFileSync(join(folder, "text"), text);
  writeFileSync(join(folder, "python3"), `#!/bin/sh\nexec cat "${folder}/text"\n`);
  chmodSync(join(folder, "python3"), 0o755);
  const container = { image: "alpine", command: ["python3", "-m", "kfp.dsl.executor_main"], args: ["--x"] };
  const change = (pipeline: JsonObject) => ({
    ...pipeline,
    deploymentSpec: { executors: { "exec-a": { container } } },
  });
  const { lines, state } = await run({ a: {} }, { folder, change, env: { PATH: `${folder}:${process.env["PATH"]}` } });
  expect(state).toBe("SUCCEEDED");
  return lines;
}

test("the SDK's own lines are left out, also behind output without an end", async () => {
  const end = `${STAMP}Wrote executor output file to /tmp/o.\n`;
  expect(await shown(`${STAMP}Loading KFP component "f" from x\n${INPUT}half of it${end}`)).toEqual(["half of it"]);
  expect(await shown(`one\rtwo${end}`)).toEqual(["one", "two"]);
  expect(await shown(`${STAMP}Did not write output file.\n`)).toEqual([]);
});

test("what a component logs by itself is shown, although the SDK set up the logger", async () => {
  expect(await shown(`${INPUT}${STAMP}accuracy is 0.9\n`)).toEqual([`${STAMP}accuracy is 0.9`]);
});
