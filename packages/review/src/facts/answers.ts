// The ten questions of who has to say yes or no, and what answers them. A report shows them first.
import type { AccessRule, PodRange } from "@slipway/compiler";
import type { ImageFacts } from "./image.js";
import type { BrokenControl, Reference, SecurityLevel } from "./pod.js";
import type { InstallFacts } from "./task.js";

export type Answers = {
  /** Which images? Each once, those of the user's tasks first. */
  readonly images: readonly (ImageFacts & { readonly tasks: readonly string[]; readonly isSlipways: boolean })[];
  /** Which secrets? Config maps too. Each once in each way that it is read. */
  readonly secrets: readonly SecretAnswer[];
  readonly gpus: GpuAnswer;
  readonly root: RootAnswer;
  readonly access: AccessAnswer;
  readonly data: DataAnswer;
  /** What installs at run time? */
  readonly installs: readonly (InstallFacts & { readonly task: string })[];
  readonly failure: FailureAnswer;
  readonly cache: CacheAnswer;
  readonly size: SizeAnswer;
};

/** `isSlipways`: what Slipway's own containers read besides, such as the credentials of the store. */
export type SecretAnswer = Pick<Reference, "kind" | "name" | "isKnown" | "as"> & {
  /** Ids of the tasks whose pods read it. */
  readonly tasks: readonly string[];
  readonly isSlipways: boolean;
};

/** How many accelerators at most? */
export type GpuAnswer = {
  /**
   * The most that a run may hold at one time: by what may run together, with the iterations and limits of loops. A loop whose length
   * is known only in a run counts as often as the list that the pipeline is given has items, else once: see `perIteration`.
   */
  readonly most: number;
  /** Whether `most` is reached by tasks that can run at one time, and not only never exceeded. */
  readonly isExact: boolean;
  /** The same by resource. */
  readonly byResource: Readonly<Record<string, number>>;
  /** Tasks that hold these at that time. */
  readonly tasks: readonly string[];
  /** Loops whose length nothing bounds, and what each iteration may hold. */
  readonly perIteration: readonly { readonly loop: string; readonly each: number }[];
  /** Tasks of which only the run knows how many they ask for. */
  readonly unknown: readonly string[];
};

/** Does it run as root? */
export type RootAnswer = {
  /** Ids of the tasks whose container may run as root, as far as their pods say. */
  readonly tasks: readonly string[];
  /** The strictest level that all pods meet. Absent where only the engine knows its pods. */
  readonly level?: SecurityLevel;
  /** Each once for each control, with the names of the pods. */
  readonly broken: readonly (Omit<BrokenControl, "container"> & { readonly pods: readonly string[] })[];
};

/** What may it do in the cluster? */
export type AccessAnswer = {
  readonly serviceAccounts: readonly string[];
  /** What the manifests themselves grant. */
  readonly granted: readonly (AccessRule & { readonly accounts: readonly string[] })[];
  /** What its own pods ask of the API server, granted or not. */
  readonly asks: readonly AccessRule[];
  /** Ids of the tasks whose own container sees a token. */
  readonly tasksWithToken: readonly string[];
};

/** Where does data go? */
export type DataAnswer = {
  /** Address of the store that artifacts and records go to. */
  readonly store?: string;
  readonly claims: readonly {
    readonly name: string;
    readonly tasks: readonly string[];
    readonly isReadOnly: boolean;
  }[];
  /** Addresses that importers read. */
  readonly imports: readonly string[];
  /** Services that are told how a run ended, and the Secret that holds the address. */
  readonly notifies: readonly { readonly form: string; readonly on: string; readonly secret: string }[];
};

/** What happens on failure? Ids of tasks. */
export type FailureAnswer = {
  readonly retried: readonly string[];
  readonly notRetried: readonly string[];
  readonly withTimeout: readonly string[];
  readonly withoutTimeout: readonly string[];
  readonly exitTasks: readonly string[];
  /** Of the whole run, in seconds. */
  readonly runTimeoutSeconds?: number;
  readonly notifies: boolean;
};

/** What is cached? Ids of tasks that run a container. */
export type CacheAnswer = {
  readonly enabled: readonly string[];
  readonly disabled: readonly string[];
  /** Those with a key of the user's own. */
  readonly withKey: readonly string[];
};

/** How large is it? */
export type SizeAnswer = {
  readonly tasks: number;
  /** Without the iterations of loops whose length is known only in a run: those are in `perIteration`. */
  readonly pods?: PodRange & { readonly perIteration: readonly (PodRange & { readonly loop: string })[] };
  /** Of all manifests, as JSON. */
  readonly bytes: number;
  /** The largest object that has a limit. */
  readonly largest?: { readonly name: string; readonly bytes: number; readonly limitBytes: number };
};
