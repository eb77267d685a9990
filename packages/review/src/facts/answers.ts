// The ten questions of who has to say yes or no, and what answers them. A report shows them first.
import type { PodRange } from "@slipway/compiler";
import type { ImageFacts } from "./image.js";
import type { BrokenControl, Reference, SecurityLevel } from "./pod.js";
import type { InstallFacts } from "./task.js";

export type Answers = {
  /** Which images? Each once, those of the user's tasks first. */
  readonly images: readonly (ImageFacts & { readonly tasks: readonly string[]; readonly isSlipways: boolean })[];
  /** Which secrets? Config maps too. Each once in each way that it is read. */
  readonly secrets: readonly (Reference & { readonly tasks: readonly string[]; readonly isSlipways: boolean })[];
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

/** How many accelerators at most? */
export type GpuAnswer = {
  /**
   * The most that a run may hold at one time, with one iteration of each loop whose length is known only in a run and that has no
   * limit of its own.
   */
  readonly most: number;
  /** Whether `most` is reached by tasks that can run at one time, and not only never exceeded. */
  readonly isExact: boolean;
  /** The same by resource. */
  readonly byResource: Readonly<Record<string, number>>;
  /** Tasks that hold these at that time. */
  readonly tasks: readonly string[];
  /** Loops without a bound, and what each further iteration may hold. */
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
  readonly rules: readonly AccessRule[];
  /** What its own pods ask of the API server, granted or not. */
  readonly asks: readonly AccessRule[];
  /** Ids of the tasks whose own container sees a token. */
  readonly tasksWithToken: readonly string[];
};

export type AccessRule = {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly account?: string;
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
  /** Hosts and channels that are told how a run ended; never an address that is a secret. */
  readonly notifies: readonly string[];
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
  readonly pods?: PodRange;
  /** Of all manifests, as JSON. */
  readonly bytes: number;
  /** The largest object that has a limit. */
  readonly largest?: { readonly name: string; readonly bytes: number; readonly limitBytes: number };
};
