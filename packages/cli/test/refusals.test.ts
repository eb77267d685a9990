// What is refused, and how that is told: exit codes, and --json.
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { pipelineOf } from "../../local/test/pipelines.ts";
import { codesIn, folderOf, WRONG } from "./files.ts";
import { example, slipway } from "./slipway.ts";

const caching = example("caching");

/** A pipeline of one task that needs a whole number. */
function needy(): Readonly<Record<string, unknown>> {
  const pipeline = JSON.parse(JSON.stringify(pipelineOf({ a: {} })));
  pipeline.root.inputDefinitions = {
    parameters: {
      whole: { parameterType: "NUMBER_INTEGER" },
      items: { parameterType: "LIST", defaultValue: [] },
      number: { parameterType: "NUMBER_DOUBLE", defaultValue: 1 },
    },
  };
  return pipeline;
}

const folder = folderOf({
  "needy.json": JSON.stringify(needy()),
  "wrong.yaml": WRONG,
  "typed.yaml": "whole: seven\n",
  "large.yaml": "whole: 9007199254740993\n",
  "nested.yaml": 'whole: 1\nitems: [{ id: 9007199254740993 }, 1e300, "9007199254740993"]\n',
  "fine.yaml": 'whole: 9007199254740991\nitems: [1e16, "12345678901234567890", 0.12345678901234567]\n',
  "bad/slipway.yaml": "a: 1\n",
  ".git/HEAD": "",
});
const at = (...words: readonly string[]) => slipway(words, { folder });

describe("with --json standard output says why nothing was made", () => {
  test.each([
    [["run", "nowhere.yaml"], 2, "cli/cannot-read"],
    [["run", "wrong.yaml"], 1, "resolve/unknown-component"],
    [["run", "needy.json", "--runner", "process"], 2, "local/missing-parameter"],
    [["run", caching, "--target", "prod"], 2, "cli/no-targets"],
    [["run", caching, "--store", "ftp://x"], 2, "cli/no-store"],
    [["run", caching, "--fast"], 2, "cli/usage"],
    [["run"], 2, "cli/usage"],
    [["runs", "ls", "--limit", "0"], 2, "cli/usage"],
    [["runs", "ls", "--store", "nowhere"], 1, "cli/no-store"],
    [["runs", "show", "latest"], 1, "cli/unknown-run"],
    [["runs", "rm", "latest"], 1, "cli/unknown-run"],
    [["runs", "report", "latest", "-o", "-"], 2, "cli/usage"],
    [["runs", "compare", "a", "b", "-o", "-"], 2, "cli/usage"],
    [["lineage", "s3://bucket/x"], 1, "cli/unknown-artifact"],
    [["cache", "explain", "latest/train"], 1, "cli/unknown-run"],
    [["compile", caching], 2, "cli/usage"],
    [["compile", caching, "--to", "kubeflow", "--config", "nowhere.yaml"], 2, "cli/cannot-read"],
    [["check"], 2, "cli/usage"],
  ])("%j", async (words, exit, named) => {
    const { code, out, err } = await at(...words, "--json");
    const { ok, diagnostics } = JSON.parse(out) as { ok: boolean; diagnostics: readonly { code: string }[] };
    expect({ code, ok, codes: codesIn(err) }).toEqual({ code: exit, ok: false, codes: [named] });
    expect(diagnostics.map((one) => one.code)).toEqual([named]);
  });

  test("names the file where that is another than the pipeline", async () => {
    const { out } = await slipway(["compile", caching, "--to", "kubeflow", "--json"], { folder: join(folder, "bad") });
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      diagnostics: [{ code: "cli/unknown-setting", file: "slipway.yaml", range: { line: 1 } }],
    });
  });

  test("and nothing of that where the command has its own answer", async () => {
    const { code, out } = await at("runs", "ls", "--json");
    expect({ code, out: JSON.parse(out) }).toEqual({ code: 0, out: [] });
    expect(JSON.parse((await at("check", "wrong.yaml", "--json")).out)).toMatchObject([{ file: "wrong.yaml" }]);
  });
});

describe("what only the call is to blame for ends with 2", () => {
  test.each([
    [["run", "needy.json", "--runner", "process"], "local/missing-parameter"],
    [["run", "needy.json", "-p", "whole=x"], "cli/bad-value"],
    [["run", "needy.json", "--params", "typed.yaml"], "resolve/bad-parameter"],
    [["run", "needy.json", "-p", "whole=1", "-p", "other=1"], "resolve/unknown-parameter"],
    [["run", "needy.json", "-p", "whole=9007199254740993"], "cli/inexact-value"],
    [["run", "needy.json", "-p", "whole=1", "-p", 'items=["a", -9007199254740993]'], "cli/inexact-value"],
    [["run", "needy.json", "--params", "large.yaml"], "cli/inexact-value"],
    [["run", "needy.json", "--params", "nested.yaml"], "cli/inexact-value"],
    [["run", caching, "--experiment", ""], "cli/usage"],
    [["run", caching, "--store", ""], "cli/usage"],
    [["run", caching, "--no-cache", "train"], "cli/usage"],
  ])("%j", async (words, named) => {
    const { code, out, err } = await at(...words);
    expect({ code, out, codes: codesIn(err) }).toEqual({ code: 2, out: "", codes: [named] });
  });

  test("numbers that arrive as they are written are let through", async () => {
    const words = ["compile", "needy.json", "--to", "kubeflow", "--params", "fine.yaml", "-p", "number=1e300"];
    expect(await at(...words, "-p", "number=12345678901234567890")).toMatchObject({ code: 0 });
  });

  test("a space after --no-cache is told", async () => {
    expect((await at("run", caching, "--no-cache", "train")).err).toContain("write --no-cache=train");
    expect((await at("run", "--no-cache", caching, "b.yaml")).err).toContain("one pipeline at a time");
  });

  test("a target without any slipway.yaml is told so", async () => {
    expect((await at("run", caching, "--target", "prod")).err).toContain("has a slipway.yaml");
  });
});

describe("a store that is not there", () => {
  test("is told, unless it is the usual one, which only has no runs yet", async () => {
    const { code, err } = await at("runs", "ls", "--store", "./runs");
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining("there is no folder runs") });
    expect(await at("cache", "ls", "--store", "file:///nowhere/x")).toMatchObject({
      code: 1,
      err: expect.stringContaining("there is no folder file:///nowhere/x"),
    });
    expect(await at("runs", "ls")).toMatchObject({ code: 0, err: expect.stringContaining("is not in this folder") });
  });

  test("nor is a file one", async () => {
    const { code, err } = await at("runs", "ls", "--store", "wrong.yaml");
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining("wrong.yaml is no folder") });
    const ran = await at("run", caching, "--store", "wrong.yaml");
    expect({ code: ran.code, codes: codesIn(ran.err) }).toEqual({ code: 1, codes: ["cli/no-store"] });
  });
});
