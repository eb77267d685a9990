// This machine as an engine: the real command as a child process, with a store and a scratch folder of its own.
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import type { JsonValue } from "@slipway/ir";
import type { Outcome, RecordedTask, Run } from "./case.js";
import type { Engine, Session } from "./engine.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const command = join(root, "packages/cli/bin/slipway.cjs");
const pipelines = fileURLToPath(new URL("pipelines", import.meta.url));
const FIVE_MINUTES = 300_000;
const MOST_OUTPUT = 64 * 2 ** 20;

/** @param python whose kfp the steps use */
export function local(python: string): Engine {
  return {
    name: "local",
    provides: ["scratch", "pip", "notebook", "one-machine"],
    open: async () => session(await mkdtemp(join(tmpdir(), "slipway-behaviour-")), python),
  };
}

/** The python of a virtual environment that has what a requirements file lists. */
export async function pythonWith(name: string, requirements: string): Promise<string> {
  const { stdout } = await promisify(execFile)("bash", [
    join(root, "examples/venv.sh"),
    name,
    join(root, requirements),
  ]);
  return stdout.trim();
}

function session(folder: string, python: string): Session {
  const scratch = join(folder, "scratch");
  const store = join(folder, "store");
  return {
    run: async (run) => {
      await mkdir(scratch, { recursive: true });
      for (const [name, text] of Object.entries(run.files ?? {})) {
        await mkdir(dirname(join(scratch, name)), { recursive: true });
        await writeFile(join(scratch, name), text);
      }
      const parameters = JSON.parse(JSON.stringify(run.parameters ?? {}).replaceAll("{scratch}", scratch));
      await writeFile(join(folder, "parameters.json"), JSON.stringify(parameters));
      const { secrets = {}, configMaps = {} } = run;
      await writeFile(join(folder, "secrets.json"), JSON.stringify({ secrets, configMaps }));
      const ended = await start(argumentsOf(run, folder, store), folder, python);
      const { run: id = "", ...rest } = parse(ended.stdout);
      return {
        run: id,
        state: ended.exitCode === 1 || ended.exitCode === 2 ? "REFUSED" : "FAILED",
        outputs: {},
        tasks: [],
        ...rest,
        exitCode: ended.exitCode,
        said: ended.stderr,
        records: await recordsOf(id, store),
        notes: await linesOf(join(scratch, "notes")),
      };
    },
    read: (uri) => textsAt(placeOf(uri)),
    damage: async (uri, how) => {
      const place = placeOf(uri);
      if (how === "delete") await rm(place, { recursive: true });
      else await writeFile(place, "something else");
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

function argumentsOf(run: Run, folder: string, store: string): readonly string[] {
  const { noCache } = run;
  return [
    "run",
    resolve(pipelines, run.pipeline),
    "--json",
    "--store",
    pathToFileURL(store).href,
    "--params",
    join(folder, "parameters.json"),
    ...(run.secrets || run.configMaps ? ["--secrets", join(folder, "secrets.json")] : []),
    ...(noCache === undefined ? [] : [noCache === true ? "--no-cache" : `--no-cache=${noCache.join(",")}`]),
  ];
}

type Ended = { readonly exitCode: number; readonly stdout: string; readonly stderr: string };

function start(words: readonly string[], folder: string, python: string): Promise<Ended> {
  const env = {
    ...process.env,
    PATH: `${dirname(python)}${delimiter}${process.env["PATH"] ?? ""}`,
    // Virtual environments that the command makes are kept with ours.
    XDG_CACHE_HOME: join(root, ".venv/cache"),
  };
  const options = { cwd: folder, env, timeout: FIVE_MINUTES, maxBuffer: MOST_OUTPUT };
  return new Promise((done) => {
    execFile(process.execPath, [command, ...words], options, (error, stdout, stderr) => {
      const exitCode = error ? (typeof error.code === "number" ? error.code : -1) : 0;
      done({ exitCode, stdout, stderr });
    });
  });
}

/** Standard output is one object and nothing else; nothing at all when it was refused. */
function parse(stdout: string): Partial<Outcome> {
  return stdout.trim() === "" ? {} : (JSON.parse(stdout) as Outcome);
}

async function recordsOf(run: string, store: string): Promise<Outcome["records"]> {
  const files = await readdir(store, { recursive: true }).catch(() => []);
  const texts = await Promise.all(
    files.filter((file) => file.endsWith("task.json")).map((file) => readFile(join(store, file), "utf8")),
  );
  const records = texts.map((text) => JSON.parse(text) as RecordedTask & { readonly run: JsonValue });
  return Object.fromEntries(records.filter((record) => record.run === run).map((record) => [record.path, record]));
}

async function linesOf(file: string): Promise<readonly string[]> {
  const text = await readFile(file, "utf8").catch(() => "");
  return text.split("\n").filter((line) => line !== "");
}

function placeOf(uri: string): string {
  return uri.startsWith("file:") ? fileURLToPath(uri) : uri;
}

async function textsAt(place: string): Promise<string | Readonly<Record<string, string>>> {
  if ((await stat(place)).isFile()) return readFile(place, "utf8");
  const entries = await readdir(place, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(files.map(async (file) => [file.slice(place.length + 1), await readFile(file, "utf8")] as const)),
  );
}
