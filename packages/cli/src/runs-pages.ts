// slipway runs report and compare: pages, and runs side by side as text.
import type { Diagnostic } from "@slipway/ir";
import {
  artifactsToRead,
  compareRuns,
  comparisonText,
  DOCUMENT_LIMITS,
  renderComparison,
  renderReport,
} from "@slipway/report";
import { fileUri, isStoreError, splitUri } from "@slipway/store";
import { viewOf, viewsOf } from "./find-run.js";
import { diagnose } from "./messages.js";
import { writeOutput } from "./output.js";
import { reportDiagnostics } from "./report.js";
import type { Session } from "./store.js";
import type { StoreCommand } from "./store-command.js";

type CommandOf<Kind extends StoreCommand["kind"]> = Extract<StoreCommand, { readonly kind: Kind }>;

export async function reportRun(command: CommandOf<"runs report">, session: Session): Promise<number> {
  const { run, output, json, quiet } = command;
  const { streams } = session;
  const view = await viewOf(run, session);
  if (!view) return 1;
  const { texts, problems } = await readDocuments(artifactsToRead(view), session);
  reportDiagnostics(problems, streams);
  return writePage(output, renderReport(view, texts), { json, quiet, streams });
}

export async function compare(command: CommandOf<"runs compare">, session: Session): Promise<number> {
  const { runs, output, json, quiet } = command;
  const { streams } = session;
  const views = await viewsOf(runs, session);
  if (!views) return 1;
  if (output !== undefined) return writePage(output, renderComparison(views), { json, quiet, streams });
  streams.out(json ? `${JSON.stringify(compareRuns(views), null, 2)}\n` : comparisonText(views));
  return 0;
}

type Manner = Pick<StoreCommand, "json" | "quiet"> & Pick<Session, "streams">;

function writePage(output: string, page: string, { json, quiet, streams }: Manner): number {
  if (output === "-") {
    streams.out(page);
    return 0;
  }
  const problems = writeOutput(output, page);
  reportDiagnostics(problems, streams);
  if (problems.length > 0) return 2;
  if (json) streams.out(`${JSON.stringify({ output }, null, 2)}\n`);
  else if (!quiet) streams.err(`${output} is written\n`);
  return 0;
}

/** The page is made without what cannot be read. */
async function readDocuments(uris: readonly string[], { open }: Session) {
  const texts = new Map<string, string>();
  const problems: Diagnostic[] = [];
  for (const uri of uris) {
    const place = uri.startsWith("/") ? fileUri(uri) : uri;
    if (!/^(?:s3|gs|minio|file):\/\//.test(place)) continue;
    try {
      texts.set(uri, await readText(await open(place), splitUri(place).key));
    } catch (error) {
      if (!isStoreError(error)) throw error;
      problems.push(diagnose("unreadable-artifact", [], { reason: error.message }));
    }
  }
  return { texts, problems };
}

/** The size in the record may be that of long ago. */
async function readText(store: Session["store"], key: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of store.read(key)) {
    size += chunk.length;
    if (size > DOCUMENT_LIMITS.each) break;
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}
