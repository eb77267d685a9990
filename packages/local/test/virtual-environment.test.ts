// Real environments, with a package that is made here, so that no index is needed.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Install } from "@slipway/compiler";
import { createEnvironments, createStop } from "@slipway/local";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = mkdtempSync(join(tmpdir(), "slipway-python-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const env = { PATH: process.env["PATH"] ?? "", HOME: root };
const wheel = join(root, "tiny-1.0-py3-none-any.whl");

const WHEEL = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as file:
    file.writestr("tiny.py", "def main(): print('tiny', 1)")
    file.writestr("tiny-1.0.dist-info/METADATA", "Metadata-Version: 2.1\\nName: tiny\\nVersion: 1.0\\n")
    file.writestr("tiny-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    file.writestr("tiny-1.0.dist-info/entry_points.txt", "[console_scripts]\\ntiny = tiny:main\\n")
    file.writestr("tiny-1.0.dist-info/RECORD", "")
`;
beforeAll(() => {
  execFileSync("python3", ["-c", WHEEL, wheel]);
});

const installOf = (...requirements: readonly string[]): Install => ({
  script: `python3 -m pip install --quiet --no-index ${requirements.map((one) => `'${one}'`).join(" ")}`,
  commands: [["--quiet", "--no-index", ...requirements]],
  isOnTop: false,
});
const stop = createStop();
const some = (name: string) => createEnvironments({ folder: join(root, name), env, workingFolder: root });

describe("an environment", () => {
  test("on top of an image sees what the machine's Python has, after its own", async () => {
    const outer = join(root, "outer");
    execFileSync("python3", ["-m", "venv", "--without-pip", outer]);
    const [site = ""] = readdirSync(join(outer, "lib")).map((name) => join(outer, "lib", name, "site-packages"));
    writeFileSync(join(site, "around_here.py"), "");
    writeFileSync(join(site, "tiny.py"), "def main(): print('not this one')");
    const inside = { ...env, PATH: `${join(outer, "bin")}:${env.PATH}` };
    const settings = { folder: join(root, "top"), env: inside, workingFolder: root };
    const { prepare } = createEnvironments(settings);
    const code = "import tiny; tiny.main(); import around_here";
    const top = await prepare({ ...installOf(wheel), isOnTop: true }, stop, () => undefined);
    expect(String(execFileSync(join(top.ok ? top.value : "", "bin/python3"), ["-c", code]))).toBe("tiny 1\n");
    const alone = await prepare(installOf(wheel), stop, () => undefined);
    expect(() =>
      execFileSync(join(alone.ok ? alone.value : "", "bin/python3"), ["-c", code], { stdio: "pipe" }),
    ).toThrow(/No module named 'around_here'/);
  }, 120_000);

  test("is made once, for all that ask at the same time, in one process or several", async () => {
    const told: string[] = [];
    const tell = (text: string) => told.push(text);
    const [one, two] = [some("once"), some("once")];
    const asked = [one, one, two, some("once")].map(({ prepare }) => prepare(installOf(wheel), stop, tell));
    const made = await Promise.all(asked);
    expect(told).toEqual([`making a Python environment with ${wheel}`]);
    const [first] = made;
    expect(first).toMatchObject({ ok: true });
    expect(new Set(made.map((result) => result.ok && result.value)).size).toBe(1);
    const folder = first?.ok ? first.value : "";
    expect(String(execFileSync(join(folder, "bin", "tiny")))).toBe("tiny 1\n");
    expect(readdirSync(join(folder, ".."))).toEqual([folder.split("/").at(-1), "ready.json"]);
  }, 120_000);

  test("is found again, and is another when a file that it was made from has changed", async () => {
    const told: string[] = [];
    const again = await some("once").prepare(installOf(wheel), stop, (text) => told.push(text));
    expect({ told, again }).toMatchObject({ told: [], again: { ok: true } });
    // The file has changed since.
    utimesSync(wheel, 1, 1);
    const other = await some("once").prepare(installOf(wheel), stop, (text) => told.push(text));
    expect(told).toHaveLength(1);
    expect(other).not.toEqual(again);
  }, 120_000);

  test("that cannot be made leaves nothing, says why, and is tried again", async () => {
    const environments = some("broken");
    const made = await environments.prepare(installOf("no-such-package"), stop, () => undefined);
    expect(made).toMatchObject({
      ok: false,
      reason: "its Python environment with no-such-package cannot be made: pip ended with exit code 1",
      lines: expect.arrayContaining([expect.stringMatching(/No matching distribution found for no-such-package/)]),
    });
    const [key = ""] = readdirSync(join(root, "broken"));
    expect(readdirSync(join(root, "broken", key))).toEqual([]);
    const told: string[] = [];
    await environments.prepare(installOf("no-such-package"), stop, (text) => told.push(text));
    expect(told).toHaveLength(1);
  }, 120_000);

  test("that another process left half made is made anew", async () => {
    const [environments, install] = [some("left"), installOf(wheel)];
    const made = await environments.prepare(install, stop, () => undefined);
    const folder = join(made.ok ? made.value : "", "..");
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
    mkdirSync(join(folder, "environment-half"));
    writeFileSync(join(folder, "lock"), "");
    const again = await some("left").prepare(install, stop, () => undefined);
    expect(again.ok).toBe(true);
    expect(readdirSync(folder)).not.toContain("environment-half");
    expect(readdirSync(folder)).not.toContain("lock");
  }, 120_000);
});

test("a stop ends the waiting and the making", async () => {
  const pulled = createStop();
  setTimeout(() => pulled.pull({ kind: "cancelled", now: false }), 300);
  const made = await some("stopped").prepare(installOf(wheel), pulled, () => undefined);
  expect(made.ok).toBe(false);
});

test("a machine without Python is told so", async () => {
  const environments = createEnvironments({ folder: join(root, "none"), env: { PATH: "" }, workingFolder: root });
  expect(await environments.python(stop)).toEqual({
    ok: false,
    reason: 'a Python component needs python3: there is no program "python3" on this machine',
  });
});
