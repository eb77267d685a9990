// What goes to standard output and to standard error, and what the exit code says of several files.
import { loadAll } from "js-yaml";
import { describe, expect, it } from "vitest";
import { codesIn, folderOf, textOf, WRONG } from "./files.ts";
import { example, slipway } from "./slipway.ts";

const folder = folderOf({
  "caching.yaml": textOf("caching"),
  "exits.yaml": textOf("exit-handler"),
  "wrong.yaml": WRONG,
  "empty.yaml": "",
  "folder/pipeline.yaml": textOf("caching"),
});
const check = (...words: readonly string[]) => slipway(["check", ...words], { folder });
const compile = (...words: readonly string[]) => slipway(["compile", "--to", "kubeflow", ...words], { folder });

describe("check", () => {
  it("shows the line that is wrong, also with --quiet, and goes on", async () => {
    const { code, out, err } = await check("-q", "wrong.yaml", "empty.yaml", "caching.yaml");
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(codesIn(err)).toEqual(expect.arrayContaining(["resolve/unknown-component", "ir/empty"]));
    expect(err).toMatch(/^wrong\.yaml:\d+:\d+ error /m);
    expect(err).toMatch(/^> +\d+ \| .*com-/m);
    expect(err).not.toContain("caching.yaml");
  });

  it("prints one array with --json, in the order of the files", async () => {
    const { code, out, err } = await check("caching.yaml", "wrong.yaml", "missing.yaml", "--json");
    expect({ isRefused: code !== 0, err }).toEqual({ isRefused: true, err: "" });
    expect(JSON.parse(out)).toMatchObject([
      { file: "caching.yaml", ok: true, diagnostics: [] },
      {
        file: "wrong.yaml",
        ok: false,
        diagnostics: [{ code: "resolve/unknown-component", severity: "error", range: { line: expect.any(Number) } }],
      },
      { file: "missing.yaml", ok: false, diagnostics: [{ code: "cli/cannot-read" }] },
    ]);
  });

  it.each(["missing.yaml", "folder", "caching.yaml/pipeline.yaml"])("takes %s for wrong use", async (file) => {
    const { code, out, err } = await check(file);
    expect({ code, out, codes: codesIn(err) }).toEqual({ code: 2, out: "", codes: ["cli/cannot-read"] });
    expect(err).toContain(`"${file}"`);
  });
});

describe("compile", () => {
  it("gives the same each time, and --quiet changes nothing but the summary", async () => {
    const loud = await compile("caching.yaml");
    expect(await compile("caching.yaml", "-q")).toEqual({ ...loud, err: "" });
    expect(loud.err).toContain("caching.yaml");
  });

  it("says in JSON what it says in YAML", async () => {
    const [yaml, json] = [await compile("caching.yaml"), await compile("caching.yaml", "--format", "json")];
    expect([JSON.parse(json.out)]).toEqual(loadAll(yaml.out));
  });

  it("prints those that were made when others are refused, with nothing before the first", async () => {
    const { code, out, err } = await compile("wrong.yaml", "caching.yaml", "wrong.yaml", "exits.yaml");
    expect({ code, documents: loadAll(out).length }).toEqual({ code: 1, documents: 2 });
    expect(out).toMatch(/^apiVersion/);
    expect(codesIn(err)).toContain("resolve/unknown-component");
  });

  it("reads standard input beside files", async () => {
    const input = textOf("caching");
    const { out } = await slipway(["compile", "-", "exits.yaml", "--to", "kubeflow"], { folder, input });
    expect(loadAll(out)).toHaveLength(2);
  });

  it("names files that were written in place of the manifests with --json", async () => {
    const { code, out, err } = await compile("caching.yaml", "missing.yaml", "--json", "-o", "made/");
    expect({ code, err }).toEqual({ code: 2, err: "" });
    expect(JSON.parse(out)).toEqual([
      {
        file: "caching.yaml",
        ok: true,
        output: "made/caching.yaml",
        sizes: { total: expect.any(Number), templates: expect.any(Object) },
        diagnostics: [],
      },
      { file: "missing.yaml", ok: false, diagnostics: [expect.objectContaining({ code: "cli/cannot-read" })] },
    ]);
  });

  it("counts pods with --summary, and always with --json", async () => {
    const input = textOf("gpu-training");
    const words = ["compile", "-", "--to", "argo", "--store", "s3://bucket/pipelines"];
    const [plain, summary] = [await slipway(words, { input }), await slipway([...words, "--summary"], { input })];
    expect(summary.out).toBe(plain.out);
    expect(plain.err).not.toContain("a run takes");
    expect(summary.err).toContain(
      "\n  a run takes 3 to 4 pods: 2 volume claims, 1 separate driver, 0 to 1 task; retries take up to 6 more\n",
    );
    const json = await slipway([...words, "--json"], { input });
    expect(JSON.parse(json.out)).toMatchObject([
      { pods: { least: 3, most: 4, kinds: { claim: { least: 2, most: 2 } } } },
    ]);
  });

  it.each([
    ["caching.yaml exits.yaml", 0],
    ["caching.yaml wrong.yaml", 1],
    ["caching.yaml missing.yaml", 2],
  ])("of %s ends with %i", async (files, expected) => {
    expect((await compile(...files.split(" "))).code).toBe(expected);
  });

  it("ends with 0 when there are only warnings", async () => {
    const input = textOf("ml-training").replace(/defaultValue: 100.0\n *isOptional: true\n/, "");
    const { code, err } = await slipway(["compile", "-", "--to", "kubeflow"], { input });
    expect({ code, codes: codesIn(err) }).toEqual({ code: 0, codes: ["resolve/parameter-without-value"] });
  });

  it("makes one Workflow of every example", async () => {
    const names = ["caching", "exit-handler", "gpu-training", "loop-collected", "ml-training", "model-comparison"];
    const { code, out } = await compile(...names.map(example));
    expect({ code, documents: loadAll(out).length }).toEqual({ code: 0, documents: names.length });
  });
});
