// The runs that a command names: by their ids, by how these begin, or as the latest.
import type { Diagnostic } from "@slipway/ir";
import { findRun, readUntilEnd } from "@slipway/runs";
import type { RunRecord, RunView } from "@slipway/runtime";
import { diagnose } from "./messages.js";
import { reportDiagnostics } from "./report.js";
import { nameOf, type Session, tellProblems } from "./store.js";

/** Undefined when there is no such run, which is told. */
export async function viewOf(name: string, session: Session): Promise<RunView | undefined> {
  const [view] = (await viewsOf([name], session)) ?? [];
  return view;
}

/** All of them, or undefined when one is not there; each that is missing is told. */
export async function viewsOf(names: readonly string[], session: Session): Promise<readonly RunView[] | undefined> {
  const { store, streams, endOf } = session;
  const found = await Promise.all(names.map((name) => recordOf(name, session)));
  const missing = found.flatMap((one) => ("run" in one ? [] : [one.diagnostic]));
  reportDiagnostics(missing, streams);
  if (missing.length > 0) return undefined;
  const views: RunView[] = [];
  for (const one of found) {
    if (!("run" in one)) continue;
    const { view, problems } = await readUntilEnd(store, one.run, endOf);
    tellProblems(problems, streams);
    views.push(view);
  }
  return views;
}

type Found = { readonly run: RunRecord } | { readonly diagnostic: Diagnostic };

async function recordOf(run: string, { store }: Session): Promise<Found> {
  const found = await findRun(store, run);
  switch (found.kind) {
    case "found":
      return { run: found.run };
    case "none":
      return { diagnostic: diagnose("unknown-run", [], { run, store: nameOf(store) }) };
    case "several":
      return { diagnostic: diagnose("ambiguous-run", [], { run, ids: found.ids.join(", ") }) };
    case "damaged":
      return {
        diagnostic: diagnose("damaged-run", [], { run, key: found.problem.key, reason: found.problem.message }),
      };
  }
}

/** Of a run that is to go: its record need not be readable. */
export async function placeOf(
  name: string,
  session: Session,
): Promise<Pick<RunRecord, "pipeline" | "id"> | Diagnostic> {
  const found = await findRun(session.store, name);
  if (found.kind === "damaged") {
    const [pipeline = "", id = ""] = found.place.folder.split("/").map(decodeURIComponent);
    return { pipeline, id };
  }
  const one = await recordOf(name, session);
  return "run" in one ? one.run : one.diagnostic;
}
