// What a task is given, or why it does not run, from the records of those before it.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ArtifactBinding, Guard, Invocation, Iterations, OutlineTask, Source } from "@slipway/pod";
import { type DriveSettings, driveTask, plainPlaces, readRecord, writeDecision } from "@slipway/runtime";
import { describe, expect, test } from "vitest";
import { dag, ended, type MadeUp, runOf, settings, task, told } from "./made-up-run.ts";

function drive(
  context: MadeUp,
  invocation: Invocation,
  iterations: Iterations = {},
  more: Partial<DriveSettings> = {},
) {
  const places = plainPlaces(join(context.folder, "work"), join(context.folder, "outputs"));
  return driveTask(invocation, iterations, context, settings(context, places, more));
}

const output = (of: string): Source => ({ kind: "task-output", task: of, output: "text" });
const loops: Invocation["loops"] = { each: { kind: "parameter", items: { kind: "constant", value: ["x", "y", "z"] } } };
const guard = (of: string, condition: string, from: Source): Guard => ({
  task: of,
  condition,
  parameters: { x: { type: "STRING", from } },
  artifacts: {},
});

/** A task that is given a list of what the turns of a loop made. */
async function collect(context: MadeUp, from: Source) {
  const parameters = { list: { type: "LIST" as const, from: { kind: "collected" as const, loop: "each", from } } };
  const driven = await drive(context, told("all", { inputs: { parameters, artifacts: {} }, loops }));
  return driven.kind === "work" ? driven.assignment.inputs.parameters["list"] : driven.record.error?.message;
}

test("a toleration is told with its seconds as a number, as Kubernetes has them", async () => {
  const context = await runOf([task("own")]);
  const parameters = { config: { type: "TASK_CONFIG" as const, isOptional: true, from: { kind: "absent" as const } } };
  const invocation = told("own", {
    inputs: { parameters, artifacts: {} },
    taskConfig: [{ field: "KUBERNETES_TOLERATIONS", applyToTask: false }],
    kubernetes: { tolerations: [{ key: "gpu", effect: "NoExecute", tolerationSeconds: "300" }] },
  });
  const driven = await drive(context, invocation);
  const config = driven.kind === "work" ? driven.assignment.inputs.parameters["config"] : undefined;
  expect(config).toMatchObject({ tolerations: [{ key: "gpu", effect: "NoExecute", tolerationSeconds: 300 }] });
});

describe("what is collected from a loop", () => {
  const inside = [task("each/a"), task("each/b", { dependencies: ["a"] })];
  const turns: readonly OutlineTask[] = [
    dag("each", [dag("each/if", [task("each/if/c")]), ...inside], { iterates: true }),
    task("all", { dependencies: ["each"] }),
  ];

  async function made(...states: readonly ("SUCCEEDED" | "FAILED" | "SKIPPED" | "CANCELLED")[]) {
    const context = await runOf(turns);
    for (const [turn, state] of states.entries()) {
      await ended(context, "each/b", state, { text: `${turn}` }, { each: turn });
    }
    return context;
  }

  test("leaves out what was skipped", async () => {
    expect(await collect(await made("SUCCEEDED", "SKIPPED", "SUCCEEDED"), output("each/b"))).toEqual(["0", "2"]);
  });

  test.each(["FAILED", "CANCELLED"] as const)("is nothing when one has %s", async (state) => {
    const told = await collect(await made("SUCCEEDED", "SUCCEEDED", state), output("each/b"));
    expect(told).toContain('task "each/2/b" ');
  });

  test("is nothing while one has not run", async () => {
    const told = await collect(await made("SUCCEEDED", "SUCCEEDED"), output("each/b"));
    expect(told).toContain('task "each/2/b" has not run');
  });

  test("leaves out what was not reached behind a skipped one", async () => {
    const context = await made("SUCCEEDED", "SUCCEEDED");
    await ended(context, "each/a", "SKIPPED", {}, { each: 2 });
    expect(await collect(context, output("each/b"))).toEqual(["0", "1"]);
  });

  test("leaves out what is in a DAG that was skipped", async () => {
    const context = await runOf(turns);
    await ended(context, "each/if/c", "SUCCEEDED", { text: "1" }, { each: 1 });
    for (const turn of [0, 2]) await writeDecision(context, "each/if", { each: turn }, { skipped: true });
    expect(await collect(context, output("each/if/c"))).toEqual(["1"]);
  });

  test("leaves out what the run's parameters skip, of which nobody needs to take a note", async () => {
    const reads = { x: { type: "BOOLEAN" as const, from: { kind: "pipeline-parameter" as const, name: "go" } } };
    const condition = "inputs.parameter_values['x'] == true";
    const inner = dag("each/if", [task("each/if/c")], { condition, reads });
    const loop = dag("each", [inner], { iterates: true });
    expect(await collect(await runOf([loop], { go: false }), output("each/if/c"))).toEqual([]);
    const gone = await collect(await runOf([loop], { go: true }), output("each/if/c"));
    expect(gone).toContain('task "each/0/if/c" has not run');
  });

  test("is nothing, and no empty list, when the loop was skipped as a whole", async () => {
    const context = await runOf(turns);
    await writeDecision(context, "each", {}, { skipped: true });
    expect(await collect(context, output("each/b"))).toContain('loop "each" was skipped');
  });
});

describe("a condition", () => {
  const items: Source = { kind: "constant", value: { a: "b" } };

  test("sees null where there is null", async () => {
    const context = await runOf([task("a")], { none: null });
    const none = guard("a", "inputs.parameter_values['x'] == null", { kind: "pipeline-parameter", name: "none" });
    expect((await drive(context, told("a", { guards: [none] }))).kind).toBe("work");
  });

  test("does not see null where something went wrong", async () => {
    const context = await runOf([task("a")]);
    const from: Source = { kind: "selected", from: items, selector: 'parseJson(string_value)["c"]' };
    const driven = await drive(
      context,
      told("a", { guards: [guard("a", "inputs.parameter_values['x'] == null", from)] }),
    );
    expect(driven).toMatchObject({
      kind: "done",
      record: { state: "FAILED", error: { message: expect.stringContaining('the condition of "a" cannot be told') } },
    });
  });

  test("of a DAG that is false is noted as that of the DAG", async () => {
    const context = await runOf([dag("each", [dag("each/if", [task("each/if/a")])], { iterates: true })]);
    const guards = [guard("each/if", "false", { kind: "absent" })];
    const driven = await drive(context, told("each/if/a", { guards, loops }), { each: 1 });
    expect(driven).toMatchObject({ kind: "done", record: { state: "SKIPPED" } });
    const decision = await context.store.get("p/run/each/1/if/decision.json");
    expect(JSON.parse(new TextDecoder().decode(decision?.bytes))).toMatchObject({ skipped: true, task: "each/if" });
  });
});

describe("a condition of a DAG that cannot be told", () => {
  test("is noted as the DAG's failure: the task in it has not run", async () => {
    const context = await runOf([dag("each", [dag("each/if", [task("each/if/a")])], { iterates: true })]);
    const condition = "inputs.parameter_values['x'] > 3";
    const guards = [guard("each/if", condition, { kind: "loop-item", loop: "each" })];
    const driven = await drive(context, told("each/if/a", { guards, loops }), { each: 1 });
    const message = expect.stringContaining('the condition of "each/if" cannot be told');
    expect(driven).toMatchObject({ kind: "done", record: { state: "FAILED", error: { message } } });
    expect(await readRecord(context, "each/1/if/a")).toBeUndefined();
    const decision = await context.store.get("p/run/each/1/if/decision.json");
    expect(JSON.parse(new TextDecoder().decode(decision?.bytes))).toMatchObject({ error: { message } });
  });
});

describe("an importer that is read from outside of where it is", () => {
  const imports = (uri: string, more: Partial<Invocation> = {}) =>
    told("each/import", {
      work: {
        ...{ kind: "importer", uri: { constant: uri }, type: {}, metadata: {} },
        ...{ reimport: false, downloadToWorkspace: false },
      },
      outputs: { parameters: {}, artifacts: { artifact: { type: {}, isList: false } } },
      loops,
      ...more,
    });
  const reads = (importer: Invocation): Invocation => {
    const from: Source = { kind: "task-output", task: "each/import", output: "artifact" };
    const data: ArtifactBinding = {
      ...{ type: {}, isList: true, isOptional: false, from: { kind: "collected", loop: "each", from } },
    };
    const importers = { "each/import": importer };
    return told("all", { inputs: { parameters: {}, artifacts: { data } }, loops, importers });
  };
  const outline = [dag("each", [task("each/import", { kind: "importer" })], { iterates: true }), task("all")];

  async function urisOf(context: MadeUp, importer: Invocation) {
    const driven = await drive(context, reads(importer));
    if (driven.kind !== "work") throw new Error(JSON.stringify(driven.record.error));
    return driven.assignment.inputs.artifacts["data"]?.map(({ uri, identity }) => [uri, identity]);
  }

  test("asks its own condition first", async () => {
    const context = await runOf(outline);
    const condition = "inputs.parameter_values['x'] != 'y'";
    const guards = [guard("each/import", condition, { kind: "loop-item", loop: "each" })];
    const uri = "https://example.com/data";
    expect(await urisOf(context, imports(uri, { guards }))).toHaveLength(2);
    expect(await readRecord(context, "each/1/import")).toBeUndefined();
    expect(await readRecord(context, "each/2/import")).toMatchObject({ state: "SUCCEEDED" });
  });

  test("notes that the condition of a DAG around it is false", async () => {
    const inside = [dag("each/if", [task("each/if/import", { kind: "importer" })])];
    const context = await runOf([dag("each", inside, { iterates: true }), task("all")]);
    const condition = "inputs.parameter_values['x'] != 'y'";
    const guards = [guard("each/if", condition, { kind: "loop-item", loop: "each" })];
    const importer = { ...imports("https://example.com/data", { guards }), task: "each/if/import" };
    const from: Source = { kind: "task-output", task: "each/if/import", output: "artifact" };
    const data = {
      type: {},
      isList: true,
      isOptional: false,
      from: { kind: "collected" as const, loop: "each", from },
    };
    const importers = { "each/if/import": importer };
    await drive(context, told("all", { inputs: { parameters: {}, artifacts: { data } }, loops, importers }));
    const decision = await context.store.get("p/run/each/1/if/decision.json");
    expect(JSON.parse(new TextDecoder().decode(decision?.bytes))).toMatchObject({ skipped: true, task: "each/if" });
    expect(await context.store.get("p/run/each/0/if/decision.json")).toBeUndefined();
  });

  test("imports nothing behind a task that was skipped", async () => {
    const behind = task("each/import", { kind: "importer", dependencies: ["before"] });
    const context = await runOf([dag("each", [task("each/before"), behind], { iterates: true }), task("all")]);
    for (const each of [0, 1, 2])
      await ended(context, "each/before", each === 1 ? "SKIPPED" : "SUCCEEDED", {}, { each });
    expect(await urisOf(context, imports("https://example.com/data"))).toHaveLength(2);
  });

  test("is new in every run when nobody can say what lies there", async () => {
    const made = await runOf(outline);
    const file = join(made.folder, "data");
    writeFileSync(file, "x");
    const known = await urisOf(made, imports(file));
    expect(known?.[0]?.[1]).toMatch(/^content:/);
    const again = await runOf(outline);
    // A uri that no store takes; who reads the artifact fails for the same reason.
    await drive(again, reads(imports("file:///data/../data"))).catch((error) =>
      expect(error).toMatchObject({ code: "store/bad-uri" }),
    );
    const record = await readRecord(again, "each/0/import");
    expect(record?.outputs.artifacts["artifact"]?.[0]?.identity).toBe("run:run");
  });
});

describe("the cache's key", () => {
  async function keyOf(more: Partial<Invocation>): Promise<string> {
    const driven = await drive(await runOf([task("a")]), told("a", more));
    return (driven.kind === "work" && driven.assignment.cache?.key) || "none";
  }
  const secret = (settings: object) => ({ kubernetes: { secretAsEnv: [settings] } }) as Partial<Invocation>;
  const seen = (secretKey: string, envVar: string) => secret({ secretName: "s", keyToEnv: [{ secretKey, envVar }] });
  const volume = (settings: object) => ({ kubernetes: { configMapAsVolume: [settings] } }) as Partial<Invocation>;
  const cache = { enabled: true, key: "mine" };
  const env = (value: string) => ({
    work: {
      ...{ kind: "container" as const, image: "alpine", command: ["true"], args: [] },
      env: [{ name: "MODE", value }],
    },
    cache,
  });

  test.each([
    ["another key of a Secret", seen("user", "A"), seen("password", "A")],
    ["another variable", seen("user", "A"), seen("user", "B")],
    [
      "another place of a config map",
      volume({ configMapName: "c", mountPath: "/a" }),
      volume({ configMapName: "c", mountPath: "/b" }),
    ],
    ["another environment, with a key of the user's own too", env("fast"), env("slow")],
  ])("is another for %s", async (_, one, other) => {
    expect(await keyOf(one)).toBe(await keyOf(one));
    expect(await keyOf(one)).not.toBe(await keyOf(other));
  });

  test("is the same however a name is given", async () => {
    const from: Source = { kind: "constant", value: "s" };
    const parameter = { componentInputParameter: "which" };
    const given = {
      kubernetes: { secretAsVolume: [{ secretNameParameter: parameter, mountPath: "/m" }] },
      kubernetesInputs: { "/secretAsVolume/0/secretNameParameter": { from } },
    } as Partial<Invocation>;
    const literal = { kubernetes: { secretAsVolume: [{ secretName: "s", mountPath: "/m" }] } } as Partial<Invocation>;
    expect(await keyOf(given)).toBe(await keyOf(literal));
  });
});
