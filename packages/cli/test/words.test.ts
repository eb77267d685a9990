// Words that the program does not know, or knows and must not take for something else.
import { describe, expect, it } from "vitest";
import { codesIn, folderOf, textOf } from "./files.ts";
import { example, slipway } from "./slipway.ts";

const pipeline = example("caching");

describe("wrong use ends with 2, prints one line, and says where help is", () => {
  it.each([
    ["a file in place of a command", [pipeline], "cli/unknown-command", "--help"],
    ["an unknown short option", ["check", "-x", pipeline], "cli/usage", "-x"],
    ["an option of another command", ["check", "--split", pipeline], "cli/usage", "--split"],
    ["an option in place of a value", ["compile", pipeline, "--to", "--quiet"], "cli/usage", "--to needs a value"],
    ["a value where there is none", ["check", "--quiet=yes", pipeline], "cli/usage", "takes no value"],
    ["standard input twice", ["compile", "-", "-", "--to", "kubeflow"], "cli/usage", "once"],
    ["standard input twice, to check", ["check", "-", "-"], "cli/usage", "once"],
    ["two codes", ["explain", "ir/empty", "ir/empty"], "cli/usage", "one code"],
    ["an unknown topic", ["help", "complie"], "cli/unknown-command", '"compile"'],
  ])("%s", async (_, words, diagnostic, hint) => {
    const { code, out, err } = await slipway(words);
    expect({ code, out, codes: codesIn(err) }).toEqual({ code: 2, out: "", codes: [diagnostic] });
    expect(err).toContain(hint);
    expect(err).toMatch(/slipway (?:\w+ )?--help/);
    expect(err.trimEnd().split("\n")).toHaveLength(1);
  });

  it.each([
    [["constructor"]],
    [["help", "toString"]],
    [["explain", "constructor"]],
    [["compile", pipeline, "--to", "constructor"]],
    [["compile", pipeline, "--to", "kubeflow", "--target", "constructor"]],
  ])("names that every object has are nothing special: %s", async (words) => {
    expect(await slipway(words)).toMatchObject({ code: 2, out: "" });
  });

  it("makes nothing before all of it is right", async () => {
    const folder = folderOf({ "pipeline.yaml": textOf("caching") });
    for (const wrong of [
      ["--to", "kubflow"],
      ["--to", "kubeflow", "--set", "x=1"],
      ["--to", "kubeflow", "-p", "x"],
    ]) {
      expect((await slipway(["compile", "pipeline.yaml", "-o", "made/", ...wrong], { folder })).code).toBe(2);
    }
    expect((await slipway(["check", "made"], { folder })).err).toContain("there is no such file");
  });
});

describe("words that are known", () => {
  it("are asked for help in two ways, in lines that fit a terminal", async () => {
    for (const command of ["check", "compile", "explain"]) {
      const asked = await slipway(["help", command]);
      expect(await slipway([command, "--help"])).toEqual(asked);
      expect(asked.out.split("\n").filter((line) => line.length > 110)).toEqual([]);
    }
  });

  it("are all in the help of compile", async () => {
    const { out } = await slipway(["compile", "-h"]);
    for (const option of [
      "--to",
      "-p",
      "--params",
      "--set",
      "--target",
      "--config",
      "--format",
      "-o",
      "--json",
      "-q",
    ]) {
      expect(out).toContain(option);
    }
  });

  it("end at --, after which a file may be called like an option", async () => {
    const folder = folderOf({ "-q.yaml": textOf("caching") });
    expect((await slipway(["check", "--", "-q.yaml"], { folder })).code).toBe(0);
  });

  it("may be the code of any package, of which the page shows no slots of hints", async () => {
    for (const name of [
      "ir/unknown-field",
      "resolve/unknown-component",
      "kubeflow/unknown-option",
      "cli/same-output",
    ]) {
      const { code, out, err } = await slipway(["explain", name]);
      expect({ code, err }).toEqual({ code: 0, err: "" });
      expect(out).toContain(`${name} (error)`);
      expect(out).not.toMatch(/\{\w+\}/);
    }
  });
});
