// One command as a process of this machine: without a shell, in a process group of its own, so that it can be ended with
// all that it started.
import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:os";
import { endFamily, familyIn } from "./family.js";
import { createLines } from "./lines.js";
import type { Stop, StopReason } from "./stop.js";

export type Command = {
  /** The program and its arguments. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Where it runs. */
  readonly folder: string;
  readonly stop: Stop;
  /** Between asking it to end and ending it. */
  readonly graceMilliseconds: number;
  readonly onLine: (stream: "out" | "err", text: string) => void;
  /** Makes for each stream what gives of its lines, in order, what is worth telling, if anything is. */
  readonly choose?: () => (text: string) => string | undefined;
  /** Name that nobody else has, of letters and digits: what left the process group is found by it, and ended. */
  readonly family?: string;
  /** Ends what is not among its processes, such as a container. */
  readonly onKill?: () => void;
};

export type ProcessEnd = {
  /** 128 and the number of the signal, when one ended it; 127 and 126 when it did not start. */
  readonly exitCode: number;
  readonly signal?: NodeJS.Signals;
  /** The last lines that it wrote to standard error. */
  readonly stderr: readonly string[];
  /** Why it was ended. */
  readonly stopped?: StopReason;
  /** Why it did not start, in a sentence. */
  readonly notStarted?: string;
};

const KEPT_LINES = 20;
const LONGEST_KEPT = 2000;
/** What went out of the group may hold the pipes open. */
const LAST_WORDS_MILLISECONDS = 500;

/**
 * @example
 * const { exitCode, stderr } = await runProcess({ argv: ["python3", "train.py"], env, folder, stop, graceMilliseconds: 10_000, onLine });
 */
export async function runProcess(command: Command): Promise<ProcessEnd> {
  const { stop, onLine, choose = () => (text) => text } = command;
  const before = stop.reason();
  if (before) return { exitCode: 128 + constants.signals.SIGTERM, signal: "SIGTERM", stderr: [], stopped: before };
  const started = await start(command);
  if (typeof started === "string") return { exitCode: 127, stderr: [], notStarted: started };
  const stderr: string[] = [];
  const [ofOut, ofErr] = [choose(), choose()];
  const out = createLines((line) => {
    const text = ofOut(line);
    if (text !== undefined) onLine("out", text);
  });
  const err = createLines((line) => {
    const text = ofErr(line);
    if (text === undefined) return;
    stderr.push(text.slice(0, LONGEST_KEPT));
    if (stderr.length > KEPT_LINES) stderr.shift();
    onLine("err", text);
  });
  started.stdout?.on("data", out.push);
  started.stderr?.on("data", err.push);
  const ending = endWhenStopped(started, command);
  const [code, signal] = await ended(started, command.family);
  const stopped = ending.release();
  out.end();
  err.end();
  const exitCode = code ?? 128 + (signal ? constants.signals[signal] : 0);
  return { exitCode, ...(signal && { signal }), stderr, ...(stopped && { stopped }) };
}

/** The running child, or why there is none. */
async function start({ argv, env: given, folder, family }: Command): Promise<ChildProcess | string> {
  const [program = "", ...args] = argv;
  const tooLong = longArgument(argv);
  if (tooLong) return tooLong;
  const env = family === undefined ? given : { ...given, ...familyIn(family, given) };
  try {
    const child = spawn(program, args, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
    return await new Promise((resolve, reject) => {
      child.once("spawn", () => resolve(child));
      child.once("error", reject);
    });
  } catch (error) {
    return reasonOf(error, program);
  }
}

/** What the kernel takes as one argument. Source: MAX_ARG_STRLEN in https://man7.org/linux/man-pages/man2/execve.2.html */
export const LONGEST_ARGUMENT = 131_071;

function longArgument(argv: readonly string[]): string | undefined {
  const index = argv.findIndex((word) => Buffer.byteLength(word) > LONGEST_ARGUMENT);
  if (index < 0) return undefined;
  const size = Buffer.byteLength(argv[index] ?? "");
  return `argument ${index} of its command has ${size} bytes, and this machine takes ${LONGEST_ARGUMENT} at most; hand the value over as an artifact`;
}

function reasonOf(error: unknown, program: string): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  switch (code) {
    case "ENOENT":
      return `there is no program "${program}" on this machine`;
    case "EACCES":
      return `the program "${program}" may not be executed`;
    case "E2BIG":
      return "its arguments are longer than this machine takes together; hand large values over as artifacts";
    case "ERR_INVALID_ARG_VALUE":
      return "an argument or a variable holds the character NUL, which no program can be given";
    default:
      return `the program "${program}" did not start: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function endWhenStopped(child: ChildProcess, { stop, graceMilliseconds, onKill }: Command) {
  let stopped: StopReason | undefined;
  let timer: NodeJS.Timeout | undefined;
  const kill = (): void => {
    signalGroup(child, "SIGKILL");
    onKill?.();
  };
  const unlisten = stop.listen((reason) => {
    stopped = reason;
    if (reason.kind === "cancelled" && reason.now) return kill();
    signalGroup(child, "SIGTERM");
    timer ??= setTimeout(kill, graceMilliseconds);
  });
  return {
    release: (): StopReason | undefined => {
      unlisten();
      clearTimeout(timer);
      return stopped;
    },
  };
}

type EndOfChild = readonly [code: number | null, signal: NodeJS.Signals | null];

/** When the command has ended, all that it left running is ended, as it is in a container. */
function ended(child: ChildProcess, family: string | undefined): Promise<EndOfChild> {
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    let left = Promise.resolve();
    child.once("exit", () => {
      signalGroup(child, "SIGKILL");
      if (family !== undefined) left = endFamily(family);
      timer = setTimeout(() => {
        child.stdout?.destroy();
        child.stderr?.destroy();
      }, LAST_WORDS_MILLISECONDS);
    });
    child.once("close", (code, signal) => {
      clearTimeout(timer);
      left.then(() => resolve([code, signal]));
    });
  });
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // Nobody is left; of a group of which nobody but the dead is left, macOS says EPERM.
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code !== "ESRCH" && code !== "EPERM") throw error;
  }
}
