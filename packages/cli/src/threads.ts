// Many files at once: threads of this program take them one by one, until none is left.
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { CompileCommand } from "./command-line.js";
import type { Made } from "./compile-file.js";
import type { Streams } from "./report.js";

/** What a helping thread is told. */
export type Share = {
  readonly command: CompileCommand;
  readonly colour: boolean;
  /** One integer: the number of files that were taken. */
  readonly taken: SharedArrayBuffer;
};

/** What became of a file, and what there is to say of it. */
export type Done = { readonly index: number; readonly made: Made; readonly said: string };

/** A thread is worth its start when it can take so many. */
const FILES_EACH = 12;

/**
 * As many threads beside this one as there are other processors, and files for.
 *
 * @param program that calls `help` when it finds itself to be such a thread; without one there are none
 */
export function startHelpers(share: Share, program: string | undefined): readonly Promise<readonly Done[]>[] {
  // Only the process itself has a standard input.
  if (program === undefined || share.command.files.includes("-")) return [];
  const length = Math.min(availableParallelism() - 1, Math.ceil(share.command.files.length / FILES_EACH) - 1);
  return Array.from({ length: Math.max(length, 0) }, () => {
    const worker = new Worker(program, { workerData: share });
    return new Promise<readonly Done[]>((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
    });
  });
}

/** Takes files until none is left. */
export async function takeFiles(
  { command, colour, taken }: Share,
  compile: (file: string, streams: Streams) => Promise<Made>,
): Promise<readonly Done[]> {
  const counter = new Int32Array(taken);
  const done: Done[] = [];
  for (;;) {
    const index = Atomics.add(counter, 0, 1);
    const file = command.files[index];
    if (file === undefined) return done;
    const said: string[] = [];
    const say = (text: string) => void said.push(text);
    const made = await compile(file, { out: say, err: say, colour });
    done.push({ index, made, said: said.join("") });
  }
}
