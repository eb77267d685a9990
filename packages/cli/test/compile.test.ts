// slipway compile: streams, files, values, exit codes.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadAll } from "js-yaml";
import { describe, expect, it } from "vitest";
import { emptyFolder, example, slipway } from "./slipway.ts";

const caching = example("caching");
const training = example("ml-training");

type Workflow = { spec: { templates: { name: string; dag?: { tasks: { name: string; arguments: Arguments }[] } }[] } };
type Arguments = { parameters: { name: string; value?: string }[] };

/** The values of the run in a Workflow. */
function runtimeConfig(text: string) {
  const [workflow] = loadAll(text) as Workflow[];
  const entrypoint = workflow?.spec.templates.find(({ name }) => name === "entrypoint");
  const driver = entrypoint?.dag?.tasks.find(({ name }) => name === "root-driver");
  return JSON.parse(driver?.arguments.parameters.find(({ name }) => name === "runtime-config")?.value ?? "{}");
}

describe("one file", () => {
  it("goes to standard output, with what was made on standard error", async () => {
    const { code, out, err } = await slipway(["compile", caching, "--to", "kubeflow"]);
    expect(code).toBe(0);
    expect(loadAll(out)).toMatchObject([{ kind: "Workflow", metadata: { generateName: "caching-" } }]);
    expect(err).toContain('made Workflow "caching-" of 3 tasks');
  });

  it("has a size, and that of its largest template where it has templates", async () => {
    const words = (to: string) => slipway(["compile", caching, "--to", to, "--store", "s3://bucket/runs"]);
    expect((await words("argo")).err).toMatch(/3 tasks \(\d+ KiB, at most \d+ KiB a template\)/);
    expect((await words("tekton")).err).toMatch(/3 tasks \(\d+ KiB\)/);
  });

  it.each([
    ["kubeflow", []],
    ["argo", []],
    ["argo", ["--kind", "template"]],
    ["argo", ["--kind", "cron", "--set", "schedule.cron=@daily"]],
    ["tekton", []],
  ] as const)("has a size in bytes of JSON, for machines: %s %j", async (to, words) => {
    const call = ["compile", caching, "--to", to, "--store", "s3://bucket/runs", ...words, "--json"];
    const [{ manifests, sizes }] = JSON.parse((await slipway(call)).out);
    const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
    expect(sizes.total).toBe(manifests.map(bytes).reduce((sum: number, one: number) => sum + one));
    for (const { spec } of manifests) {
      for (const template of (spec?.workflowSpec ?? spec)?.templates ?? []) {
        expect(sizes.templates[template.name]).toBe(bytes(template));
      }
    }
  });

  it("says nothing but warnings with --quiet", async () => {
    expect(await slipway(["compile", caching, "--to", "kubeflow", "-q"])).toMatchObject({ code: 0, err: "" });
  });

  it("is JSON with --format json", async () => {
    const { out } = await slipway(["compile", caching, "--to", "kubeflow", "--format", "json"]);
    expect(JSON.parse(out)).toMatchObject({ kind: "Workflow" });
  });

  it("is read from standard input", async () => {
    const { code, out } = await slipway(["compile", "-", "--to", "kubeflow"], { input: readFileSync(caching) });
    expect([code, loadAll(out).length]).toEqual([0, 1]);
  });

  it("is written to a file, whole or not at all", async () => {
    const folder = emptyFolder();
    const { code, out } = await slipway(["compile", caching, "--to", "kubeflow", "-o", "w.yaml"], { folder });
    expect([code, out]).toEqual([0, ""]);
    expect(readdirSync(folder)).toEqual(["w.yaml"]);
    writeFileSync(join(folder, "bad.yaml"), "root: 1\n");
    const refused = await slipway(["compile", "bad.yaml", "--to", "kubeflow", "-o", "bad-w.yaml"], { folder });
    expect(refused.code).toBe(1);
    expect(readdirSync(folder).sort()).toEqual(["bad.yaml", "w.yaml"]);
  });

  it("that is refused is shown with its line and no manifest", async () => {
    const input = readFileSync(caching, "utf8").replace("componentRef:", "componentReff:");
    const { code, out, err } = await slipway(["compile", "-", "--to", "kubeflow"], { input });
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(/^-:\d+:\d+ error ir\/unknown-field: "componentReff" .* Did you mean "componentRef"\?$/m);
    expect(err).toMatch(/^> *\d+ \| +componentReff:$/m);
  });
});

describe("several files", () => {
  it("are documents of one stream", async () => {
    const { code, out } = await slipway(["compile", caching, training, "--to", "kubeflow"]);
    expect([code, loadAll(out).length]).toEqual([0, 2]);
  });

  it("are one file each in a folder, and one that is refused does not stop the others", async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, "one.yaml"), readFileSync(caching));
    writeFileSync(join(folder, "two.yaml"), "nothing: here\n");
    writeFileSync(join(folder, "three.yml"), readFileSync(training));
    const words = ["compile", "one.yaml", "two.yaml", "three.yml", "--to", "kubeflow", "-o", "made"];
    const { code, err } = await slipway(words, { folder });
    expect(code).toBe(1);
    expect(readdirSync(join(folder, "made")).sort()).toEqual(["one.yaml", "three.yaml"]);
    expect(err).toContain("two.yaml: error ir/no-pipeline");
  });

  it("that would be written to one file are refused before anything is written", async () => {
    const folder = emptyFolder();
    mkdirSync(join(folder, "a"));
    writeFileSync(join(folder, "a/p.yaml"), readFileSync(caching));
    writeFileSync(join(folder, "p.yaml"), readFileSync(caching));
    const clash = await slipway(["compile", "p.yaml", "a/p.yaml", "--to", "kubeflow", "-o", "made/"], { folder });
    expect(clash).toMatchObject({ code: 2, err: expect.stringContaining("cli/same-output") });
    expect(existsSync(join(folder, "made"))).toBe(false);
    writeFileSync(join(folder, "w.yaml"), "");
    const file = await slipway(["compile", "p.yaml", "a/p.yaml", "--to", "kubeflow", "-o", "w.yaml"], { folder });
    expect(file).toMatchObject({ code: 2, err: expect.stringContaining("cli/needs-folder") });
  });

  it("are an array for machines with --json, and nothing else", async () => {
    const { code, out, err } = await slipway(["compile", caching, "-", "--to", "kubeflow", "--json"], {
      input: "- 1\n",
    });
    expect([code, err]).toEqual([1, ""]);
    expect(JSON.parse(out)).toMatchObject([
      { file: caching, ok: true, manifests: [{ kind: "Workflow" }], diagnostics: [] },
      { file: "-", ok: false, diagnostics: [{ code: "ir/not-a-mapping", severity: "error" }] },
    ]);
  });
});

describe("values of parameters", () => {
  const compile = (...words: string[]) => slipway(["compile", training, "--to", "kubeflow", ...words]);

  it("are read by the declared type", async () => {
    const { code, out } = await compile("-p", "n_estimators=7", "--param", "test_size=0.5", "-p", "max_depth=3");
    expect(code).toBe(0);
    expect(runtimeConfig(out).parameterValues).toMatchObject({ n_estimators: 7, test_size: 0.5, max_depth: 3 });
  });

  it("come from a file, and the command line wins", async () => {
    const file = join(emptyFolder(), "values.yaml");
    writeFileSync(file, "n_estimators: 5\nmax_depth: 2\n");
    const { out } = await compile("--params", file, "-p", "max_depth=9");
    expect(runtimeConfig(out).parameterValues).toMatchObject({ n_estimators: 5, max_depth: 9 });
  });

  it.each([
    [["-p", "n_estimators=many"], "cli/bad-value"],
    [["-p", "n_estimatrs=7"], 'Did you mean "n_estimators"?'],
    [["-p", "n_estimators"], "cli/bad-assignment"],
    [["--params", "/nowhere.yaml"], "cli/cannot-read"],
  ])("%s is wrong", async (words, message) => {
    expect(await compile(...words)).toMatchObject({ code: 2, out: "", err: expect.stringContaining(message) });
  });
});

describe("a reader that goes away", () => {
  it("is no error", async () => {
    const program = new URL("../bin/slipway.cjs", import.meta.url).pathname;
    const command = `"$0" "$1" compile "$2" "$2" "$2" --to kubeflow --quiet | head -1; echo "\${PIPESTATUS[0]}"`;
    const shell = spawn("bash", ["-c", command, process.execPath, program, training]);
    const chunks: Buffer[] = [];
    shell.stdout.on("data", (chunk) => chunks.push(chunk));
    await new Promise((resolve) => shell.on("close", resolve));
    expect(Buffer.concat(chunks).toString()).toBe("apiVersion: argoproj.io/v1alpha1\n0\n");
  });
});

describe("--split", () => {
  const words = ["compile", training, "--to", "argo", "--store", "s3://bucket/pipelines", "--set", "namespace=ml"];

  it("parts what is applied once from what is created for each run", async () => {
    const folder = emptyFolder();
    const split = [...words, "--kind", "template", "--with", "rbac", "--split", "-o", "train.v1.yaml"];
    const { code, err } = await slipway(split, { folder });
    expect([code, readdirSync(folder).sort()]).toEqual([0, ["train.v1.apply.yaml", "train.v1.create.yaml"]]);
    expect(err).toContain("in train.v1.apply.yaml and train.v1.create.yaml");
    const kinds = (file: string) =>
      loadAll(readFileSync(join(folder, file), "utf8")).map((one) => (one as { kind: string }).kind);
    expect(kinds("train.v1.apply.yaml")).toEqual(["ServiceAccount", "Role", "RoleBinding", "WorkflowTemplate"]);
    expect(kinds("train.v1.create.yaml")).toEqual(["Workflow"]);
  });

  it("makes no file for nothing, and names those that it made", async () => {
    const folder = emptyFolder();
    const split = [...words, "--kind", "cron", "--set", "schedule.cron=@daily", "--split", "-o", "made/", "--json"];
    const { code, out } = await slipway(split, { folder });
    expect([code, readdirSync(join(folder, "made"))]).toEqual([0, ["pipeline.apply.yaml"]]);
    expect(JSON.parse(out)).toMatchObject([{ ok: true, outputs: ["made/pipeline.apply.yaml"] }]);
  });
});

it("several manifests in JSON are a list that kubectl takes", async () => {
  const words = ["--store", "s3://bucket/pipelines", "--kind", "template", "--format", "json"];
  const { out } = await slipway(["compile", caching, "--to", "argo", ...words]);
  expect(JSON.parse(out)).toMatchObject({ kind: "List", items: [{ kind: "WorkflowTemplate" }, { kind: "Workflow" }] });
});
