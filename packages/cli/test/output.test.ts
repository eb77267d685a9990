// Files that are written: which, whole or not at all, and never one that was read.
import { execFile, execFileSync } from "node:child_process";
import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { codesIn, folderOf, textOf, WRONG } from "./files.ts";
import { slipway } from "./slipway.ts";

const FILES = {
  "a.yaml": textOf("caching"),
  "b.json": '{ "pipelineInfo": { "name": "b" }, "root": {} }',
  "c.yaml": textOf("exit-handler"),
  "wrong.yaml": WRONG,
  "other/a.yaml": textOf("caching"),
};
const compile = (folder: string, ...args: readonly string[]) =>
  slipway(["compile", ...args, "--to", "kubeflow"], { folder });

describe("-o FILE", () => {
  it("writes what standard output would show", async () => {
    const folder = folderOf(FILES);
    const { code, out, err } = await compile(folder, "a.yaml", "-o", "workflow.yaml");
    expect({ code, out }).toEqual({ code: 0, out: "" });
    expect(err).toContain("workflow.yaml");
    expect(readFileSync(join(folder, "workflow.yaml"), "utf8")).toBe((await compile(folder, "a.yaml")).out);
  });

  it("writes nothing when the pipeline is refused, and leaves what was there", async () => {
    const folder = folderOf({ ...FILES, "workflow.yaml": "before" });
    const { code, out, err } = await compile(folder, "wrong.yaml", "-o", "workflow.yaml");
    expect({ code, out, made: err.includes("made") }).toEqual({ code: 1, out: "", made: false });
    expect(readFileSync(join(folder, "workflow.yaml"), "utf8")).toBe("before");
  });

  it("cannot be below a folder that takes none, which is said at once", async () => {
    const folder = folderOf(FILES);
    const { code, err } = await compile(folder, "a.yaml", "-o", "/proc/nope/made/");
    expect({ code, codes: codesIn(err) }).toEqual({ code: 2, codes: ["cli/cannot-write"] });
  });

  it("cannot be one of the inputs", async () => {
    const folder = folderOf(FILES);
    symlinkSync("a.yaml", join(folder, "link.yaml"));
    for (const args of [
      ["a.yaml", "-o", "a.yaml"],
      ["a.yaml", "-o", "./other/../a.yaml"],
      ["a.yaml", "-o", "link.yaml"],
      ["a.yaml", "c.yaml", "-o", "."],
    ]) {
      const { code, out, err } = await compile(folder, ...args);
      expect({ code, out, made: err.includes("made") }, args.join(" ")).toEqual({ code: 2, out: "", made: false });
    }
    expect(readFileSync(join(folder, "a.yaml"), "utf8")).toBe(FILES["a.yaml"]);
    expect(readFileSync(join(folder, "c.yaml"), "utf8")).toBe(FILES["c.yaml"]);
  });

  it("keeps a link and the rights of a file that it replaces", async () => {
    const folder = folderOf({ ...FILES, "workflow.yaml": "before" });
    symlinkSync("workflow.yaml", join(folder, "link.yaml"));
    chmodSync(join(folder, "workflow.yaml"), 0o600);
    expect((await compile(folder, "a.yaml", "-o", "link.yaml")).code).toBe(0);
    expect(lstatSync(join(folder, "link.yaml")).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, "workflow.yaml"), "utf8")).toContain("kind: Workflow");
    expect(statSync(join(folder, "workflow.yaml")).mode & 0o777).toBe(0o600);
  });

  it("writes into a device, and does not replace it", async () => {
    const folder = folderOf(FILES);
    const own = join(folder, "null");
    symlinkSync("/dev/null", own);
    expect((await compile(folder, "a.yaml", "-o", "null")).code).toBe(0);
    expect(statSync(own).isCharacterDevice()).toBe(true);
    execFileSync("mkfifo", [join(folder, "pipe")]);
    const read = promisify(execFile)("cat", ["pipe"], { cwd: folder });
    expect((await compile(folder, "a.yaml", "-o", "pipe")).code).toBe(0);
    expect((await read).stdout).toContain("kind: Workflow");
    expect(statSync(join(folder, "pipe")).isFIFO()).toBe(true);
  });

  it("is standard output when it is -", async () => {
    const folder = folderOf(FILES);
    const { code, out } = await compile(folder, "a.yaml", "-o", "-");
    expect(code).toBe(0);
    expect(out).toContain("kind: Workflow");
    expect(existsSync(join(folder, "-"))).toBe(false);
  });

  it("that cannot be written is wrong use, and nothing is left behind", async () => {
    const folder = folderOf(FILES);
    mkdirSync(join(folder, "full"));
    const before = readdirSync(folder);
    for (const output of ["missing/workflow.yaml", "a.yaml/workflow.yaml", "a.yaml/"]) {
      const { code, out, err } = await compile(folder, "c.yaml", "-o", output);
      expect({ code, out, codes: codesIn(err) }, output).toEqual({ code: 2, out: "", codes: ["cli/cannot-write"] });
      expect(err).not.toContain("made");
    }
    expect(readdirSync(folder)).toEqual(before);
  });
});

describe("-o DIR", () => {
  it("gets files that end as their format says", async () => {
    const folder = folderOf(FILES);
    await compile(folder, "a.yaml", "-o", "made/", "--format", "json");
    expect(readdirSync(join(folder, "made"))).toEqual(["a.json"]);
    expect(JSON.parse(readFileSync(join(folder, "made/a.json"), "utf8"))).toHaveProperty("kind", "Workflow");
  });

  it("gets what was made when others are refused", async () => {
    const folder = folderOf(FILES);
    const { code, err } = await compile(folder, "wrong.yaml", "a.yaml", "b.json", "c.yaml", "-o", "made");
    expect(code).toBe(1);
    expect(readdirSync(join(folder, "made")).sort()).toEqual(["a.yaml", "c.yaml"]);
    expect(codesIn(err)).toContain("resolve/unknown-component");
  });

  it("is made with the folders above it", async () => {
    const folder = folderOf(FILES);
    expect((await compile(folder, "a.yaml", "c.yaml", "-o", "made/of/them")).code).toBe(0);
    expect(readdirSync(join(folder, "made/of/them")).sort()).toEqual(["a.yaml", "c.yaml"]);
  });

  it("gets a single input, too, when it is there", async () => {
    const folder = folderOf(FILES);
    mkdirSync(join(folder, "there"));
    await compile(folder, "a.yaml", "-o", "there");
    expect(readdirSync(join(folder, "there"))).toEqual(["a.yaml"]);
  });

  it("gets nothing when one input is named twice", async () => {
    const folder = folderOf(FILES);
    const { code, err } = await compile(folder, "a.yaml", "a.yaml", "-o", "made/");
    expect({ code, codes: codesIn(err) }).toEqual({ code: 2, codes: ["cli/same-output"] });
    expect(existsSync(join(folder, "made"))).toBe(false);
  });

  it("never holds half a file or a draft", async () => {
    const folder = folderOf(FILES);
    await Promise.all(Array.from({ length: 4 }, () => compile(folder, "a.yaml", "c.yaml", "-o", "made/")));
    expect(readdirSync(join(folder, "made")).sort()).toEqual(["a.yaml", "c.yaml"]);
    expect(readFileSync(join(folder, "made/a.yaml"), "utf8")).toBe((await compile(folder, "a.yaml")).out);
  });
});
