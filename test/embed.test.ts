// examples/embed, an orchestrator of another kind, runs pipelines to the same ends as every engine: cases of the behaviour table.
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { CASES } from "./behaviour/cases.ts";
import { pythonWith } from "./behaviour/local.ts";
import { temporaryFolder } from "./pack/folder.ts";
import { run } from "./pack/run.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const program = join(root, "examples/embed/orchestrate.mjs");
const slipway = join(root, "packages/cli/bin/slipway.cjs");

const CHOSEN = [
  "loops/over-a-parameter.yaml",
  "loops/over-a-result.yaml",
  "conditions/conditions-on-results.yaml",
  "failure/beside-a-failure.yaml",
  "failure/retried.yaml",
  "nested/three-deep.yaml",
];

type Shown = {
  readonly state: string;
  readonly outputs: object;
  readonly tasks: readonly { readonly path: string; readonly state: string }[];
};

describe("examples/embed", async () => {
  const python = await pythonWith("behaviour", "test/behaviour/requirements.txt");
  const path = [dirname(python), process.env["PATH"]].join(delimiter);

  const all = Object.values(CASES).flat();
  // Of each pipeline its first case: that more hold is for whoever runs them for others.
  const cases = CHOSEN.flatMap((pipeline) => all.find((one) => one.pipeline === pipeline) ?? []);

  it.each(cases)("runs: $name", async ({ pipeline, parameters = {}, expect: wanted }) => {
    const folder = temporaryFolder(tmpdir());
    const given = `'${JSON.stringify(parameters).replaceAll("{scratch}", folder)}'`;
    const file = join(root, "test/behaviour/pipelines", pipeline);
    const ran = await run(`PATH='${path}' node ${program} ${file} store ${given}`, folder);
    expect(ran.code, ran.output).toBe(wanted.state === "SUCCEEDED" ? 0 : 1);
    const shown = await run(`node ${slipway} runs show latest --store store --json`, folder);
    const { state, outputs, tasks } = JSON.parse(shown.output) as Shown;
    expect({ state, outputs }).toMatchObject({ state: wanted.state, outputs: wanted.outputs ?? {} });
    const states = Object.fromEntries(tasks.map((task) => [task.path, task.state]));
    expect(states).toMatchObject(wanted.tasks ?? {});
  });

  it("runs the line of its README", async () => {
    const line = /^ {4}(node .*)$/m.exec(readFileSync(join(dirname(program), "README.md"), "utf8"))?.[1] ?? "";
    const store = temporaryFolder(tmpdir());
    const { code, output } = await run(`PATH='${path}' ${line.replace("/tmp/store", store)}`, root);
    expect([code, output]).toEqual([0, expect.stringMatching(/^report SUCCEEDED$/m)]);
  });

  it("refuses what it cannot do, with the place in the pipeline", async () => {
    const { code, output } = await run(
      `node ${program} ${root}golden/volume-claim-made-used-deleted/pipeline.yaml store`,
      tmpdir(),
    );
    expect([code, output]).toEqual([1, expect.stringContaining("this orchestrator does not do it")]);
  });

  it("is no longer than it says", () => {
    const files = ["orchestrate.mjs", "worker.mjs"].map((name) => readFileSync(join(dirname(program), name), "utf8"));
    expect(files.join("").trimEnd().split("\n").length).toBeLessThan(150);
  });
});
