// What an engine must give so that the table of cases can be run on it: local.ts, and later one for each cluster engine.
import type { Need, Outcome, Run } from "./case.js";

export type Engine = {
  readonly name: string;
  readonly provides: readonly Need[];
  /** An empty store and an empty scratch folder. */
  open(): Promise<Session>;
};

export type Session = {
  run(run: Run): Promise<Outcome>;
  /** What lies at an artifact's uri: the text of a file, or by relative path the texts of a folder. */
  read(uri: string): Promise<string | Readonly<Record<string, string>>>;
  /** Takes it away, or puts something else in its place. */
  damage(uri: string, how: "delete" | "alter"): Promise<void>;
  close(): Promise<void>;
};
