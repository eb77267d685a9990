// Stores in folders whose names mean something in a uri: all that is made in one is found again, whoever names it how.
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { folderOf } from "./files.ts";
import { slipway } from "./slipway.ts";

const PAGE = { artifactType: { schemaTitle: "system.HTML", schemaVersion: "0.0.1" } };
const task = (name: string, more: object) => ({
  taskInfo: { name },
  componentRef: { name: `comp-${name}` },
  cachingOptions: { enableCache: true },
  ...more,
});
const shell = (script: string, ...args: string[]) => ({
  container: { image: "alpine", command: ["sh", "-ec", script], args },
});

/** One task writes a page, and the next reads it; their names are odd, too. */
const PIPELINE = JSON.stringify({
  schemaVersion: "2.1.0",
  sdkVersion: "kfp-2.13.0",
  pipelineInfo: { name: "odd 1" },
  root: {
    dag: {
      tasks: {
        "w %41": task("w %41", {}),
        x: task("x", {}),
        "r b": task("r b", {
          dependentTasks: ["w %41"],
          inputs: {
            artifacts: { in: { taskOutputArtifact: { producerTask: "w %41", outputArtifactKey: "a page" } } },
          },
        }),
      },
    },
  },
  components: {
    "comp-w %41": { executorLabel: "exec-w", outputDefinitions: { artifacts: { "a page": PAGE } } },
    "comp-x": { executorLabel: "exec-x", outputDefinitions: { artifacts: { more: PAGE } } },
    "comp-r b": { executorLabel: "exec-r", inputDefinitions: { artifacts: { in: PAGE } } },
  },
  deploymentSpec: {
    executors: {
      "exec-w": shell(`mkdir -p "$(dirname "$0")"; echo '<p>seen</p>' >"$0"`, "{{$.outputs.artifacts['a page'].path}}"),
      // As user code does that puts something at the end of the uri.
      "exec-x": shell(
        `mkdir -p "$0" "$(dirname "$1")"; echo more >"$0/in %41"
        printf '{"artifacts":{"more":{"artifacts":[{"name":"more","uri":"%s/in %%41"}]}}}' "$2" >"$1"`,
        "{{$.outputs.artifacts['more'].path}}",
        "{{$.outputs.output_file}}",
        "{{$.outputs.artifacts['more'].uri}}",
      ),
      "exec-r": shell('grep seen "$0"', "{{$.inputs.artifacts['in'].path}}"),
    },
  },
});

type Shown = {
  readonly state: string;
  readonly run: string;
  readonly tasks: readonly { state: string; artifacts: Record<string, readonly { uri: string }[]> }[];
};

test.each(["a b", "100%", "50%25", "%41", "a#b?c", "ä"])("%s", async (name) => {
  const above = folderOf({ "pipeline.json": PIPELINE, ".git/HEAD": "" });
  const folder = join(above, name);
  mkdirSync(folder);
  const at = (...words: string[]) => slipway(words, { folder, env: { HOME: above } });
  const encoded = pathToFileURL(folder).href;
  const run = async (...words: string[]) => {
    const { out, err } = await at("run", "../pipeline.json", "--runner", "process", "--json", ...words);
    expect(err).not.toContain("error");
    return JSON.parse(out) as Shown;
  };

  const first = await run("--store", ".");
  const second = await run("--store", encoded);
  expect([first, second].map(({ tasks }) => tasks.map(({ state }) => state))).toEqual([
    ["SUCCEEDED", "SUCCEEDED", "SUCCEEDED"],
    ["CACHED", "CACHED", "CACHED"],
  ]);
  const uriOf = (output: string) => first.tasks.flatMap(({ artifacts }) => artifacts[output] ?? [])[0]?.uri ?? "";
  expect(readFileSync(new URL(uriOf("more")), "utf8")).toBe("more\n");
  expect(fileURLToPath(uriOf("more"))).toMatch(/\/more\/in %41$/);
  const uri = uriOf("a page");
  const path = decodeURIComponent(uri.slice("file://".length));
  expect(readFileSync(path, "utf8")).toContain("seen");

  for (const named of [uri, path, path.slice(folder.length + 1)]) {
    const { out, err } = await at("lineage", named, "--store", folder, "--json");
    expect(out, err).toContain(`"uri": ${JSON.stringify(uri)}`);
  }
  await at("runs", "report", first.run, "-o", "report.html", "--store", ".");
  expect(readFileSync(join(folder, "report.html"), "utf8")).toContain("seen");

  // The later run took the page from the cache, so that it stays.
  expect(await at("runs", "rm", first.run, "--store", encoded)).toMatchObject({ code: 0 });
  expect(existsSync(path)).toBe(true);
  expect(await at("runs", "rm", second.run, "--store", ".")).toMatchObject({ code: 0 });
  expect(existsSync(path)).toBe(false);
});
