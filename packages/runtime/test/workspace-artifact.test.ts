// What an importer downloads into the workspace is read there, and fetched anew where the workspace no longer has it.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ArtifactBinding, Invocation } from "@slipway/pod";
import { driveTask, plainPlaces } from "@slipway/runtime";
import { expect, test } from "vitest";
import { type MadeUp, runOf, settings, task, told } from "./made-up-run.ts";

const outline = [task("import", { kind: "importer" }), task("read", { dependencies: ["import"] })];

function imports(uri: string): Invocation {
  return told("import", {
    work: {
      ...{ kind: "importer", uri: { constant: uri }, type: {}, metadata: {} },
      ...{ reimport: false, downloadToWorkspace: true },
    },
    outputs: { parameters: {}, artifacts: { artifact: { type: {}, isList: false } } },
  });
}

function reads(importer: Invocation): Invocation {
  const from = { kind: "task-output", task: "import", output: "artifact" } as const;
  const data: ArtifactBinding = { type: {}, isList: false, isOptional: false, from };
  const command = ["cat", "{{$.inputs.artifacts['data'].path}}"];
  return told("read", {
    work: { kind: "container", image: "alpine", command, args: [], env: [] },
    inputs: { parameters: {}, artifacts: { data } },
    importers: { import: importer },
  });
}

function drive(context: MadeUp, invocation: Invocation) {
  const places = plainPlaces(join(context.folder, "w"), join(context.folder, "o"), join(context.folder, "workspace"));
  return driveTask(invocation, {}, context, settings(context, places));
}

async function pathOf(context: MadeUp, importer: Invocation): Promise<string> {
  const driven = await drive(context, reads(importer));
  if (driven.kind !== "work") throw new Error(JSON.stringify(driven.record.error));
  return driven.assignment.argv[1] ?? "";
}

test("it is copied once, and those behind it read the copy", async () => {
  const context = await runOf(outline);
  const file = join(context.folder, "data.csv");
  writeFileSync(file, "one");
  const importer = imports(`file://${file}`);
  expect(await drive(context, importer)).toMatchObject({ kind: "done", record: { state: "SUCCEEDED" } });
  const path = await pathOf(context, importer);
  expect(path.startsWith(join(context.folder, "workspace", ".artifacts"))).toBe(true);
  expect(readFileSync(path, "utf8")).toBe("one");
  rmSync(join(context.folder, "workspace"), { recursive: true });
  expect(await pathOf(context, importer)).toBe(file);
});

test("what is not there fails the importer, and leaves no record that it went well", async () => {
  const context = await runOf(outline);
  const driven = await drive(context, imports(`file://${context.folder}/nowhere`));
  expect(driven).toMatchObject({
    kind: "done",
    record: { state: "FAILED", error: { message: expect.stringContaining("nowhere") } },
  });
});

test("what no store of ours reaches is left to whoever reads it", async () => {
  const context = await runOf(outline);
  const driven = await drive(context, imports("https://example.com/x"));
  expect(driven).toMatchObject({ kind: "done", record: { state: "SUCCEEDED" } });
});
