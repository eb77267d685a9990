// Our Workflow against the official compiler's, for every pipeline of the oracle.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { compile } from "@slipway/compiler";
import { type KubeflowOptions, kubeflow } from "@slipway/kubeflow";
import { printManifest } from "@slipway/kubernetes";
import { load } from "js-yaml";
import { describe, expect, it } from "vitest";
import { differences } from "./oracle/equal.ts";

const oracle = new URL("../../shared/oracle/", import.meta.url);
const isThere = existsSync(oracle);
if (!isThere)
  console.warn("The oracle is not beside the project: the comparison with the official compiler is skipped.");

const RUN_AS_USER: KubeflowOptions = { runAsUser: 1001, logLevel: "3" };

/** The cases that the official compiler made with an option. */
const OPTIONS: Readonly<Record<string, KubeflowOptions>> = {
  run_as_user_cache_enabled: RUN_AS_USER,
  run_as_user_cache_disabled: { ...RUN_AS_USER, cacheDisabled: true },
  mounted_cabundle_configmap: { caBundle: { configMap: "test-configmap-name", key: "test-configmap-key" } },
  mounted_cabundle_secret: { caBundle: { secret: "test-secret-name" } },
};

const read = (folder: string, name: string) => readFileSync(new URL(`${folder}/${name}.yaml`, oracle), "utf8");
const names = (folder: string) =>
  isThere ? readdirSync(new URL(folder, oracle)).map((file) => file.replace(/\.yaml$/, "")) : [];

function compileCase(text: string, options: KubeflowOptions = {}) {
  const result = compile(text, kubeflow, { options });
  if (!result.ok) throw new Error(result.diagnostics.map(({ code, message }) => `${code} ${message}`).join("\n"));
  return load(result.value.manifests.map(printManifest).join("---\n"));
}

describe.runIf(isThere)("the official compiler", () => {
  it("has a Workflow for each of the 100 pipelines", () => {
    expect(names("ir")).toHaveLength(100);
    expect(names("argo")).toEqual(names("ir"));
  });

  it.each(names("ir"))("makes the same of %s", (name) => {
    expect(differences(compileCase(read("ir", name), OPTIONS[name]), load(read("argo", name)))).toEqual([]);
  });

  it.each(names("ir"))("makes the same of %s with caching disabled, but for the flag", (name) => {
    const enabled = read("argo", name).replaceAll("--cache_disabled=false", "--cache_disabled=true");
    const ours = compileCase(read("ir", name), { ...OPTIONS[name], cacheDisabled: true });
    expect(differences(ours, load(enabled))).toEqual([]);
  });

  it.each(names("rejected"))("refuses %s, as we do, with path and reason", (name) => {
    const result = compile(read("rejected", name), kubeflow);
    expect(result.ok).toBe(false);
    const refusals = result.ok ? [] : result.diagnostics.filter(({ severity }) => severity === "error");
    expect(refusals.map(({ code }) => code)).toContain("resolve/unsupported");
    for (const { path, range } of refusals) expect([path.length, range?.line]).not.toContain(0);
  });
});

describe("what counts as equal", () => {
  const one = { spec: { templates: [{ name: "a", volumes: [{ name: "v", emptyDir: {} }] }] } };
  it.each([
    ["a list in another order", { spec: { a: ["1", "2"] } }, { spec: { a: ["2", "1"] } }],
    ["an emptyDir that is gone", one, { spec: { templates: [{ name: "a", volumes: [{ name: "v" }] }] } }],
    ["a parameter without its empty value", { parameters: [{ value: "" }] }, { parameters: [{}] }],
    ["other JSON in a text", { a: '{"b":1}' }, { a: '{"b":2}' }],
    ["a number in place of a text", { a: 1 }, { a: "1" }],
  ])("%s does not", (_, ours, theirs) => expect(differences(ours, theirs)).not.toEqual([]));

  it.each([
    ["null, empty lists, mappings and texts", { a: null, b: [], c: {}, d: "" }, {}],
    ["JSON in another order", { a: '{"b":1,"c":2}' }, { a: '{ "c": 2, "b": 1 }' }],
    ["arguments in another order", args("a", "b"), args("b", "a")],
  ])("%s does", (_, ours, theirs) => expect(differences(ours, theirs)).toEqual([]));
});

function args(...names: string[]) {
  return { spec: { arguments: { parameters: names.map((name) => ({ name, value: name })) } } };
}
