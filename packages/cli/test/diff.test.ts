// slipway diff: streams, exit codes; and that what it says of cached results is what becomes of them.
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { changed, pipelineOf, type Recipe, USUAL } from "./caching-pipeline.ts";
import { emptyFolder, example, slipway } from "./slipway.ts";

type Outlook = { task: string; state: "stays" | "may" | "anew" | "off"; reasons: string[]; was?: string };
type Difference = {
  isSame: boolean;
  pipeline: { about: string; old?: string; new?: string }[];
  tasks: {
    name: string;
    is: string;
    was?: string;
    changes: { about: string; old?: string; new?: string; lines?: string }[];
  }[];
  cache: Outlook[];
  pods?: { name: string; changes: { about: string }[] }[];
};

const root = new URL("../../../", import.meta.url);
const schema = JSON.parse(readFileSync(new URL("schemas/difference.schema.json", root), "utf8")) as object;
const validate = new Ajv({ allErrors: true }).compile(schema);

function read(out: string): Difference {
  const difference: unknown = JSON.parse(out);
  expect(validate(difference), JSON.stringify(validate.errors)).toBe(true);
  return difference as Difference;
}

function write(folder: string, name: string, recipe: Recipe): void {
  writeFileSync(join(folder, name), JSON.stringify(pipelineOf(recipe)));
}

async function compared(newer: Recipe, more: readonly string[] = []): Promise<Difference> {
  const folder = emptyFolder();
  write(folder, "old.json", USUAL);
  write(folder, "new.json", newer);
  const { out, err, code } = await slipway(["diff", "old.json", "new.json", "--json", ...more], { folder });
  expect([code, err]).toEqual([0, ""]);
  return read(out);
}

describe("what a run takes from the cache", () => {
  const folder = emptyFolder();
  const ran = (async () => {
    write(folder, "old.json", USUAL);
    const { code } = await slipway(["run", "old.json", "--store", "store", "--json"], { folder });
    expect(code).toBe(0);
  })();

  /** Ids of the tasks that say so, and of those "may" ones whose results were taken after all. */
  const CASES: readonly (readonly [string, Recipe, Partial<Record<Outlook["state"], string[]>>, taken: string[]])[] = [
    ["nothing changed", USUAL, {}, ["after-uncached"]],
    [
      "a default",
      changed({}, { size: "4" }),
      { anew: ["make"], may: ["after-uncached", "double", "triple"] },
      ["after-uncached"],
    ],
    [
      "a command that does the same",
      changed({ make: { script: 'printf "%s" "$1" > "$0"; true' } }),
      { anew: ["make"], may: ["after-uncached", "double", "triple"] },
      ["after-uncached", "double", "triple"],
    ],
    ["an image", changed({ alone: { image: "alpine:3.23" } }), { anew: ["alone"] }, ["after-uncached"]],
    ["a variable", changed({ alone: { env: { LEVEL: "3" } } }), { anew: ["alone"] }, ["after-uncached"]],
    ["a constant", changed({ alone: { reads: { constant: "other" } } }), { anew: ["alone"] }, ["after-uncached"]],
    ["how it runs", changed({ alone: { retries: 3, limit: 2 } }), {}, ["after-uncached"]],
    ["a name", changed({ alone: undefined, single: {} }), {}, ["after-uncached"]],
    ["one more of the same", changed({ again: {} }), {}, ["after-uncached"]],
    ["one more", changed({ again: { reads: { constant: "more" } } }), { anew: ["again"] }, ["after-uncached"]],
    ["caching off", changed({ alone: { isCached: false } }), { off: ["alone", "uncached"] }, ["after-uncached"]],
    ["caching on", changed({ uncached: { isCached: true } }), { off: [], anew: ["uncached"] }, ["after-uncached"]],
    [
      "items",
      changed({}, { items: ["b", "c"] }),
      { may: ["after-uncached", "loop/each"] },
      ["after-uncached", "loop/0/each"],
    ],
    ["a constant in the place of a default", changed({ make: { reads: { constant: "3" } } }), {}, ["after-uncached"]],
    [
      "another producer",
      changed({ triple: { reads: { task: "make" } } }),
      { may: ["after-uncached", "triple"] },
      ["after-uncached"],
    ],
  ];

  it.each(CASES)(
    "is told when there is another: %s",
    async (_, newer, wanted, taken) => {
      await ran;
      const here = emptyFolder();
      cpSync(join(folder, "store"), join(here, "store"), { recursive: true });
      write(here, "old.json", USUAL);
      write(here, "new.json", newer);
      const told = read((await slipway(["diff", "old.json", "new.json", "--json"], { folder: here })).out);
      const of = (state: Outlook["state"]) =>
        told.cache
          .filter((one) => one.state === state)
          .map(({ task }) => task)
          .sort();
      const states = { off: ["uncached"], may: ["after-uncached"], anew: [], ...wanted };
      expect({ off: of("off"), may: of("may"), anew: of("anew") }).toEqual(states);
      const { out } = await slipway(["run", "new.json", "--store", "store", "--json"], { folder: here });
      const run = JSON.parse(out) as { tasks: { path: string; cached: boolean; state: string }[] };
      const hits = run.tasks
        .filter(({ cached }) => cached)
        .map(({ path }) => path)
        .sort();
      const stay = of("stays").flatMap((task) => (task === "loop/each" ? ["loop/0/each", "loop/1/each"] : [task]));
      expect(hits).toEqual([...stay, ...taken].sort());
    },
    60_000,
  );
});

describe("a difference", () => {
  it("is none between a file and itself", async () => {
    const { isSame, tasks, pipeline, pods } = await compared(USUAL, ["--to", "argo", "--store", "s3://b/x"]);
    expect({ isSame, tasks, pipeline, pods }).toEqual({ isSame: true, tasks: [], pipeline: [], pods: [] });
  });

  it("tells tasks that are added, gone and renamed, and what changed in one", async () => {
    const newer = changed({
      alone: undefined,
      single: {},
      triple: undefined,
      make: { image: "alpine:3.23", script: "true", retries: 2, limit: 1, env: { A: "1" } },
      more: { reads: { task: "make" } },
    });
    const { tasks } = await compared(newer);
    expect(tasks.map(({ name, is, was }) => [name, is, was])).toEqual(
      expect.arrayContaining([
        ["single", "renamed", "alone"],
        ["triple", "gone", undefined],
        ["more", "added", undefined],
        ["make", "changed", undefined],
      ]),
    );
    const make = tasks.find(({ name }) => name === "make");
    expect(make?.changes.map(({ about }) => about).sort()).toEqual(
      ["command", "image", "limit of cpu", "retry", "variable A"].sort(),
    );
    expect(make?.changes.find(({ about }) => about === "image")).toMatchObject({
      old: "alpine:3.22",
      new: "alpine:3.23",
    });
    expect(make?.changes.find(({ about }) => about === "command")?.lines).toContain("+true");
  });

  it("tells parameters", async () => {
    const { pipeline } = await compared(changed({}, { size: "4" }));
    expect(pipeline).toEqual([{ about: 'parameter "size"', old: 'STRING, default "3"', new: 'STRING, default "4"' }]);
  });

  it("never shows a value that may be a secret, and notices another one", async () => {
    const folder = emptyFolder();
    write(folder, "old.json", changed({ alone: { env: { DB_PASSWORD: "first-one" } } }));
    write(folder, "new.json", changed({ alone: { env: { DB_PASSWORD: "second-one" } } }));
    for (const format of [["--json"], ["--format", "markdown"], []]) {
      const { out } = await slipway(["diff", "old.json", "new.json", ...format], { folder });
      expect(out).toContain("DB_PASSWORD");
      expect(out).not.toMatch(/first-one|second-one/);
    }
  });

  it("tells the pods of an engine that change", async () => {
    for (const to of ["argo", "tekton"]) {
      const { pods } = await compared(changed({ alone: { limit: 2 } }), ["--to", to, "--store", "s3://b/x"]);
      expect(pods?.map(({ name }) => name)).toEqual(["alone"]);
      expect(pods?.[0]?.changes.map(({ about }) => about).join("\n")).toMatch(/resources\.limits\.cpu/);
    }
  });
});

describe("the command", () => {
  const caching = example("caching");
  const training = example("ml-training");

  it("ends with 1 for a difference when it is asked to, with 0 otherwise", async () => {
    expect((await slipway(["diff", caching, training])).code).toBe(0);
    expect((await slipway(["diff", caching, training, "--exit-code"])).code).toBe(1);
    expect((await slipway(["diff", caching, caching, "--exit-code"])).code).toBe(0);
  });

  it("ends with 3 for a file that is refused, with 2 for one that is not there", async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, "bad.yaml"), "root: 1\n");
    expect((await slipway(["diff", caching, "bad.yaml"], { folder })).code).toBe(3);
    expect((await slipway(["diff", caching, "none.yaml"], { folder })).code).toBe(2);
  });

  it("reads one of the files from standard input", async () => {
    const { code, out } = await slipway(["diff", "-", caching], { input: readFileSync(caching) });
    expect([code, out]).toEqual([0, expect.stringContaining("Nothing is different.")]);
  });

  it("says what is wrong with its words", async () => {
    const said = async (...words: string[]) => (await slipway(["diff", ...words])).err;
    expect(await said(caching)).toContain("two files are compared");
    expect(await said("-", "-")).toContain("standard input can be read once");
    expect(await said(caching, caching, "--set", "a=b")).toContain("name a backend with --to");
    expect(await said(caching, caching, "--format", "html")).toContain("text or markdown");
    expect(await said(caching, caching, "--to", "argos")).toContain("argos");
  });

  it("writes Markdown that no text of a user can leave", async () => {
    const folder = emptyFolder();
    write(folder, "old.json", USUAL);
    write(folder, "new.json", changed({ alone: { image: "<img src=x>|@you", script: "```\n</details><script>" } }));
    const { out } = await slipway(["diff", "old.json", "new.json", "--format", "markdown"], { folder });
    const outsideOfFences = out.replace(/(`{3,})diff\n[\s\S]*?\n *\1\n/g, "");
    expect(outsideOfFences).not.toMatch(/<(?!\/?code>)|@you/);
    expect(out).toContain("````diff");
  });
});

describe("an output that nobody knows before", () => {
  it.each([
    ["a volume claim", { container: { image: "argostub/createpvc" } }],
    ["a custom job", { customJob: { customJob: {} } }],
  ])("of %s is not taken for the default of what reads it", async (_, executor) => {
    const text = { parameterType: "STRING", defaultValue: "x", isOptional: true };
    const from = { taskOutputParameter: { producerTask: "make", outputParameterKey: "name" } };
    const pipeline = {
      pipelineInfo: { name: "unknown" },
      schemaVersion: "2.1.0",
      components: {
        "comp-make": {
          executorLabel: "exec-make",
          outputDefinitions: { parameters: { name: { parameterType: "STRING" } } },
        },
        "comp-read": { executorLabel: "exec-read", inputDefinitions: { parameters: { text } } },
      },
      deploymentSpec: { executors: { "exec-make": executor, "exec-read": { container: { image: "alpine" } } } },
      root: {
        dag: {
          tasks: {
            make: { componentRef: { name: "comp-make" } },
            read: {
              componentRef: { name: "comp-read" },
              cachingOptions: { enableCache: true },
              inputs: { parameters: { text: from } },
            },
          },
        },
      },
    };
    const folder = emptyFolder();
    writeFileSync(join(folder, "pipeline.json"), JSON.stringify(pipeline));
    const { out } = await slipway(["diff", "pipeline.json", "pipeline.json", "--json"], { folder });
    const reasons = ['only if "make" gives the same outputs'];
    expect(read(out).cache).toEqual([{ task: "read", state: "may", reasons }]);
  });
});
