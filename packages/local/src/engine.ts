// The container engine of this machine: docker, or podman where there is no docker that answers.
import { lchown, lstat, readdir } from "node:fs/promises";
import { userInfo } from "node:os";
import { join } from "node:path";
import { failed, type Result } from "@slipway/ir";
import type { Machine } from "./container.js";
import { diagnose } from "./messages.js";
import { type ProcessEnd, runProcess } from "./process.js";
import type { Stop } from "./stop.js";

export type Engine = {
  readonly name: Machine["engine"];
  /** Its containers' root is this user. */
  readonly isRootless: boolean;
  /** Gets an image that is not there; why it could not. */
  readonly pull: (
    image: string,
    policy: string | undefined,
    tell: (text: string) => void,
  ) => Promise<string | undefined>;
  readonly kill: (container: string) => Promise<void>;
  /** Makes what containers wrote the user's own; why it could not. */
  readonly own: (folders: readonly string[], image: string) => Promise<string | undefined>;
};

export type EngineSettings = {
  readonly env: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly stop: Stop;
};

export async function findEngine(settings: EngineSettings): Promise<Result<Engine>> {
  const reasons: string[] = [];
  for (const name of ["docker", "podman"] as const) {
    const { end, lines } = await call([name, "info"], settings);
    if (end.exitCode === 0 && !end.notStarted)
      return { ok: true, value: engineOf(name, lines, settings), warnings: [] };
    reasons.push(end.notStarted ?? `${name} does not answer: ${lastOf(end.stderr)}`);
  }
  return failed([diagnose("no-engine", [], { reason: reasons.join("; ") })]);
}

function engineOf(name: Machine["engine"], facts: readonly string[], settings: EngineSettings): Engine {
  const isRootless = facts.some((line) => /^\s*rootless(?:: true)?\s*$/.test(line));
  const pulls = new Map<string, Promise<string | undefined>>();
  const pull = async (image: string, policy: string | undefined, tell: (text: string) => void) => {
    if (policy !== "Always") {
      const there = await call([name, "image", "inspect", image], settings);
      if (there.end.exitCode === 0) return undefined;
      if (policy === "Never")
        return `its image "${image}" is not on this machine, and the pipeline says not to pull it`;
    }
    tell(`pulling its image ${image}`);
    const { end } = await call([name, "pull", "--quiet", image], settings);
    return end.exitCode === 0 ? undefined : `its image "${image}" cannot be pulled: ${lastOf(end.stderr)}`;
  };
  return {
    name,
    isRootless,
    pull: async (image, policy, tell) => {
      // Once for a run, however many tasks need it; what failed may be tried again.
      const key = `${policy} ${image}`;
      const running = pulls.get(key) ?? pull(image, policy, tell);
      pulls.set(key, running);
      const pulled = await running;
      if (pulled !== undefined) pulls.delete(key);
      return pulled;
    },
    kill: async (container) => {
      await call([name, "kill", container], settings);
    },
    own: async (folders, image) => {
      const { uid, gid } = userInfo();
      const foreign = (await Promise.all(folders.map((folder) => hasForeign(folder, uid)))).includes(true);
      if (!foreign) return undefined;
      if (uid === 0) {
        for (const folder of folders) await ownAll(folder);
        return undefined;
      }
      const owner = isRootless ? "0:0" : `${uid}:${gid}`;
      const mounts = folders.flatMap((folder) => ["--volume", `${folder}:${folder}`]);
      const options = [
        "--rm",
        "--pull",
        "never",
        "--user",
        "0:0",
        "--network",
        "none",
        ...mounts,
        "--entrypoint",
        "chown",
      ];
      const { end } = await call([name, "run", ...options, image, "-R", owner, ...folders], settings);
      return end.exitCode === 0 ? undefined : `what it wrote belongs to another user: ${lastOf(end.stderr)}`;
    },
  };
}

async function hasForeign(folder: string, uid: number): Promise<boolean> {
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const path = join(folder, entry.name);
    const found = await lstat(path);
    if (found.uid !== uid) return true;
    if (entry.isDirectory() && (await hasForeign(path, uid))) return true;
  }
  return false;
}

/** What root can do without a container. */
async function ownAll(path: string): Promise<void> {
  await lchown(path, 0, 0);
  if (!(await lstat(path)).isDirectory()) return;
  for (const name of await readdir(path)) await ownAll(join(path, name));
}

async function call(
  argv: readonly string[],
  { env, folder, stop }: EngineSettings,
): Promise<{ readonly end: ProcessEnd; readonly lines: readonly string[] }> {
  const lines: string[] = [];
  const onLine = (stream: "out" | "err", text: string): void => {
    if (stream === "out") lines.push(text);
  };
  // Killing is what a stop is about, so it must not stop that.
  const isKill = argv[1] === "kill";
  const end = await runProcess({
    argv,
    env,
    folder,
    stop: isKill ? NEVER : stop,
    graceMilliseconds: 1000,
    onLine,
  });
  return { end, lines };
}

const NEVER: Stop = { reason: () => undefined, listen: () => () => undefined };

function lastOf(lines: readonly string[]): string {
  return (
    lines
      .filter((line) => line.trim() !== "")
      .at(-1)
      ?.trim() ?? "it says nothing"
  );
}
