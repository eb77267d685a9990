// A task as a process of this machine. It finds the user's own variables: what they can do in their shell, their task can
// do, as when they run it by hand. Only what steers Slipway itself is left out.

import { mkdir, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type PythonCommand, pythonOfImage, readPythonCommand } from "@slipway/compiler";
import { type Assignment, timestamp } from "@slipway/runtime";
import { type Execute, notStarted, taskVariables, type Workplace, withinTime } from "./execute.js";
import { FAMILY, familyIn } from "./family.js";
import { runProcess } from "./process.js";
import { ownLines } from "./sdk-log.js";
import type { Stop } from "./stop.js";
import { type Environments, inEnvironment } from "./virtual-environment.js";

export function processExecutor(workplace: Workplace, environments: Environments): Execute {
  const { run, env: machine, objects, report, now, graceMilliseconds, cancel } = workplace;
  const isOwn = (name: string) => name.startsWith("SLIPWAY_") && name !== FAMILY;
  const others = Object.fromEntries(Object.entries(machine).filter(([name]) => !isOwn(name)));
  // Whoever finds the run abandoned knows no more of its processes than its id.
  const inherited = { ...others, ...familyIn(run, machine) };
  const warnOnce = onceFor(new Set());
  const execute: Execute = async (assignment, stop) => {
    const { path, attempt, outputFile } = assignment;
    const variables = taskVariables(assignment, objects);
    if (!variables.ok) return notStarted(variables.reason, timestamp(now()));
    const python = readPythonCommand(assignment.argv);
    let env: Readonly<Record<string, string>> = inherited;
    if (python) {
      // Lines are to be seen when they are written.
      env = { PYTHONUNBUFFERED: "1", ...env };
      compareVersions(assignment, environments, {
        cancel,
        warn: warnOnce((text) => report({ kind: "warning", text })),
      });
    }
    if (python?.install) {
      const tell = (text: string) => report({ kind: "note", path, text });
      const made = await environments.prepare(python.install, cancel, tell);
      if (!made.ok) {
        for (const text of made.lines) report({ kind: "line", path, stream: "err", text });
        const cancelled = stop.reason()?.kind === "cancelled";
        return { ...notStarted(made.reason, timestamp(now())), stderr: made.lines, cancelled, mayPass: true };
      }
      env = inEnvironment(made.value, env);
    }
    const folder = join(dirname(outputFile.file), "work");
    await mkdir(folder, { recursive: true });
    const started = python ? await startOf(python, dirname(outputFile.file)) : { argv: assignment.argv, env: {} };
    const place = python && !python.program ? await moduleFolder(folder, workplace.workingFolder) : folder;
    const onLine = (stream: "out" | "err", text: string) => report({ kind: "line", path, stream, text });
    return withinTime(assignment, stop, now, (own) =>
      runProcess({
        argv: started.argv,
        env: { ...env, ...started.env, ...variables.value },
        folder: place,
        stop: own,
        graceMilliseconds,
        onLine,
        family: attempt,
        ...(python && { choose: ownLines }),
      }),
    );
  };
  return async (assignment, stop) => ({ ...(await execute(assignment, stop)), isProcess: true });
}

/** The SDK's shell puts the component into a file of a folder that nobody removes; here the file is the task's. */
async function startOf({ argv, program }: PythonCommand, folder: string) {
  if (!program) return { argv, env: {} };
  const file = join(folder, "ephemeral_component.py");
  await writeFile(file, program.source);
  return {
    argv: ["python3", "-m", program.module, "--component_module_path", file, ...program.args],
    env: program.env,
  };
}

/** A component in an image of its own finds its code by a file in the working folder: here that is the user's. */
async function moduleFolder(folder: string, workingFolder: string): Promise<string> {
  return stat(join(workingFolder, "kfp_config.ini")).then(
    () => workingFolder,
    () => folder,
  );
}

type Warn = (key: string, text: string) => void;

function onceFor(told: Set<string>): (tell: (text: string) => void) => Warn {
  return (tell) => (key, text) => {
    if (told.has(key)) return;
    told.add(key);
    tell(text);
  };
}

function compareVersions(
  { path, image }: Assignment,
  environments: Environments,
  { cancel, warn }: { readonly cancel: Stop; readonly warn: Warn },
): void {
  const wanted = pythonOfImage(image);
  if (wanted === undefined) return;
  const compare = (python: Awaited<ReturnType<Environments["python"]>>): void => {
    if (!python.ok || `${python.value.version}.`.startsWith(`${wanted}.`)) return;
    warn(
      wanted,
      `"${path}" is made for Python ${wanted} (its image is ${image}), and python3 here is ${python.value.version}`,
    );
  };
  // Nothing waits for this, and where python3 cannot be asked the task itself will say so.
  environments.python(cancel).then(compare, () => undefined);
}
