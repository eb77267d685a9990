import { openStore, type Store, splitUri } from "@slipway/store";
import type { RunContext } from "../context.js";
import type { DecideJob } from "./job.js";

/** What a job works with. Each bucket is opened once, with the options of the job's own store where it is of its kind. */
export async function contextOf({ run, store: { uri, options } }: DecideJob): Promise<RunContext> {
  const opened = new Map<string, Promise<Store>>();
  const scheme = schemeOf(uri);
  const open = (any: string) => {
    const { root } = splitUri(any);
    const there = opened.get(root) ?? openStore(root, schemeOf(any) === scheme ? options : {});
    opened.set(root, there);
    return there;
  };
  return { run, store: await openStore(uri, options), open, now: Date.now };
}

function schemeOf(uri: string): string {
  return uri.split(":")[0] ?? "";
}
