// The machine's python3: which program it is, found without running it wherever that can be, since starting it takes as
// long as a small task.
import { access, constants, open, realpath, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Found } from "@slipway/runtime";
import { runProcess } from "./process.js";
import type { Stop } from "./stop.js";

export type Python = {
  /** `3.11`, or as much as is known. */
  readonly version: string;
  /** The program itself, links followed. */
  readonly program: string;
};

export type PythonSettings = {
  readonly env: Readonly<Record<string, string>>;
  /** Relative paths start here. */
  readonly workingFolder: string;
};

export async function findPython(settings: PythonSettings, stop: Stop): Promise<Found<Python>> {
  const program = await onPath("python3", settings.env);
  // `python3.11`; a script in its place may choose among several.
  const [, version] = /^python(3\.\d+)$/.exec(basename(program ?? "")) ?? [];
  if (program !== undefined && version !== undefined && !(await isScript(program))) {
    return { ok: true, value: { version, program } };
  }
  const shown = await askPython(ASK, settings, stop);
  return shown.ok ? { ok: true, value: JSON.parse(shown.value) as Python } : shown;
}

const ASK = `
import json, os, platform, sys
print(json.dumps({"version": platform.python_version(), "program": os.path.realpath(sys.executable)}))
`;

const ASK_SITES = `
import json, site
print(json.dumps(site.getsitepackages() + ([site.getusersitepackages()] if site.ENABLE_USER_SITE else [])))
`;

/** Where the packages of this Python are. */
export async function findSites(settings: PythonSettings, stop: Stop): Promise<Found<readonly string[]>> {
  const shown = await askPython(ASK_SITES, settings, stop);
  return shown.ok ? { ok: true, value: JSON.parse(shown.value) as readonly string[] } : shown;
}

async function askPython(code: string, { env, workingFolder }: PythonSettings, stop: Stop): Promise<Found<string>> {
  const lines: string[] = [];
  const onLine = (stream: "out" | "err", text: string): void => {
    if (stream === "out") lines.push(text);
  };
  const argv = ["python3", "-c", code];
  const end = await runProcess({ argv, env, folder: workingFolder, stop, graceMilliseconds: 1000, onLine });
  if (end.exitCode === 0 && end.notStarted === undefined) return { ok: true, value: lines.join("\n") };
  const reason = end.notStarted ?? (end.stopped ? "the run was stopped" : end.stderr.join("\n"));
  return { ok: false, reason: `a Python component needs python3: ${reason}` };
}

async function onPath(name: string, { PATH = "" }: Readonly<Record<string, string>>): Promise<string | undefined> {
  for (const folder of PATH.split(":")) {
    const file = join(folder, name);
    const isThere = await access(file, constants.X_OK).then(
      () => stat(file).then((found) => found.isFile()),
      () => false,
    );
    if (isThere) return realpath(file);
  }
  return undefined;
}

async function isScript(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return buffer.toString("latin1") === "#!";
  } finally {
    await handle.close();
  }
}
