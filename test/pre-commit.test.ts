// .pre-commit-hooks.yaml, as the real pre-commit installs and runs it: a commit with a mistake is refused.
import { copyFileSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { temporaryFolder, writeFiles } from "./pack/folder.ts";
import { mustRun, run } from "./pack/run.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const python = await run("bash examples/venv.sh pre-commit test/pre-commit/requirements.txt 2>/dev/null", root);
if (python.code !== 0) console.warn("skipped: pre-commit cannot be installed here");

const AUTHOR = "git -c user.name=test -c user.email=test@example.com -c commit.gpgsign=false";

it.skipIf(python.code !== 0)(
  "refuses a commit with a pipeline that is wrong, and one whose images are not locked",
  async () => {
    const folder = temporaryFolder(tmpdir());
    // The hooks alone: pre-commit installs the dependencies of what it clones, and this project's are many.
    writeFiles(join(folder, "hooks"), { "package.json": { name: "hooks", version: "1.0.0" } });
    copyFileSync(join(root, ".pre-commit-hooks.yaml"), join(folder, "hooks/.pre-commit-hooks.yaml"));
    await mustRun(`git init -q && git add -A && ${AUTHOR} commit -qm hooks`, join(folder, "hooks"));
    const rev = (await mustRun("git rev-parse HEAD", join(folder, "hooks"))).trim();

    const home = `export PRE_COMMIT_HOME=${folder}/home PATH=${dirname(python.output.trim())}:$PATH`;
    // The program of this checkout, in place of the one that is published.
    const hook = (id: string) => `{id: ${id}, additional_dependencies: ["${root}packages/cli"]}`;
    const hooks = ["slipway-check", "slipway-pin-check"].map(hook).join(", ");
    const pipeline = readFileSync(join(root, "examples/caching/pipeline.yaml"), "utf8");
    const project = join(folder, "project");
    writeFiles(project, {
      ".pre-commit-config.yaml": `repos:\n- {repo: ${folder}/hooks, rev: ${rev}, hooks: [${hooks}]}\n`,
      "pipelines/train.yaml": pipeline.replace("name: comp-", "name: com-"),
      "manifests/other.yaml": "not: a pipeline\n",
      "slipway.lock": "version: 1\nimages: {}\n",
    });
    await mustRun(`${home}; git init -q && pre-commit install`, project);
    const commit = (message: string) => run(`${home}; git add -A && ${AUTHOR} commit -qm ${message}`, project);

    const wrong = await commit("wrong");
    expect([wrong.code, wrong.output]).toEqual([1, expect.stringContaining("resolve/unknown-component")]);

    writeFiles(project, { "pipelines/train.yaml": pipeline });
    const unlocked = await commit("unlocked");
    expect([unlocked.code, unlocked.output]).toEqual([1, expect.stringContaining('"python:3.11-slim" is not in it')]);
    expect(unlocked.output).toMatch(/slipway check\.+Passed/);

    const digest = `sha256:${"0".repeat(64)}`;
    writeFiles(project, { "slipway.lock": `version: 1\nimages: {"python:3.11-slim": ${digest}}\n` });
    const right = await commit("right");
    expect([right.code, right.output]).toEqual([0, expect.stringMatching(/slipway pin --check\.+Passed/)]);
  },
  300_000,
);
