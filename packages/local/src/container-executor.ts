// A task in a container of its image, with nothing of this machine but its own folders.
import { chmod, mkdir, stat, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { isJsonObject } from "@slipway/ir";
import { type Assignment, type Found, timestamp } from "@slipway/runtime";
import { filePath } from "@slipway/store";
import { keysOf } from "./cluster-objects.js";
import { type ContainerTask, containerCommand, type Mount } from "./container.js";
import type { Engine } from "./engine.js";
import { type Execute, notStarted, settingsOf, taskVariables, type Workplace, withinTime } from "./execute.js";
import type { VolumeMount } from "./pod-settings.js";
import { runProcess } from "./process.js";
import { claimFolder } from "./volumes.js";

export function containerExecutor(workplace: Workplace, engine: Engine): Execute {
  const { env: machine, objects, report, now, graceMilliseconds, workingFolder: folder } = workplace;
  return async (assignment, stop) => {
    const { path, attempt, image, argv, resources, invocation } = assignment;
    const refuse = (reason: string) => notStarted(reason, timestamp(now()));
    const settings = settingsOf(assignment);
    const variables = taskVariables(assignment, objects);
    if (!variables.ok) return refuse(variables.reason);
    const pulled = await engine.pull(image, settings.pullPolicy, (text) => report({ kind: "note", path, text }));
    if (pulled !== undefined) return { ...refuse(pulled), mayPass: true };
    const volumes = await volumeMounts(assignment, settings.volumes, workplace);
    if (!volumes.ok) return refuse(volumes.reason);
    const written = await openToAll(assignment);
    const { securityContext } = invocation.kubernetes ?? {};
    const task: ContainerTask = {
      name: `slipway-${attempt}`,
      image,
      argv,
      env: variables.value,
      mounts: [
        ...written.map((one) => same(one)),
        ...(await inputMounts(assignment)),
        ...workspaceMount(assignment),
        ...volumes.value,
      ],
      ...(resources && { resources }),
      ...(settings.sharedMemory !== undefined && { sharedMemory: settings.sharedMemory }),
      ...(isJsonObject(securityContext) && { user: securityContext }),
    };
    const command = containerCommand(task, { engine: engine.name, cores: availableParallelism() });
    for (const text of command.warnings) report({ kind: "warning", path, text });
    const onLine = (stream: "out" | "err", text: string) => report({ kind: "line", path, stream, text });
    let killed: Promise<void> | undefined;
    const onKill = (): void => {
      killed ??= engine.kill(task.name);
    };
    const exit = await withinTime(assignment, stop, now, async (own) => {
      const env = { ...machine, ...command.env };
      const end = await runProcess({ argv: command.argv, env, folder, stop: own, graceMilliseconds, onLine, onKill });
      const problem = end.exitCode === 125 && !end.stopped ? end.stderr.join("\n") : undefined;
      return problem === undefined ? end : { ...end, notStarted: `${engine.name} could not start it: ${problem}` };
    });
    await killed;
    const problem = await engine.own(written, image);
    if (problem !== undefined) report({ kind: "warning", path, text: problem });
    return exit;
  };
}

function same(folder: string): Mount {
  return { kind: "folder", source: folder, target: folder };
}

/** The folders in which a task writes. The image's user may be any. */
async function openToAll({ outputFile, artifacts, parameters, workspace }: Assignment): Promise<readonly string[]> {
  const files = [outputFile, ...Object.values(artifacts), ...Object.values(parameters)];
  const folders = new Set(files.map(({ file }) => dirname(file)));
  for (const folder of [...folders, ...(workspace ? [workspace.file] : [])]) {
    await mkdir(folder, { recursive: true });
    await chmod(folder, 0o777);
  }
  return [...folders];
}

function workspaceMount({ workspace }: Assignment): readonly Mount[] {
  return workspace ? [{ kind: "folder", source: workspace.file, target: workspace.path }] : [];
}

/** Artifacts that lie on this machine are seen in the container where they are here. */
async function inputMounts({ inputs }: Assignment): Promise<readonly Mount[]> {
  const artifacts = Object.values(inputs.artifacts).flat();
  const paths = artifacts.flatMap(({ uri }) => filePath(uri) ?? []);
  const there = await Promise.all(
    [...new Set(paths)].map((path) =>
      stat(path).then(
        () => [path],
        () => [],
      ),
    ),
  );
  return there.flat().map((path) => ({ kind: "folder", source: path, target: path, isReadOnly: true }));
}

async function volumeMounts(
  { outputFile }: Assignment,
  volumes: readonly VolumeMount[],
  { objects, volumesFolder }: Workplace,
): Promise<Found<readonly Mount[]>> {
  const mounts: Mount[] = [];
  for (const [index, volume] of volumes.entries()) {
    const own = join(dirname(outputFile.file), "volumes", String(index));
    const target = volume.path;
    if (volume.kind === "empty" && volume.inMemory) mounts.push({ kind: "memory", target });
    else if (volume.kind === "empty") {
      await mkdir(own, { recursive: true });
      await chmod(own, 0o777);
      mounts.push({ kind: "folder", source: own, target });
    } else if (volume.kind === "claim") {
      const claim = claimFolder(volumesFolder, volume.name);
      if (!(await stat(claim).then(Boolean, () => false))) {
        return {
          ok: false,
          reason: `there is no volume claim "${volume.name}"; make it with CreatePVC, or as the folder ${claim}`,
        };
      }
      const source = join(claim, join("/", volume.subPath));
      await mkdir(source, { recursive: true });
      await chmod(source, 0o777);
      mounts.push({ kind: "folder", source, target });
    } else {
      const keys = keysOf(volume, objects);
      if (!keys.ok) return keys;
      if (!keys.value) continue;
      await writeKeys(own, keys.value);
      mounts.push({ kind: "folder", source: own, target, isReadOnly: true });
    }
  }
  return { ok: true, value: mounts };
}

/** As Kubernetes shows a Secret: a file for each key. Names of keys hold no slash there. */
async function writeKeys(folder: string, keys: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [key, value] of Object.entries(keys)) {
    if (/^[-._a-zA-Z0-9]+$/.test(key) && !/^\.\.?$/.test(key)) await writeFile(join(folder, key), value);
  }
}
