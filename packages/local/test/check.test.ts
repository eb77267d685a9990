import { planPipeline } from "@slipway/compiler";
import type { JsonObject } from "@slipway/ir";
import { type CheckSettings, checkPlan } from "@slipway/local";
import { expect, test } from "vitest";
import { pipelineOf, type Steps } from "./pipelines.ts";

const NONE = { secrets: {}, configMaps: {} };

function check(steps: Steps, kubernetes: JsonObject, settings: Partial<CheckSettings> = {}) {
  const platform = { platforms: { kubernetes: { deploymentSpec: { executors: kubernetes } } } };
  const text = `${JSON.stringify(pipelineOf(steps))}\n---\n${JSON.stringify(platform)}\n`;
  const planned = planPipeline(text);
  if (!planned.ok) throw new Error(JSON.stringify(planned.diagnostics));
  const result = checkPlan(planned.value.plan, { runner: "process", isChosen: true, objects: NONE, ...settings });
  return (result.ok ? result.warnings : result.diagnostics).map(({ code, message }) => `${code}: ${message}`);
}

const secret = { secretAsEnv: [{ secretName: "keys", keyToEnv: [{ secretKey: "token", envVar: "TOKEN" }] }] };

test("a pipeline without settings says nothing, but that images are not used", () => {
  expect(check({ a: {} }, {})).toEqual([]);
  expect(check({ a: {}, b: { image: "foo/bar:1" } }, {}, { isChosen: false })).toEqual([
    "local/not-in-image: tasks run with the programs of this machine, not in their images: alpine (a), foo/bar:1 (b); use --runner docker for those",
  ]);
});

test("all that has no effect is one warning, with the tasks", () => {
  const settings = {
    "exec-a": { nodeSelector: { labels: { x: "y" } }, tolerations: [{ key: "gpu", operator: "Exists" }] },
    "exec-b": { nodeSelector: { labels: { x: "y" } }, pvcMount: [{ constant: "claim", mountPath: "/data" }] },
  };
  const steps = { a: {}, b: {} };
  expect(check(steps, settings)).toEqual([
    "local/no-effect: on this machine some settings have no effect: Nodes chosen by label (a, b); Tolerations of tainted nodes (a); A volume claim as a folder (b)",
  ]);
  expect(check(steps, settings, { runner: "docker" })[0]).not.toContain("volume claim");
});

test("Secrets and config maps that nobody gave are named before anything runs, which may yet be skipped", () => {
  const asked = {
    "exec-a": {
      ...secret,
      configMapAsEnv: [{ configMapName: "settings", keyToEnv: [{ configMapKey: "k", envVar: "K" }] }],
    },
    "exec-b": { secretAsVolume: [{ secretName: "files", mountPath: "/secret", optional: false }] },
  };
  expect(check({ a: {}, b: {} }, asked, { runner: "docker" })).toEqual([
    'local/missing-object: task "a" will fail if it runs: the Secret "keys" is not given; put it under "secrets" in the file that --secrets names',
    'local/missing-object: task "a" will fail if it runs: the config map "settings" is not given; put it under "configMaps" in the file that --secrets names',
    'local/missing-object: task "b" will fail if it runs: the Secret "files" is not given; put it under "secrets" in the file that --secrets names',
  ]);
});

test("what is given, or optional, is not missed; a key that is not there is", () => {
  const given = { secrets: { keys: { token: "t" } }, configMaps: {} };
  expect(check({ a: {} }, { "exec-a": secret }, { objects: given })).toEqual([]);
  const optional = { secretAsEnv: secret.secretAsEnv.map((item) => ({ ...item, optional: true })) };
  expect(check({ a: {} }, { "exec-a": optional })).toEqual([]);
  expect(check({ a: {} }, { "exec-a": secret }, { objects: { secrets: { keys: {} }, configMaps: {} } })).toEqual([
    'local/missing-object: task "a" will fail if it runs: the Secret "keys" has no key "token" in the file that --secrets names',
  ]);
});

test("what runs on Vertex AI only is refused", () => {
  const text = pipelineOf({ a: {} });
  const deploymentSpec = { executors: { "exec-a": { customJob: { customJob: {} } } } };
  const planned = planPipeline(JSON.stringify({ ...text, deploymentSpec }));
  if (!planned.ok) throw new Error(JSON.stringify(planned.diagnostics));
  const checked = checkPlan(planned.value.plan, { runner: "process", isChosen: true, objects: NONE });
  expect(checked.ok || checked.diagnostics.map(({ code }) => code)).toEqual(["resolve/unsupported"]);
});
