// What a driver hands on: to the launcher the command, to the publisher all that the record will say.
import type { JsonObject, JsonValue } from "@slipway/ir";
import type { Invocation, Iterations } from "@slipway/pod";
import type { Version } from "@slipway/store";
import type { Spot } from "./places.js";
import type { CacheRecord, TaskRecord } from "./record.js";

export type Assignment = {
  readonly invocation: Invocation;
  readonly iterations: Iterations;
  readonly path: string;
  readonly attempt: string;
  readonly retry: number;
  readonly image: string;
  /** The program and its arguments, placeholders replaced. Never empty. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** CPU, memory and accelerators that the task asks for, as the IR has them. */
  readonly resources?: JsonObject;
  /** By JSON pointer in the settings for Kubernetes, the names of Secrets, config maps and claims that are inputs. */
  readonly settings?: Readonly<Record<string, JsonValue>>;
  readonly inputs: TaskRecord["inputs"];
  /** By output, where the command is to leave it. */
  readonly artifacts: Readonly<Record<string, OutputSpot>>;
  readonly parameters: Readonly<Record<string, Omit<Spot, "uri">>>;
  readonly outputFile: Omit<Spot, "uri">;
  /** By uri of an artifact that is gone after the task, the one under which others find it. */
  readonly lasting: Readonly<Record<string, string>>;
  readonly workspace?: Omit<Spot, "uri">;
  /** The folder of which the command sees parts at its root; without it, it sees the publisher's files where they are. */
  readonly mounted?: string;
  readonly cache?: Omit<CacheRecord, "from"> & {
    readonly scope: string;
    /** The entry that is to be replaced. */
    readonly stale?: Version;
  };
  /** Things that the user should know though nothing failed. */
  readonly warnings: readonly string[];
};

/** `target` is where the artifact is kept; where that is the same file nothing is copied. */
export type OutputSpot = Spot & { readonly target: string };
