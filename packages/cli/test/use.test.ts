// Everything about the command line but compiling: help, wrong use, check, explain, settings, odd inputs.
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { pack } from "tar-stream";
import { describe, expect, it } from "vitest";
import { emptyFolder, example, slipway } from "./slipway.ts";

const caching = example("caching");

describe("help", () => {
  it.each([[["--help"]], [["help", "compile"]], [["compile", "--help"]], [["check", "-h"]], [["explain", "--help"]]])(
    "%s has examples and is no error",
    async (words) => {
      const { code, out } = await slipway(words);
      expect([code, out]).toEqual([0, expect.stringContaining("Examples:")]);
    },
  );

  it("is what nothing at all gets, as an error", async () => {
    expect(await slipway([])).toMatchObject({ code: 2, out: "", err: expect.stringContaining("Usage:") });
  });

  it("--version is the package's", async () => {
    const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
    expect(await slipway(["--version"])).toMatchObject({ code: 0, out: `${version}\n` });
  });
});

describe("wrong use", () => {
  it.each([
    [["compil", caching], 'Did you mean "compile"?'],
    [["compile", caching], "--to is missing"],
    [["compile", "--to", "kubeflow"], "no file is named"],
    [["compile", caching, "--to", "kubeflo"], 'Did you mean "kubeflow"?'],
    [["compile", caching, "--to", "kubeflow", "--fromat", "json"], "did you mean --format?"],
    [["compile", caching, "--to", "kubeflow", "--format", "xml"], "--format is yaml or json"],
    [["compile", caching, "--to"], "--to needs a value"],
    [["compile", "/nowhere.yaml", "--to", "kubeflow"], "there is no such file"],
    [["compile", "/", "--to", "kubeflow"], "it is a folder"],
    [["compile", caching, "--to", "kubeflow", "-o", "/nowhere/w.yaml"], "cli/cannot-write"],
    [["compile", caching, "--to", "kubeflow", "--set", "kubeflow.runAsUsr=1"], 'Did you mean "runAsUser"?'],
    [["compile", caching, "--to", "kubeflow", "--set", "kubeflow.runAsUser=root"], "cli/bad-setting"],
    [["compile", caching, "--to", "kubeflow", "--target", "prod"], "cli/no-targets"],
    [["compile", caching, "--to", "kubeflow", "--config", "/nowhere.yaml"], "cli/cannot-read"],
    [["compile", caching, "--to", "kubeflow", "-o", ""], "--output is empty"],
    [["--verison"], "did you mean --version?"],
    [["-q", "check", caching], "a command comes first, and -q after it"],
    [["check"], "no file is named"],
    [["check", "/nowhere.yaml"], "cli/cannot-read"],
    [["explain", "resolve/unknown-componen"], 'Did you mean "resolve/unknown-component"?'],
  ])("%s says so and exits with 2", async (words, message) => {
    expect(await slipway(words)).toMatchObject({ code: 2, out: "", err: expect.stringContaining(message) });
  });
});

describe("check", () => {
  it("says that nothing is wrong", async () => {
    const { code, out, err } = await slipway(["check", caching]);
    expect([code, out]).toEqual([0, ""]);
    expect(err).toContain("nothing wrong");
  });

  it("says everything that is wrong, for machines too", async () => {
    const input = readFileSync(caching, "utf8")
      .replace("2.1.0", "9")
      .replace("enableCache: true", "enableCache: maybe");
    const { code, out } = await slipway(["check", "-", "--json"], { input });
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject([
      {
        ok: false,
        diagnostics: [
          { code: "ir/wrong-type", path: ["schemaVersion"] },
          { code: "ir/wrong-type", range: { endColumn: 29 } },
        ],
      },
    ]);
  });

  it("has colours only when they are wanted", async () => {
    const colour = "\u001b[";
    const plain = await slipway(["check", "-"], { input: "- 1" });
    expect(plain.err).not.toContain(colour);
    const forced = await slipway(["check", "-"], { input: "- 1", env: { FORCE_COLOR: "1" } });
    expect(forced.err).toContain(colour);
    const refused = await slipway(["check", "-"], { input: "- 1", env: { FORCE_COLOR: "1", NO_COLOR: "1" } });
    expect(refused.err).not.toContain(colour);
  });
});

describe("explain", () => {
  it("is a page for a code, and a list without one", async () => {
    const page = await slipway(["explain", "resolve/dependency-cycle"]);
    expect(page).toMatchObject({ code: 0, out: expect.stringContaining("What to do:") });
    const list = await slipway(["explain"]);
    expect(list.out.split("\n")).toContain("error    cli/unknown-backend");
  });
});

describe("slipway.yaml", () => {
  const SETTINGS = `
namespace: shared
kubeflow: { logLevel: "2" }
targets:
  dev: { namespace: dev }
  prod: { namespace: prod, serviceAccount: runner, store: { uri: "s3://bucket/prod" }, kubeflow: { runAsUser: 1000 } }
`;

  async function manifest(settings: string, ...words: string[]) {
    const folder = emptyFolder();
    writeFileSync(join(folder, "slipway.yaml"), settings);
    mkdirSync(join(folder, "inside"));
    const run = await slipway(["compile", caching, "--to", "kubeflow", "--format", "json", ...words], {
      folder: join(folder, "inside"),
    });
    return { ...run, manifest: run.out === "" ? undefined : JSON.parse(run.out) };
  }

  it("is found above, and a target wins over the top, --set over both", async () => {
    const { manifest: plain } = await manifest(SETTINGS);
    expect(plain).toMatchObject({ metadata: { namespace: "shared" }, spec: { serviceAccountName: "pipeline-runner" } });
    const { manifest: prod } = await manifest(SETTINGS, "--target", "prod", "--set", "kubeflow.runAsUser=7");
    expect(prod).toMatchObject({
      metadata: { namespace: "prod" },
      spec: { serviceAccountName: "runner", securityContext: { runAsUser: 7 } },
    });
    expect(JSON.stringify(prod)).toContain("s3://bucket/prod");
    expect(prod.spec.templates[0].container.args).toContain("2");
  });

  it.each([
    ["kubeflow: { logLvel: '1' }", /slipway\.yaml:1:13 error cli\/unknown-setting: .* Did you mean "logLevel"\?/],
    ["targets:\n  dev:\n    namespace: Dev_1", /slipway\.yaml:3:16 error cli\/bad-setting: .*namespace/],
    ["- 1", /cli\/not-settings/],
    ["a: [", /ir\/yaml-syntax/],
    ["target: pord\ntargets: { prod: {} }", /Did you mean "prod"\?/],
  ])("with mistakes is shown: %s", async (settings, message) => {
    const { code, err } = await manifest(settings);
    expect([code, err]).toEqual([2, expect.stringMatching(message)]);
  });
});

describe("odd inputs", () => {
  const text = readFileSync(caching);
  const check = (name: string, content: Uint8Array) => {
    const file = join(emptyFolder(), name);
    writeFileSync(file, content);
    return slipway(["check", file]);
  };

  async function tarGz(entries: readonly (readonly [string, Uint8Array])[]): Promise<Uint8Array> {
    const archive = pack();
    for (const [name, content] of entries) archive.entry({ name }, Buffer.from(content));
    archive.finalize();
    const chunks: Uint8Array[] = [];
    for await (const chunk of archive) chunks.push(chunk as Uint8Array);
    return gzipSync(Buffer.concat(chunks));
  }

  it("a .tar.gz is read: its pipeline.yaml, else its first file", async () => {
    const other = Buffer.from("- 1\n");
    expect(
      await check(
        "p.tar.gz",
        await tarGz([
          ["a.yaml", other],
          ["pipeline.yaml", text],
        ]),
      ),
    ).toMatchObject({ code: 0 });
    expect(
      await check(
        "p.tar.gz",
        await tarGz([
          ["p.yaml", text],
          ["b.yaml", other],
        ]),
      ),
    ).toMatchObject({ code: 0 });
    const without = await check("p.tar.gz", await tarGz([["a.txt", other]]));
    expect(without).toMatchObject({ code: 1, err: expect.stringContaining('its first file is "a.txt"') });
  });

  it.each([
    ["a picture", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), "a PNG picture"],
    ["nothing", Buffer.alloc(0), "ir/empty"],
    ["noise", randomBytes(100_000), "ir/not-text"],
    ["a broken zip", Buffer.from("504b03041400000008", "hex"), "ir/broken-archive"],
    ["a broken gzip", Buffer.from("1f8b0800000000000003", "hex"), "ir/broken-archive"],
    ["a gzip bomb", gzipSync(Buffer.alloc(200 * 1024 * 1024)), "ir/too-large"],
    ["Python", Buffer.from("from kfp import dsl\n\n@dsl.pipeline\ndef p():\n    pass\n"), "kfp dsl compile"],
    ["a v1 package", Buffer.from("apiVersion: argoproj.io/v1alpha1\nkind: Workflow\n"), "ir/argo-workflow"],
  ])("%s is refused", async (_, content, message) => {
    expect(await check("input", content)).toMatchObject({ code: 1, err: expect.stringContaining(message) });
  });

  it("100 MB are refused unread, from a file and from standard input", async () => {
    const file = join(emptyFolder(), "noise.yaml");
    const descriptor = openSync(file, "w");
    const noise = Buffer.alloc(1024 * 1024, "a: b\n");
    for (let i = 0; i < 100; i++) writeSync(descriptor, noise);
    expect(await slipway(["check", file])).toMatchObject({ code: 1, err: expect.stringContaining("32 MiB") });
    const input = Buffer.alloc(100 * 1024 * 1024, "a: b\n");
    expect(await slipway(["check", "-"], { input })).toMatchObject({ code: 1, err: expect.stringContaining("32 MiB") });
    expect(existsSync(file)).toBe(true);
  });
});
