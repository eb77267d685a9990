// Whole runs with the real runtime, in a store of their own.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JsonObject } from "@slipway/ir";
import { afterAll, describe, expect, test } from "vitest";
import type { Steps } from "./pipelines.ts";
import { type Options, run as runIn } from "./run-plan.ts";

const root = mkdtempSync(join(tmpdir(), "slipway-run-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const run = (steps: Steps, options: Partial<Options> = {}) =>
  runIn(steps, { folder: mkdtempSync(join(root, "store-")), ...options });

describe("the variables of a task", () => {
  const show = { run: 'echo "$MACHINE|$SLIPWAY_STORE|$OWN|$KFP_RETRY_INDEX|$NAME|$LABEL"' };

  test("are the user's own but Slipway's, and then its own", async () => {
    const env = { MACHINE: "m", SLIPWAY_STORE: "s", OWN: "machine's" };
    const kubernetes = {
      "exec-a": {
        secretAsEnv: [{ secretName: "s", keyToEnv: [{ secretKey: "k", envVar: "OWN" }] }],
        fieldPathAsEnv: [
          { name: "NAME", fieldPath: "metadata.namespace" },
          { name: "LABEL", fieldPath: "metadata.labels['team']" },
        ],
        podMetadata: { labels: { team: "ml" } },
      },
    };
    const objects = { secrets: { s: { k: "$(x) 'quoted'" } }, configMaps: {} };
    expect((await run({ a: show }, { env, kubernetes, objects })).lines).toEqual(["m||$(x) 'quoted'||default|ml"]);
    const retry = { maxRetryCount: 1 };
    expect((await run({ a: { ...show, retry } }, { env })).lines).toEqual(["m||machine's|0||"]);
  });

  test("cannot be had from a Secret that nobody gave", async () => {
    const kubernetes = {
      "exec-a": { secretAsEnv: [{ secretName: "s", keyToEnv: [{ secretKey: "k", envVar: "K" }] }] },
    };
    const { state, errors } = await run({ a: show }, { kubernetes });
    expect(state).toBe("FAILED");
    expect(errors["a"]).toBe('the Secret "s" is not given; put it under "secrets" in the file that --secrets names');
  });

  test("that cannot be had are not waited for with a retry, nor is a program that is not there", async () => {
    const retry = { maxRetryCount: 3, backoffDuration: "60s" };
    const kubernetes = {
      "exec-a": { secretAsEnv: [{ secretName: "s", keyToEnv: [{ secretKey: "k", envVar: "K" }] }] },
    };
    const ran = await run({ a: { ...show, retry } }, { kubernetes });
    expect(ran.events.map(({ kind }) => kind)).toEqual(["started", "executing", "ended"]);
  });
});

describe("time limits", () => {
  test("of a task end it, and its retry starts anew", async () => {
    const kubernetes = { "exec-a": { activeDeadlineSeconds: "1" } };
    const retry = { maxRetryCount: 1, backoffDuration: "0s" };
    const { errors, events } = await run({ a: { run: "echo up; sleep 60", retry } }, { kubernetes });
    expect(errors).toEqual({ a: "it took longer than its time limit, 1 s" });
    expect(events.filter(({ kind }) => kind === "executing")).toHaveLength(2);
  });

  test("of the run end what runs, and let what cleans up run", async () => {
    const steps: Steps = {
      long: { run: "sleep 60" },
      next: { after: ["long"] },
      clean: { after: ["long"], completed: true, run: "echo clean" },
    };
    const { state, errors, lines, ended } = await run(steps, { pipelineConfig: { activeDeadlineSeconds: 1 } });
    expect({ state, lines }).toEqual({ state: "FAILED", lines: ["clean"] });
    expect(errors["long"]).toBe("the run took longer than its time limit, 1 s");
    expect(ended.map(({ path, state: one }) => `${path} ${one}`).sort()).toEqual([
      "clean SUCCEEDED",
      "long FAILED",
      "next NOT_RUN",
    ]);
  });
});

describe("files of a run", () => {
  const output = (pipeline: JsonObject): JsonObject => {
    const { components } = pipeline as { components: Record<string, JsonObject> };
    const outputDefinitions = { artifacts: { data: { artifactType: { schemaTitle: "system.Dataset" } } } };
    return { ...pipeline, components: { ...components, "comp-a": { ...components["comp-a"], outputDefinitions } } };
  };

  test("a try that failed leaves no artifact behind, and one that succeeded only its own", async () => {
    const script = 'echo x > "{{$.outputs.artifacts[\'data\'].path}}"; test "$KFP_RETRY_INDEX" = 1';
    const steps: Steps = { a: { run: script, retry: { maxRetryCount: 2, backoffDuration: "0s" } } };
    const { state, folder, id } = await run(steps, { change: output });
    expect(state).toBe("SUCCEEDED");
    const inside = readdirSync(join(folder, "small", id, "a"));
    expect(inside).toHaveLength(2);
    const attempt = inside.find((name) => name !== "task.json") ?? "";
    expect(readFileSync(join(folder, "small", id, "a", attempt, "data"), "utf8")).toBe("x\n");
    expect(readdirSync(join(folder, ".slipway", "work"))).toEqual([]);
  });

  test("the workspace is one folder for all tasks, gone after the run", async () => {
    const path = "{{$.workspace_path}}";
    const steps: Steps = {
      a: { run: `echo shared > "${path}/file"; echo ${path}` },
      b: { after: ["a"], run: `cat "${path}/file"` },
    };
    const { lines } = await run(steps, { pipelineConfig: { workspace: { size: "1Gi", kubernetes: {} } } });
    expect(lines[1]).toBe("shared");
    expect(existsSync(lines[0] ?? "/")).toBe(false);
  });

  test("volume claims outlive the run that made them, until one deletes them", async () => {
    const volume = (image: string, name: string, outputs: JsonObject) => (pipeline: JsonObject) => ({
      ...pipeline,
      root: {
        dag: {
          tasks: {
            claim: {
              taskInfo: { name: "claim" },
              componentRef: { name: "comp-claim" },
              inputs: { parameters: { pvc_name: { runtimeValue: { constant: name } } } },
            },
          },
        },
      },
      components: {
        "comp-claim": {
          executorLabel: "exec-claim",
          inputDefinitions: { parameters: { pvc_name: { parameterType: "STRING" } } },
          ...outputs,
        },
      },
      deploymentSpec: { executors: { "exec-claim": { container: { image } } } },
    });
    const folder = join(root, "volumes");
    const made = { outputDefinitions: { parameters: { name: { parameterType: "STRING" } } } };
    const create = { folder, change: volume("argostub/createpvc", "../data", made) };
    const remove = { folder, change: volume("argostub/deletepvc", "../data", {}) };
    expect((await run({}, create)).ended[0]?.record?.outputs.parameters["name"]?.value).toBe("../data");
    expect(readdirSync(join(folder, ".slipway", "volumes"))).toEqual(["..%2Fdata"]);
    expect((await run({}, create)).errors).toEqual({ claim: 'there is already a volume claim "../data"' });
    expect((await run({}, remove)).state).toBe("SUCCEEDED");
    expect((await run({}, remove)).errors).toEqual({ claim: 'there is no volume claim "../data"' });
  });
});
