// Does PyYAML, which reads YAML 1.1, get back what was printed? Skipped where there is no python3.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { printManifest } from "@slipway/kubernetes";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { manifests, texts } from "./trees.js";

const SCRIPT = `
import json, sys, yaml

def read(text):
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        return repr(error)

json.dump([read(text) for text in json.load(sys.stdin)], sys.stdout, default=repr)
`;

const FIVE_MINUTES = 300_000;
const venv = fileURLToPath(new URL("../../../.venv/pyyaml", import.meta.url));

function run(command: string, args: readonly string[], input = "") {
  return spawnSync(command, args, { encoding: "utf8", input, maxBuffer: 2 ** 28, timeout: FIVE_MINUTES });
}

/** A Python that has PyYAML; the first one that is there, or one with an environment of its own. */
function findPython(): string {
  const own = `${venv}/bin/python`;
  const found = ["python3", own].find((python) => run(python, ["-c", "import yaml"]).status === 0);
  if (found !== undefined) return found;
  for (const [command, ...args] of [
    ["python3", "-m", "venv", venv],
    [own, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "PyYAML"],
  ] as const) {
    const { status, stderr } = run(command, args);
    if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr}`);
  }
  return own;
}

function readWithPython(printed: readonly string[]): unknown {
  const { status, stdout, stderr } = run(findPython(), ["-c", SCRIPT], JSON.stringify(printed));
  if (status !== 0) throw new Error(`Python ended with ${status}: ${stderr}`);
  return JSON.parse(stdout);
}

describe.skipIf(run("python3", ["--version"]).status !== 0)("PyYAML reads back (skipped without python3)", () => {
  test("trees", () => {
    const trees = fc.sample(manifests, 1000);
    expect(readWithPython(trees.map(printManifest))).toEqual(trees);
  });

  test("texts as values, elements and keys", () => {
    const nasty = fc.sample(texts, 4000).map((text) => ({ value: text, elements: [text, [text]], [text]: text }));
    expect(readWithPython(nasty.map(printManifest))).toEqual(nasty);
  });
});
