// Wrong use of slipway runs, lineage and cache, and their help.
import { describe, expect, test } from "vitest";
import { codesIn } from "./files.ts";
import { slipway } from "./slipway.ts";

describe("wrong use", () => {
  test.each([
    ["runs", "runs <command>"],
    ["cache", "cache <command>"],
  ])("%s alone gets help", async (word, text) => {
    expect(await slipway([word])).toMatchObject({ code: 2, out: "", err: expect.stringContaining(text) });
    expect(await slipway([word, "--help"])).toMatchObject({ code: 0, err: "", out: expect.stringContaining(text) });
    expect(await slipway(["help", word])).toMatchObject({ code: 0 });
  });

  test.each([
    [["runs", "ls", "latest"], '"latest" is not needed here'],
    [["runs", "ls", "--limit", "all"], "--limit is a whole number from 1, not all"],
    [["runs", "ls", "--limit", "0"], "--limit is a whole number from 1, not 0"],
    [["runs", "ls", "--experiment", ""], "--experiment is empty"],
    [["cache", "rm", "--task", ""], "--task is empty"],
    [["cache", "ls", "--store", " "], "--store is empty"],
    [["runs", "ls", "--experimnt", "a"], "did you mean --experiment?"],
    [["runs", "show"], "no run is named"],
    [["runs", "show", "a", "b"], "one run at a time"],
    [["runs", "report", "a"], "-o is missing"],
    [["runs", "compare", "a"], "two runs or more"],
    [["runs", "rm"], "name the runs"],
    [["runs", "rm", "a", "--older-than", "1d"], "not both"],
    [["runs", "rm", "a", "--keep", "1"], "--keep goes with --older-than"],
    [["runs", "rm", "--older-than", "month"], "such as 30d, not month"],
    [["lineage"], "no artifact is named"],
    [["cache", "explain", "latest"], "such as latest/train"],
    [["cache", "rm"], "name keys"],
    [["cache", "rm", "abc", "--all"], "not several of these"],
    [["cache", "rm", "train"], '"train" is no key'],
    [["runs", "show", ""], "no run is named"],
    [["runs", "rm", ""], "the name of a run is empty"],
    [["runs", "compare", "a", ""], "two runs or more"],
    [["runs", "compare", "a", "b", "-o", ""], "--output is empty"],
    [["lineage", ""], "no artifact is named"],
    [["help", "runs", "list"], '"runs list" is not a command'],
    [["runs", "list"], "slipway --help"],
  ])("%j", async (words, text) => {
    const { code, out, err } = await slipway(words);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(text);
    expect(err.trimEnd().split("\n")).toHaveLength(1);
  });

  test.each([
    ["runs ls"],
    ["runs show"],
    ["runs report"],
    ["runs compare"],
    ["runs rm"],
    ["lineage"],
    ["cache ls"],
    ["cache explain"],
    ["cache rm"],
  ])("slipway %s --help has examples and names every option", async (name) => {
    const { code, out } = await slipway([...name.split(" "), "--help"]);
    expect([code, out]).toEqual([0, expect.stringContaining("Examples:")]);
    expect((await slipway(["help", ...name.split(" ")])).out).toBe(out);
  });

  test("a store that is none, or cannot be had", async () => {
    expect(codesIn((await slipway(["runs", "ls", "--store", "nonsense"])).err)).toEqual(["cli/no-store"]);
    expect(await slipway(["runs", "ls", "--store", "s3://"])).toMatchObject({ code: 2, out: "" });
    expect(await slipway(["runs", "ls", "--target", "none"])).toMatchObject({ code: 2, out: "" });
  });
});
