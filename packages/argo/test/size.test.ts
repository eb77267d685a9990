// What becomes of a pipeline that is too large for one object of Kubernetes.
import { type ArgoOptions, argo, type ConfigMap, type Workflow } from "@slipway/argo";
import { compile } from "@slipway/compiler";
import { expect, test } from "vitest";

const STORE = { uri: "s3://bucket/pipelines" };

/** A pipeline of components, each with a text of so many characters in its command. */
function made(lengths: readonly number[], options: Partial<ArgoOptions> = {}, filler = "x") {
  const names = lengths.map((_, index) => `c${index}`);
  const executor = (length: number) => ({
    container: { image: "alpine:3.22", command: ["echo", filler.repeat(length)] },
  });
  const pipeline = {
    components: Object.fromEntries(names.map((name) => [`comp-${name}`, { executorLabel: `exec-${name}` }])),
    deploymentSpec: {
      executors: Object.fromEntries(names.map((name, index) => [`exec-${name}`, executor(lengths[index] ?? 0)])),
    },
    pipelineInfo: { name: "large" },
    root: {
      dag: {
        tasks: Object.fromEntries(
          names.map((name) => [name, { componentRef: { name: `comp-${name}` }, taskInfo: { name } }]),
        ),
      },
    },
    schemaVersion: "2.1.0",
  };
  return compile(JSON.stringify(pipeline), argo, { options: { store: STORE, ...options } });
}

function manifestsOf(result: ReturnType<typeof made>) {
  const manifests = result.ok ? result.value.manifests : [];
  const configMaps = manifests.filter((one): one is ConfigMap => one.kind === "ConfigMap");
  const workflow = manifests.find((one): one is Workflow => one.kind === "Workflow");
  return { configMaps, workflow };
}

function messages(result: ReturnType<typeof made>): readonly string[] {
  return result.ok
    ? []
    : result.diagnostics
        .filter(({ severity }) => severity === "error")
        .map(({ code, message }) => `${code}: ${message}`);
}

test("what fits stays in the Workflow", () => {
  const { configMaps, workflow } = manifestsOf(made([80_000, 80_000]));
  expect(configMaps).toEqual([]);
  expect(workflow?.metadata.annotations).toHaveProperty("slipway/plan");
});

test("one template that an old Argo could not hand to its pod is enough for all to move", () => {
  const { configMaps, workflow } = manifestsOf(made([300_000, 10]));
  expect(configMaps.map(({ data }) => Object.keys(data))).toEqual([["plan", "template-comp-c0", "template-comp-c1"]]);
  expect(workflow?.metadata.annotations).toBeUndefined();
  expect(JSON.stringify(workflow).length).toBeLessThan(20_000);
});

test("characters that Go writes as escapes count as what they become", () => {
  expect(manifestsOf(made([30_000], {}, "<")).configMaps).toHaveLength(1);
  expect(manifestsOf(made([30_000], {}, "(")).configMaps).toHaveLength(0);
});

test("many small descriptions are too much for one Workflow, and spread over several ConfigMaps", () => {
  const { configMaps, workflow } = manifestsOf(made(Array.from({ length: 30 }, () => 60_000)));
  expect(configMaps.length).toBe(2);
  for (const { data } of configMaps) expect(JSON.stringify(data).length).toBeLessThan(1_048_576);
  const held = configMaps.flatMap(({ data }) => Object.keys(data));
  const wanted = JSON.stringify(workflow).match(/"key":"[^"]+"/g) ?? [];
  expect(new Set(wanted.map((text) => text.slice(7, -1)))).toEqual(new Set(held));
});

test("a ConfigMap is named by what it holds", () => {
  const nameOf = (length: number) => manifestsOf(made([length])).configMaps[0]?.metadata.name;
  expect(nameOf(300_000)).toBe(nameOf(300_000));
  expect(nameOf(300_000)).not.toBe(nameOf(300_001));
});

test("a description that no ConfigMap holds is refused, by the name of its component", () => {
  expect(messages(made([1_200_000]))).toEqual([
    'argo/too-large: what pods of "comp-c0" are told: 1,173 KiB are more than the 977 KiB that a ConfigMap holds; largest are comp-c0 (1,173 KiB)',
  ]);
});

test("more tasks than one object holds are refused, with the largest parts", () => {
  const [message = ""] = messages(made(Array.from({ length: 600 }, () => 10)));
  expect(message).toMatch(
    /^argo\/too-large: the Workflow: [\d,]+ KiB are more than the 512 KiB that leave room for its status; largest are large /,
  );
});
