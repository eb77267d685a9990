// Python environments, one for each set of requirements: made when first asked for, kept in the user's cache folder, and
// used again by every run.

import { createHash } from "node:crypto";
import { access, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Install } from "@slipway/compiler";
import type { Found } from "@slipway/runtime";
import { takeLock } from "./lock.js";
import { runProcess } from "./process.js";
import { findPython, findSites, type Python, type PythonSettings } from "./python.js";
import type { Stop } from "./stop.js";

export type EnvironmentSettings = PythonSettings & {
  /** Where environments are kept; `ready.json` in each says which of its folders is whole. */
  readonly folder: string;
};

export type Environments = {
  readonly python: (stop: Stop) => Promise<Found<Python>>;
  /** The folder of the environment in which all is installed; `tell` is told what is being made. */
  readonly prepare: (install: Install, stop: Stop, tell: (text: string) => void) => Promise<Prepared>;
};

export type Prepared =
  | { readonly ok: true; readonly value: string }
  | {
      readonly ok: false;
      readonly reason: string;
      /** The last lines of what could not make it. */
      readonly lines: readonly string[];
    };

/**
 * @example
 * const environments = createEnvironments({ folder: "/home/me/.cache/slipway/venvs", env, workingFolder });
 * const made = await environments.prepare(install, stop, console.error);
 * if (made.ok) console.log(`${made.value}/bin/python3`);
 */
export function createEnvironments(settings: EnvironmentSettings): Environments {
  let python: Promise<Found<Python>> | undefined;
  // What runs at once shares the work, and the failure; a later task may try again.
  const making = new Map<string, Promise<Prepared>>();
  const findOnce = (stop: Stop): Promise<Found<Python>> => {
    python ??= findPython(settings, stop);
    return python;
  };
  return {
    python: findOnce,
    prepare: async (install, stop, tell) => {
      const found = await findOnce(stop);
      if (!found.ok) return { ...found, lines: [] };
      const base = await baseOf(install, found.value, settings, stop);
      if (!base.ok) return { ...base, lines: [] };
      const { sites } = base.value;
      const key = await keyOf(install, base.value, settings);
      const running = making.get(key) ?? prepare(join(settings.folder, key), { install, sites, stop, tell, settings });
      making.set(key, running);
      const made = await running;
      if (!made.ok) making.delete(key);
      return made;
    },
  };
}

type Base = { readonly program: string /** Packages around the environment. */; readonly sites: readonly string[] };

async function baseOf(
  { isOnTop }: Install,
  python: Python,
  settings: PythonSettings,
  stop: Stop,
): Promise<Found<Base>> {
  if (!isOnTop) return { ok: true, value: { program: python.program, sites: [] } };
  const sites = await findSites(settings, stop);
  return sites.ok ? { ok: true, value: { program: python.program, sites: sites.value } } : sites;
}

async function keyOf(
  { commands }: Install,
  { program, sites }: Base,
  { workingFolder }: PythonSettings,
): Promise<string> {
  const words = [...new Set(commands.flat())];
  // A Python that was replaced by another under its name is another.
  const files = await Promise.all([program, ...words].map((word) => stampOf(resolve(workingFolder, word))));
  return createHash("sha256")
    .update(JSON.stringify([1, files, commands, sites]))
    .digest("hex")
    .slice(0, 32);
}

/** A requirement may be a file of this machine, which may change. */
async function stampOf(path: string): Promise<string | undefined> {
  return stat(path).then(
    (found) => (found.isFile() ? `${path} ${found.size} ${found.mtimeMs}` : undefined),
    () => undefined,
  );
}

type Making = {
  readonly install: Install;
  readonly sites: readonly string[];
  readonly stop: Stop;
  readonly tell: (text: string) => void;
  readonly settings: EnvironmentSettings;
};

async function prepare(folder: string, making: Making): Promise<Prepared> {
  const there = await readyIn(folder);
  if (there !== undefined) return { ok: true, value: there };
  const isDone = async (): Promise<boolean> => (await readyIn(folder)) !== undefined;
  const lock = await takeLock(join(folder, "lock"), making.stop, isDone);
  try {
    const made = await readyIn(folder);
    if (made !== undefined) return { ok: true, value: made };
    if (!lock) return { ok: false, reason: "the run was stopped while a Python environment was waited for", lines: [] };
    await removeOld(folder);
    return await make(folder, making);
  } finally {
    await lock?.release();
  }
}

/** The environment that is whole, if there is one. */
async function readyIn(folder: string): Promise<string | undefined> {
  try {
    const { environment } = JSON.parse(await readFile(join(folder, READY), "utf8")) as { environment: string };
    const made = join(folder, environment);
    await access(join(made, "bin", "python3"));
    return made;
  } catch {
    return undefined;
  }
}

const READY = "ready.json";
const DRAFT = "environment-";

/** What was not finished: nobody else works here now. */
async function removeOld(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.startsWith(DRAFT));
  await Promise.all(names.map((name) => rm(join(folder, name), { recursive: true, force: true })));
}

/**
 * Programs in an environment hold its path, so that it cannot be moved once it is made. It has its last place from the
 * start, and counts from the moment that `ready.json` names it.
 */
async function make(folder: string, { install, sites, stop, tell, settings }: Making): Promise<Prepared> {
  const words = install.commands.flat().filter((word) => !word.startsWith("-") && !/^https?:/.test(word));
  // What holds for some versions of Python only is not what people asked for.
  const requirements = words.filter((word) => !word.includes(";"));
  tell(`making a Python environment with ${requirements.join(", ")}`);
  const environment = await mkdtemp(join(folder, DRAFT));
  const inside = { ...inEnvironment(environment, settings.env), PIP_DISABLE_PIP_VERSION_CHECK: "1" };
  const context = { folder: settings.workingFolder, stop };
  const problem =
    (await call(["python3", "-m", "venv", environment], { ...context, env: settings.env })) ??
    (await call(["sh", "-c", install.script], { ...context, env: inside }));
  if (problem !== undefined) {
    await rm(environment, { recursive: true, force: true });
    const reason = `its Python environment with ${requirements.join(", ")} cannot be made: ${problem.reason}`;
    return { ok: false, reason, lines: problem.lines };
  }
  if (sites.length > 0) await lookAround(environment, sites);
  const draft = join(environment, READY);
  await writeFile(draft, `${JSON.stringify({ environment: environment.slice(folder.length + 1), requirements })}\n`);
  await rename(draft, join(folder, READY));
  return { ok: true, value: environment };
}

/**
 * Packages of the machine's own Python stand for those of the task's image. They come after what was installed, and were
 * not seen when that was done, so that it is whole by itself.
 * Source: https://docs.python.org/3/library/site.html
 */
async function lookAround(environment: string, sites: readonly string[]): Promise<void> {
  const [version = ""] = await readdir(join(environment, "lib"));
  await writeFile(join(environment, "lib", version, "site-packages", "around.pth"), `${sites.join("\n")}\n`);
}

/** The variables that make an environment the one that counts. */
export function inEnvironment(
  environment: string,
  env: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const { PYTHONHOME: _, ...rest } = env;
  return { ...rest, VIRTUAL_ENV: environment, PATH: `${join(environment, "bin")}:${env["PATH"] ?? ""}` };
}

type Call = {
  readonly env: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly stop: Stop;
};

type Problem = { readonly reason: string; readonly lines: readonly string[] };

/** What went wrong, with the last lines that were written. */
async function call(argv: readonly string[], more: Call): Promise<Problem | undefined> {
  const lines: string[] = [];
  const onLine = (_: "out" | "err", text: string): void => {
    lines.push(text);
    if (lines.length > KEPT_LINES) lines.shift();
  };
  const end = await runProcess({ argv, ...more, graceMilliseconds: 1000, onLine });
  if (end.stopped) return { reason: "the run was stopped", lines: [] };
  if (end.notStarted !== undefined) return { reason: end.notStarted, lines };
  return end.exitCode === 0
    ? undefined
    : { reason: `${argv[0] === "sh" ? "pip" : "venv"} ended with exit code ${end.exitCode}`, lines };
}

const KEPT_LINES = 20;
