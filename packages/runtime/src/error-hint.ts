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
  for (const { pattern, hint } of TEXT_HINTS) {
    // Of several the last is the one that ended it.
    const match = [...text.matchAll(pattern)].at(-1);
    if (match) return hint(match[1] ?? "", failure);
  }
  return hintForExit(failure);
}

/** A shell ends with 128 and the number of the signal that ended its program. */
const SIGNALS: Readonly<Record<number, string>> = {
  132: "SIGILL",
  134: "SIGABRT",
  135: "SIGBUS",
  137: "SIGKILL",
  139: "SIGSEGV",
  143: "SIGTERM",
};

function hintForExit({ exitCode, signal = SIGNALS[exitCode ?? 0], work, notStarted }: Failure): string | undefined {
  switch (signal) {
    case "SIGKILL":
      return outOfMemory(work);
    case "SIGTERM":
      return "It was asked to end from outside, as when a node is drained, a spot machine is taken back or a deadline is over.";
    case "SIGSEGV":
    case "SIGABRT":
    case "SIGBUS":
      return "A library that is not Python's crashed: usually two packages were built for each other's other versions.";
    case "SIGILL":
      return "The image has code for another processor: use one that is built for this machine, or a more general one.";
  }
  if (exitCode === 127)
    return "The command does not exist in the image: check its spelling, and that the image has it.";
  if (exitCode === 126) return "The command is there but cannot be run: it must be an executable file.";
  return notStarted !== undefined && /\bENOENT\b/.test(notStarted)
    ? "The command does not exist: check its spelling, and that it is installed where the task runs."
    : undefined;
}

/** @param work its memory limit is named */
function outOfMemory(work: Work): string {
  const limit = memoryLimit(work);
  return limit === undefined
    ? "The usual cause is that memory ran out: make the data smaller, or ask for more with set_memory_request and set_memory_limit."
    : `The usual cause is that it needed more memory than its limit of ${limit}: raise it with set_memory_limit.`;
}

/** In the words of the pipeline; older SDKs give a number of gigabytes. */
function memoryLimit(work: Work): string | undefined {
  if (work.kind !== "container" || !work.resources) return undefined;
  const { resourceMemoryLimit: limit, memoryLimit: gigabytes } = work.resources;
  if (typeof limit === "string" && limit !== "") return limit;
  return typeof gigabytes === "number" && gigabytes > 0 ? `${gigabytes}G` : undefined;
}
