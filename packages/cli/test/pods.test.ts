// slipway pods: streams, files, and what stands in a plain Pod.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadAll } from "js-yaml";
import { describe, expect, it } from "vitest";
import { emptyFolder, example, slipway } from "./slipway.ts";

const caching = example("caching");
const STORE = ["--store", "s3://bucket/runs"];

type Pod = {
  kind: string;
  metadata: { name: string; annotations: Record<string, string> };
  spec: { containers: { name: string; resources?: { limits?: object } }[] };
};

function golden(name: string): string {
  return fileURLToPath(new URL(`../../../golden/${name}/pipeline.yaml`, import.meta.url));
}

describe.each(["argo", "tekton"])("pods of %s", (to) => {
  it("go to standard output, one document each, each with its task", async () => {
    const { code, out } = await slipway(["pods", caching, "--to", to, ...STORE]);
    expect(code).toBe(0);
    const pods = loadAll(out) as Pod[];
    expect(pods.map(({ kind }) => kind)).toEqual(["Pod", "Pod", "Pod"]);
    const tasks = pods.map(({ metadata }) => metadata.annotations["slipway/task"]);
    expect(tasks).toEqual(pods.map(({ metadata }) => metadata.name));
  });

  it("are a list with --format json", async () => {
    const { out } = await slipway(["pods", caching, "--to", to, ...STORE, "--format", "json"]);
    const { kind, items } = JSON.parse(out) as { kind: string; items: Pod[] };
    expect([kind, items.length]).toEqual(["List", 3]);
  });

  it("are written into a folder, one file each, or into one file", async () => {
    const folder = emptyFolder();
    const { code, err } = await slipway(["pods", caching, "--to", to, ...STORE, "-o", "pods/"], { folder });
    expect(code).toBe(0);
    expect(err).toContain("3 pods, in pods/");
    expect(readdirSync(join(folder, "pods")).length).toBe(3);
    await slipway(["pods", caching, "--to", to, ...STORE, "-o", "all.yaml", "-q"], { folder });
    expect(loadAll(readFileSync(join(folder, "all.yaml"), "utf8")).length).toBe(3);
  });
});

describe("a pod", () => {
  it("lacks what a run alone knows where no text may stand, and says so", async () => {
    const { out } = await slipway(["pods", golden("resources-from-task"), "--to", "argo", ...STORE]);
    const [, train] = loadAll(out) as Pod[];
    expect(train?.spec.containers[0]).toMatchObject({ name: "main", resources: { limits: {} } });
    const leftOut = JSON.parse(train?.metadata.annotations["slipway/left-out"] ?? "{}") as Record<string, string>;
    expect(Object.keys(leftOut)).toContain("spec.containers[0].resources.limits.cpu");
  });

  it("is made with the values that the call gives", async () => {
    const words = ["pods", golden("resources-from-parameters"), "--to", "argo", ...STORE, "-p"];
    const limits = async (value: string) => {
      const pods = loadAll((await slipway([...words, value])).out) as Pod[];
      const own = pods.find(({ metadata }) => metadata.annotations["slipway/pod"] === "task");
      return own?.spec.containers.find(({ name }) => name === "main")?.resources?.limits;
    };
    expect(await limits("cpu=3")).toMatchObject({ cpu: "3" });
    expect(await limits("cpu=4")).toMatchObject({ cpu: "4" });
  });
});

describe("what cannot be done", () => {
  it("is to tell pods that only Kubeflow's drivers know", async () => {
    const { code, err } = await slipway(["pods", caching, "--to", "kubeflow"]);
    expect(code).toBe(2);
    expect(err).toContain("which pods kubeflow makes only its drivers know");
  });

  it("is to read several pipelines, none, or without a backend", async () => {
    expect((await slipway(["pods", caching, caching, "--to", "argo"])).err).toContain("one pipeline at a time");
    expect((await slipway(["pods", "--to", "argo"])).err).toContain("no file is named");
    expect((await slipway(["pods", caching])).err).toContain("--to is missing");
  });

  it("is to write over the pipeline", async () => {
    const folder = emptyFolder();
    const text = readFileSync(golden("toleration"), "utf8");
    mkdirSync(join(folder, "in"));
    writeFileSync(join(folder, "in", "work.yaml"), text);
    const words = ["pods", "in/work.yaml", "--to", "argo", ...STORE, "-o"];
    for (const output of ["in/work.yaml", "in/"]) {
      const { code, err } = await slipway([...words, output], { folder });
      expect([code, err]).toEqual([2, expect.stringContaining("it is the input")]);
    }
    expect(readFileSync(join(folder, "in", "work.yaml"), "utf8")).toBe(text);
  });

  it("is a pipeline that is refused: 1", async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, "bad.yaml"), "root: 1\n");
    expect((await slipway(["pods", "bad.yaml", "--to", "argo", ...STORE], { folder })).code).toBe(1);
  });
});
