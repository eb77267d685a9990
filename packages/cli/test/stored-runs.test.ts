// slipway runs, lineage and cache, on what slipway run has left in a store.
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { codesIn } from "./files.ts";
import { emptyFolder, type Run, slipway } from "./slipway.ts";

const STRING = { parameterType: "STRING" };
const DATA = { artifactType: { schemaTitle: "system.HTML", schemaVersion: "0.0.1" } };
const ref = (name: string) => ({ componentRef: { name }, cachingOptions: { enableCache: true } });
const shell = (script: string, ...args: string[]) => ({
  container: { image: "alpine", command: ["sh", "-ec", script], args },
});

/** Writes a page with a text in it, and looks for a word there: without it the second task fails. */
const PIPELINE = {
  schemaVersion: "2.1.0",
  sdkVersion: "kfp-2.13.0",
  pipelineInfo: { name: "words" },
  root: {
    inputDefinitions: { parameters: { text: STRING } },
    dag: {
      tasks: {
        write: {
          ...ref("comp-write"),
          taskInfo: { name: "write" },
          inputs: { parameters: { text: { componentInputParameter: "text" } } },
        },
        find: {
          ...ref("comp-find"),
          taskInfo: { name: "find" },
          dependentTasks: ["write"],
          inputs: {
            artifacts: { page: { taskOutputArtifact: { producerTask: "write", outputArtifactKey: "page" } } },
          },
        },
      },
    },
  },
  components: {
    "comp-write": {
      executorLabel: "exec-write",
      inputDefinitions: { parameters: { text: STRING } },
      outputDefinitions: { artifacts: { page: DATA } },
    },
    "comp-find": { executorLabel: "exec-find", inputDefinitions: { artifacts: { page: DATA } } },
  },
  deploymentSpec: {
    executors: {
      "exec-write": shell(
        'mkdir -p "$(dirname "$1")"; printf "<h1>%s</h1>" "$0" >"$1"',
        "{{$.inputs.parameters['text']}}",
        "{{$.outputs.artifacts['page'].path}}",
      ),
      "exec-find": shell(
        'grep word "$0" || { echo "no word there" >&2; exit 4; }',
        "{{$.inputs.artifacts['page'].path}}",
      ),
    },
  },
};

let folder = "";
const at = (...words: string[]): Promise<Run> => slipway(words, { folder, env: { TZ: "Asia/Kolkata" } });
const json = async (...words: string[]) => JSON.parse((await at(...words, "--json")).out);

/** Runs the pipeline and gives the id of the run. */
async function run(text: string, ...words: string[]): Promise<string> {
  const { out } = await at("run", "pipeline.json", "-p", `text=${text}`, ...words, "--json");
  return (JSON.parse(out) as { readonly run: string }).run;
}

let [first, second, failed] = ["", "", ""];
beforeAll(async () => {
  folder = emptyFolder();
  writeFileSync(join(folder, "pipeline.json"), JSON.stringify(PIPELINE));
  first = await run("one word", "--experiment", "tuning");
  second = await run("one word");
  failed = await run("nothing");
});

describe("runs ls", () => {
  test("shows the newest first, in a table", async () => {
    const { code, out } = await at("runs", "ls");
    const [head = "", ...lines] = out.trimEnd().split("\n");
    expect([code, head.split(/ {2,}/)]).toEqual([
      0,
      ["RUN", "PIPELINE", "EXPERIMENT", "STATE", "BEGAN", "TOOK", "TASKS"],
    ]);
    expect(lines.map((line) => line.split(/ {2,}/).filter((_, index) => index !== 0))).toHaveLength(3);
    expect(lines[0]).toMatch(new RegExp(`^${failed}  words .* failed .* 1 failed, 1 succeeded$`));
    expect(lines[1]).toMatch(new RegExp(`^${second}  words .* succeeded .* 2 cached$`));
    expect(lines[2]).toMatch(new RegExp(`^${first}  words     tuning .* 2 succeeded$`));
    expect(new Set([head, ...lines].map((line) => line.search(/STATE|succeeded|failed/))).size).toBe(1);
  });

  test("shows times of here, and with --json those of UTC", async () => {
    const [summary] = await json("runs", "ls", "--limit", "1");
    expect(summary).toMatchObject({
      id: failed,
      pipeline: "words",
      state: "FAILED",
      tasks: { FAILED: 1, SUCCEEDED: 1 },
    });
    const local = new Date(Date.parse(summary.start) + 5.5 * 3600 * 1000).toISOString().slice(0, 19).replace("T", " ");
    expect((await at("runs", "ls", "--limit", "1")).out).toContain(local);
  });

  test("can be narrowed, and says what it leaves out", async () => {
    expect((await json("runs", "ls", "--experiment", "tuning")).map(({ id }: { id: string }) => id)).toEqual([first]);
    expect(await json("runs", "ls", "--pipeline", "other")).toEqual([]);
    expect((await at("runs", "ls", "--limit", "1")).err).toContain("2 older ones are not shown");
    expect((await at("runs", "ls", "--experiment", "other")).err).toBe(
      'no runs with the experiment "other" (there is: tuning) in .slipway\n',
    );
    expect((await at("runs", "ls", "--experiment", "tuning", "--pipeline", "other")).err).toBe(
      'no runs of the pipeline "other" with the experiment "tuning" (none has an experiment) in .slipway\n',
    );
    expect((await at("cache", "ls", "--task", "other")).err).toContain('nothing of the task "other" in the cache');
    expect((await slipway(["runs", "ls"])).err).toMatch(/^no runs in \.slipway, which is not in this folder yet;/);
  });

  test("finds the store as --store, slipway.yaml or a target says", async () => {
    const elsewhere = emptyFolder();
    const uri = `file://${folder}/.slipway`;
    const ids = async (...words: string[]) =>
      JSON.parse((await slipway(["runs", "ls", "--json", ...words], { folder: elsewhere })).out).length;
    expect(await ids()).toBe(0);
    expect(await ids("--store", uri)).toBe(3);
    expect(await ids("--set", `store.uri=${uri}`)).toBe(3);
    writeFileSync(join(elsewhere, "slipway.yaml"), `targets:\n  dev:\n    store:\n      uri: ${uri}\n`);
    expect(await ids("--target", "dev")).toBe(3);
    expect(await ids()).toBe(0);
  });
});

describe("runs show", () => {
  test("tells tasks, parameters and why one failed", async () => {
    const { code, out } = await at("runs", "show", "latest");
    expect(code).toBe(0);
    expect(out).toMatch(/-p text +"nothing"/);
    expect(out).toMatch(/^write +succeeded/m);
    expect(out).toContain("find failed: it ended with exit code 4");
    expect(out).toContain("| no word there");
  });

  test("with --json is what the run printed, and more", async () => {
    const shown = await json("runs", "show", second);
    expect(shown).toMatchObject({
      run: second,
      pipeline: "words",
      parameters: { text: "one word" },
      state: "SUCCEEDED",
      outputs: {},
      tasks: [
        { path: "write", state: "CACHED", cached: true, artifacts: { page: [{ size: 17 }] } },
        { path: "find", state: "CACHED" },
      ],
    });
    expect(shown).not.toHaveProperty("outline");
  });

  test("tells what a task warned of", async () => {
    const name = "quiet.json";
    const { components, deploymentSpec, root, ...rest } = PIPELINE;
    const executors = { ...deploymentSpec.executors, "exec-write": shell("true") };
    const { write } = root.dag.tasks;
    const dag = { tasks: { write } };
    const quiet = { ...rest, components, root: { ...root, dag }, deploymentSpec: { executors } };
    const elsewhere = emptyFolder();
    writeFileSync(join(elsewhere, name), JSON.stringify(quiet));
    await slipway(["run", name, "-p", "text=one"], { folder: elsewhere });
    const warning = /output "page": nothing was written/;
    expect((await slipway(["runs", "show", "latest"], { folder: elsewhere })).out).toMatch(
      new RegExp(`^warning: write: ${warning.source}`, "m"),
    );
    const shown = await slipway(["runs", "show", "latest", "--json"], { folder: elsewhere });
    expect(JSON.parse(shown.out).tasks[0].warnings).toEqual([expect.stringMatching(warning)]);
  });

  test("of what is not there is refused", async () => {
    const { code, out, err } = await at("runs", "show", "nowhere");
    expect({ code, out, codes: codesIn(err) }).toEqual({ code: 1, out: "", codes: ["cli/unknown-run"] });
  });
});

describe("runs report and compare", () => {
  test("write pages", async () => {
    expect(await at("runs", "report", first, "-o", "report.html")).toMatchObject({
      code: 0,
      out: "",
      err: "report.html is written\n",
    });
    const page = readFileSync(join(folder, "report.html"), "utf8");
    expect(page).toContain('srcdoc="<h1>one word</h1>"');
    expect(page).toContain(first);
    expect(await at("runs", "compare", first, failed, "-o", "both.html", "-q")).toMatchObject({
      code: 0,
      out: "",
      err: "",
    });
    expect(readFileSync(join(folder, "both.html"), "utf8")).toContain(failed);
    expect((await at("runs", "report", first, "-o", "-")).out).toBe(page);
  });

  test("show what differs", async () => {
    const { out } = await at("runs", "compare", first, failed);
    expect(out).toMatch(/^\* text +one word +nothing$/m);
    const { sections } = await json("runs", "compare", first, failed);
    expect(sections[1]).toMatchObject({ title: "Parameters", rows: [{ name: "text", differs: true }] });
  });

  test("are refused where a run or the file's folder is not there", async () => {
    expect(codesIn((await at("runs", "compare", first, "no", "none")).err)).toEqual([
      "cli/unknown-run",
      "cli/unknown-run",
    ]);
    const { code, err } = await at("runs", "report", first, "-o", "nowhere/report.html");
    expect([code, codesIn(err)]).toEqual([2, ["cli/cannot-write"]]);
  });
});

test("lineage goes both ways, from the uri and from the path", async () => {
  const [{ artifacts }] = (await json("runs", "show", first)).tasks;
  const { uri } = artifacts.page[0];
  const lineage = await json("lineage", uri);
  expect(lineage.before).toMatchObject([{ distance: 1, task: { run: first, path: "write" } }]);
  expect(lineage.after.map(({ task }: { task: { run: string } }) => task.run)).toEqual([first, second]);
  expect(lineage.taken).toMatchObject([{ run: second, path: "write", state: "CACHED" }]);
  const { out } = await at("lineage", fileURLToPath(uri).slice(folder.length + 1));
  expect(out).toMatch(/^comes from\nTASK .*\n {2}write +succeeded/m);
  expect(out).toMatch(/^was used by\nTASK .*\n {2}find +succeeded .*\n {2}find +cached/m);
});

describe("cache", () => {
  test("explain tells what differs from the nearest", async () => {
    const { code, out } = await at("cache", "explain", `${failed}/write`);
    expect([code, out]).toEqual([
      0,
      expect.stringContaining(`the nearest that the cache had is "write" of run ${first}`),
    ]);
    expect(out).toMatch(/^parameter "text" +one word +nothing$/m);
    expect((await at("cache", "explain", `${second}/find`)).out).toContain(
      `the result is that of "find" of run ${first}`,
    );
    expect((await at("cache", "explain", `${first}/write`)).out).toContain("the cache had nothing like it");
    expect((await at("cache", "explain", `${failed}/find`)).out).toContain("only what succeeded is kept");
  });

  test("explain tells what comes next, by the age that settings allow", async () => {
    const { next } = await json("cache", "explain", `${first}/write`);
    expect(next).toMatchObject({ kind: "hit", entry: { run: first } });
    const aged = await json("cache", "explain", `${first}/write`, "--set", "cache.maxAge=0s");
    expect(aged.next).toMatchObject({ kind: "stale", reason: expect.stringContaining("old") });
  });

  test("ls and rm", async () => {
    const entries = await json("cache", "ls");
    expect(entries.map(({ task }: { task: string }) => task).sort()).toEqual(["find", "write", "write"]);
    expect((await at("cache", "ls", "--task", "find")).out).toMatch(
      new RegExp(`^KEY.*\\n[0-9a-f]{12}  find  words +${first}`),
    );
    expect((await at("cache", "rm", "--task", "write", "--dry-run")).out).toMatch(/would remove 2 cache entries\n$/);
    const [{ key }] = entries.filter(({ task }: { task: string }) => task === "find");
    expect((await at("cache", "rm", key.slice(0, 12))).out).toMatch(/removed 1 cache entry\n$/);
    expect(await at("cache", "rm", key)).toMatchObject({ code: 1, out: "" });
    expect((await json("cache", "ls")).length).toBe(2);
    expect(await run("one word")).not.toBe("");
    expect((await json("runs", "show", "latest")).tasks).toMatchObject([{ state: "CACHED" }, { state: "SUCCEEDED" }]);
  });
});

test("cache explain tells why an earlier result was not used", async () => {
  const before = await run("one word");
  await run("one word", "--no-cache=write");
  expect((await at("cache", "explain", "latest/write")).out).toContain("but the run was told not to use it");
  const [{ artifacts }] = (await json("runs", "show", "latest")).tasks;
  rmSync(fileURLToPath(artifacts.page[0].uri));
  expect((await at("cache", "explain", `${before}/write`)).out).toMatch(
    /the next one .* runs: the artifact \S+ is gone\n$/,
  );
  await run("one word");
  expect((await at("cache", "explain", "latest/write")).out).toMatch(/but the artifact \S+ is gone\n/);
});

describe("runs rm", () => {
  test("keeps what a run that stays has taken from the cache", async () => {
    const trial = await json("runs", "rm", first, "--dry-run");
    expect(trial).toMatchObject({ runs: [{ id: first }], used: { objects: 1 } });
    expect(await json("runs", "rm", first)).toEqual(trial);
    expect((await json("runs", "ls")).map(({ id }: { id: string }) => id)).not.toContain(first);
    await run("one word");
    expect((await json("runs", "show", "latest")).tasks[0]).toMatchObject({ state: "CACHED" });
  });

  test("removes old ones, and keeps the newest", async () => {
    expect((await at("runs", "rm", "--older-than", "1h")).out).toContain("removed 0 runs");
    const ids = (await json("runs", "ls")).map(({ id }: { id: string }) => id);
    const { runs } = await json("runs", "rm", "--older-than", "0s", "--keep", "1");
    expect(runs.map(({ id }: { id: string }) => id)).toEqual(ids.slice(1));
    expect((await json("runs", "ls")).map(({ id }: { id: string }) => id)).toEqual(ids.slice(0, 1));
    await at("runs", "rm", "latest");
    expect(existsSync(join(folder, ".slipway/words"))).toBe(false);
    expect(await json("cache", "ls")).toEqual([]);
  });

  test("removes nothing when one of those named is not there", async () => {
    const one = await run("a word");
    expect(await at("runs", "rm", one, "nowhere")).toMatchObject({ code: 1, out: "" });
    expect(await json("runs", "ls")).toHaveLength(1);
    rmSync(join(folder, `.slipway/words/${one}/find/task.json`));
    const refused = await at("runs", "rm", one);
    expect({ ...refused, err: codesIn(refused.err) }).toEqual({ code: 1, out: "", err: ["cli/unfinished-run"] });
    expect(await at("runs", "rm", one, "--force")).toMatchObject({ code: 0 });
    expect(await json("runs", "ls")).toEqual([]);
  });
});
