// slipway completion: what real shells complete with its scripts.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { emptyFolder, slipway } from "./slipway.ts";

const folder = emptyFolder();
const SHELLS = ["bash", "fish", "zsh"] as const;
type Shell = (typeof SHELLS)[number];

const isHere = (shell: Shell) => spawnSync(shell, ["--version"]).status === 0;
const program = (shell: string) => fileURLToPath(new URL(`completion/complete.${shell}`, import.meta.url));
const script = (shell: Shell) => join(folder, `slipway.${shell}`);

beforeAll(async () => {
  for (const shell of SHELLS) writeFileSync(script(shell), (await slipway(["completion", shell])).out);
});

/** Words that a shell offers for the end of a line, in order. */
function offered(shell: Shell, line: string): readonly string[] {
  const calls: Readonly<Record<Shell, readonly string[]>> = {
    // An equals sign is a word of its own to bash.
    bash: [program("bash"), script("bash"), ...line.replace("=", " = ").split(/ +/)],
    fish: ["--no-config", "-c", `source ${script("fish")}; complete -C '${line}'`],
    zsh: ["-f", program("zsh"), script("zsh"), line],
  };
  const { stdout } = spawnSync(shell, calls[shell], { encoding: "utf8", cwd: emptyFolder(), timeout: 30_000 });
  const words = stdout.split("\n").map((one) => one.split("\t")[0] ?? "");
  return words.filter((word) => word !== "").sort();
}

for (const shell of SHELLS) {
  const isMissing = !isHere(shell);
  if (isMissing) console.warn(`skipped: completion is not tried in ${shell}, which is not installed`);
  describe.skipIf(isMissing)(shell, () => {
    it.each([
      ["slipway comp", ["compile", "completion"]],
      ["slipway compile --to ", ["argo", "kubeflow", "tekton"]],
      ["slipway compile pipeline.yaml --to argo --fo", ["--format"]],
      ["slipway runs ", ["compare", "ls", "report", "rm", "show"]],
      ["slipway runs rm --o", ["--older-than"]],
      ["slipway run --runner d", ["docker"]],
      ["slipway completion z", ["zsh"]],
      ["slipway explain cli/unkn", ["cli/unknown-artifact", "cli/unknown-backend", "cli/unknown-choice"]],
      ["slipway help li", ["lineage"]],
    ])("completes %j", (line, words) =>
      expect(offered(shell, line).slice(0, 5)).toEqual(expect.arrayContaining(words)),
    );

    it("completes after an equals sign", () => {
      // What fish and zsh offer has the option before it or not.
      expect(offered(shell, "slipway compile --to=ar").map((word) => word.replace("--to=", ""))).toEqual(["argo"]);
    });
  });
}

it("is refused for another shell, and without one", async () => {
  for (const words of [["powershell"], [], ["bash", "zsh"]]) {
    const { code, err } = await slipway(["completion", ...words]);
    expect([code, err]).toEqual([2, expect.stringContaining("name a shell: bash, fish, zsh")]);
  }
});
