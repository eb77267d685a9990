// What may be set for Tekton. schemas/slipway.schema.json says what each option means.
import { explainOption, failed, type JsonValue, type Result, resultOf } from "@slipway/ir";
import {
  type PodOptions,
  type ResolvedPodOptions,
  resolvePodOptions,
  type ScheduleSettings,
  UPKEEP,
} from "@slipway/pod";
import { validateTektonOptions } from "./gen/validators.js";
import { OPTIONS } from "./option-names.js";
import { type TektonVersion, USUAL_VERSION } from "./version.js";

/** The usual one first. */
export const KINDS = ["run", "pipeline", "cron"] as const;
/** What can be made besides. */
export const EXTRAS = ["rbac", ...UPKEEP] as const;

export type Kind = (typeof KINDS)[number];
export type Extra = (typeof EXTRAS)[number];

export type TektonOptions = PodOptions & {
  /** The oldest Tekton that must take what is made. */
  readonly version?: TektonVersion;
  readonly kind?: Kind;
  readonly with?: readonly Extra[];
  /** Name of the Pipeline and of its schedule. */
  readonly name?: string;
  readonly schedule?: ScheduleSettings;
  /** What becomes of the others when a task fails. */
  readonly failure?: Failure;
  readonly loops?: LoopOptions;
  /** Results for Tekton Chains. */
  readonly chains?: boolean;
};

/** `hard`: nothing more starts; `slow`: what does not depend on it goes on; `auto`: hard where exit tasks allow it. */
export type Failure = "auto" | "hard" | "slow";

export type LoopOptions = {
  /** Iterations that a loop over a list known only at run time may have. */
  readonly maximum?: number;
  /** Tasks that loops over known lists may be written out to, all together. */
  readonly unroll?: number;
};

/** The options with every default filled in. */
export type ResolvedOptions = ResolvedPodOptions & {
  readonly version: TektonVersion;
  readonly kind: Kind;
  readonly with: readonly Extra[];
  readonly name?: string;
  readonly schedule?: ScheduleSettings;
  readonly failure: Failure;
  readonly chains: boolean;
  readonly loops: Required<LoopOptions> & { readonly isMaximumDeclared: boolean };
};

/** Checks options that came as JSON. */
export function readOptions(options: unknown): Result<TektonOptions> {
  if (validateTektonOptions(options)) return resultOf(options as TektonOptions, []);
  const errors = validateTektonOptions.errors ?? [];
  return failed(errors.map((error) => explainOption("tekton", error, options as JsonValue, OPTIONS)));
}

/**
 * What one matrix may hold.
 * Source: https://tekton.dev/docs/pipelines/additional-configs/ (default-max-matrix-combinations-count)
 */
export const LARGEST_MATRIX = 256;

const MOST_UNROLLED = 64;

/** @param uri of the store, which the caller has made sure of */
export function resolveOptions(options: TektonOptions, uri: string): ResolvedOptions {
  const { loops = {}, with: extras = [] } = options;
  return {
    ...resolvePodOptions(options, uri),
    version: options.version ?? USUAL_VERSION,
    kind: options.kind ?? "run",
    with: extras,
    // Rights are given to an account, and not to the one that all pods of the namespace share.
    ...(extras.includes("rbac") && { serviceAccount: options.serviceAccount ?? "slipway" }),
    failure: options.failure ?? "auto",
    chains: options.chains ?? false,
    loops: {
      maximum: loops.maximum ?? LARGEST_MATRIX,
      isMaximumDeclared: loops.maximum !== undefined,
      unroll: loops.unroll ?? MOST_UNROLLED,
    },
  };
}
