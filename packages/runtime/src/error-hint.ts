// The usual cause of a failure, and what to do: told from how a command ended and from its last lines.
import type { Work } from "@slipway/pod";
import { TEXT_HINTS } from "./text-hint.js";

export type Failure = {
  readonly exitCode?: number;
  /** Such as SIGKILL, when one ended it. */
  readonly signal?: string;
  /** The last lines that it wrote to standard error. */
  readonly stderr: readonly string[];
  /** Somebody wanted it to end. */
  readonly cancelled?: boolean;
  /** It ran out of its time, in seconds. */
  readonly timedOutAfter?: number;
  /** It did not start: the reason. */
  readonly notStarted?: string;
  /** It was a process of a machine, and not in its image: what it needs must be there. */
  readonly isProcess?: true;
  readonly work: Work;
};

/**
 * What to do, or undefined where nothing can be told.
 *
 * @example
 * hintFor({ exitCode: 1, stderr: ["ModuleNotFoundError: No module named 'sklearn'"], work });
 * // 'Python finds no module "sklearn": add "scikit-learn" to packages_to_install of the component …'
 */
export function hintFor(failure: Failure): string | undefined {
  const { cancelled, timedOutAfter, stderr, notStarted = "" } = failure;
  if (cancelled) return undefined;
  if (timedOutAfter !== undefined) return "Raise the task's timeout, or give it more resources.";
  const text = [...stderr, notStarted].join("\n");
  for (const { pattern, hint, ofProcess } of TEXT_HINTS) {
    // Of several the last is the one that ended it.
    const match = [...text.matchAll(pattern)].at(-1);
    const say = failure.isProcess ? (ofProcess ?? hint) : hint;
    if (match) return say(match[1] ?? "", failure);
  }
  return hintForExit(failure, failure.isProcess ? OF_PROCESS : OF_CONTAINER);
}

type Words = Readonly<Record<"killed" | "ended" | "processor" | "missing", string>>;

const OF_CONTAINER: Words = {
  killed:
    "The usual cause is that memory ran out: make the data smaller, or ask for more with set_memory_request and set_memory_limit.",
  ended:
    "It was asked to end from outside, as when a node is drained, a spot machine is taken back or a deadline is over.",
  processor: "The image has code for another processor: use one that is built for this machine, or a more general one.",
  missing: "The command does not exist in the image: check its spelling, and that the image has it.",
};

const OF_PROCESS: Words = {
  killed:
    "The usual cause is that this machine's memory ran out: make the data smaller, or run fewer tasks at once (--parallelism).",
  ended: "Somebody on this machine, or the system, asked it to end.",
  processor: "A program or library has code for another processor: install one that is built for this machine.",
  missing:
    "The command does not exist on this machine: check its spelling, and install it, or run with --runner docker.",
};

/** A shell ends with 128 and the number of the signal that ended its program. */
const SIGNALS: Readonly<Record<number, string>> = {
  132: "SIGILL",
  134: "SIGABRT",
  135: "SIGBUS",
  137: "SIGKILL",
  139: "SIGSEGV",
  143: "SIGTERM",
};

function hintForExit(
  { exitCode, signal = SIGNALS[exitCode ?? 0], work, isProcess, notStarted }: Failure,
  words: Words,
): string | undefined {
  switch (signal) {
    case "SIGKILL":
      return isProcess ? words.killed : (overLimit(work) ?? words.killed);
    case "SIGTERM":
      return words.ended;
    case "SIGSEGV":
    case "SIGABRT":
    case "SIGBUS":
      return "A library that is not Python's crashed: usually two packages were built for each other's other versions.";
    case "SIGILL":
      return words.processor;
  }
  if (exitCode === 127) return words.missing;
  if (exitCode === 126) return "The command is there but cannot be run: it must be an executable file.";
  return notStarted !== undefined && /\bENOENT\b/.test(notStarted)
    ? "The command does not exist: check its spelling, and that it is installed where the task runs."
    : undefined;
}

/** Only what is in a container has a limit that counts. */
function overLimit(work: Work): string | undefined {
  const limit = memoryLimit(work);
  return limit === undefined
    ? undefined
    : `The usual cause is that it needed more memory than its limit of ${limit}: raise it with set_memory_limit.`;
}

/** In the words of the pipeline; older SDKs give a number of gigabytes. */
function memoryLimit(work: Work): string | undefined {
  if (work.kind !== "container" || !work.resources) return undefined;
  const { resourceMemoryLimit: limit, memoryLimit: gigabytes } = work.resources;
  if (typeof limit === "string" && limit !== "") return limit;
  return typeof gigabytes === "number" && gigabytes > 0 ? `${gigabytes}G` : undefined;
}
