// Commands about a store, each to the file that does it.
import { explainTask, removeEntries, showCache } from "./cache.js";
import { showLineage } from "./lineage.js";
import type { Streams } from "./report.js";
import { removeRunsNamed, showRun, showRuns } from "./runs.js";
import { type Session, withStore } from "./store.js";
import type { StoreCommand } from "./store-command.js";

/** Gives the exit code. */
export function aboutStore(command: StoreCommand, streams: Streams): Promise<number> {
  return withStore(command, streams, (session) => carryOut(command, session));
}

async function carryOut(command: StoreCommand, session: Session): Promise<number> {
  switch (command.kind) {
    case "runs ls":
      return showRuns(command, session);
    case "runs show":
      return showRun(command, session);
    case "runs rm":
      return removeRunsNamed(command, session);
    case "runs report": {
      const { reportRun } = await import("./runs-pages.js");
      return reportRun(command, session);
    }
    case "runs compare": {
      const { compare } = await import("./runs-pages.js");
      return compare(command, session);
    }
    case "lineage":
      return showLineage(command, session);
    case "cache ls":
      return showCache(command, session);
    case "cache explain":
      return explainTask(command, session);
    case "cache rm":
      return removeEntries(command, session);
  }
}
