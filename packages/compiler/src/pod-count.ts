// How many pods a run takes, as backends tell it of what they made: words for people who pay for pods.

/** At least and at most so many. */
export type PodRange = { readonly least: number; readonly most: number };

/**
 * What a pod is for: a task of the pipeline; a driver before it; to decide on a condition or a value; to tell the iterations of
 * a loop; to bring an artifact into the workspace; to make or remove a volume claim; to tell somebody how the run ended; to end
 * as the run did; to be there where a run has no other; to start a run by the clock.
 */
export type PodKind =
  | "task"
  | "driver"
  | "decide"
  | "iterations"
  | "download"
  | "claim"
  | "notify"
  | "verdict"
  | "begin"
  | "start";

/** Of a part of a run in which nothing fails. What is cached takes its pods all the same, unless its driver is separate. */
export type PodTally = PodRange & {
  /** The same by kind: those that there are. */
  readonly kinds: Readonly<Partial<Record<PodKind, PodRange>>>;
  /** At most so many more, when tasks are tried again. */
  readonly retries: number;
};

/** Of a run: without the iterations of loops of which nobody knows before how many they have, and what each of those adds. */
export type PodCount = PodTally & { readonly loops: readonly (PodTally & { readonly loop: string })[] };
