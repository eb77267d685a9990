// What may be set for Tekton. schemas/slipway.schema.json says what each option means.
import { explainOption, failed, type JsonObject, type JsonValue, type Result, resultOf } from "@slipway/ir";
import { type AcceleratorSettings, RUNTIME_IMAGE } from "@slipway/pod";
import { validateTektonOptions } from "./gen/validators.js";
import { OPTIONS } from "./option-names.js";

export type TektonOptions = {
  readonly namespace?: string;
  readonly serviceAccount?: string;
  readonly experiment?: string;
  readonly store?: StoreOptions;
  readonly cache?: CacheOptions;
  readonly image?: string;
  readonly imagePullPolicy?: "Always" | "IfNotPresent" | "Never";
  readonly imagePullSecrets?: readonly string[];
  readonly resources?: JsonObject;
  /** GPU profiles: which accelerators there are, and what a task that asks for one needs. */
  readonly accelerators?: AcceleratorSettings;
  readonly pods?: { readonly labels?: Labels; readonly annotations?: Labels };
  /** What becomes of the others when a task fails. */
  readonly failure?: Failure;
  readonly loops?: LoopOptions;
};

/** `hard`: nothing more starts; `slow`: what does not depend on it goes on; `auto`: hard where exit tasks allow it. */
export type Failure = "auto" | "hard" | "slow";

export type LoopOptions = {
  /** Iterations that a loop over a list known only at run time may have. */
  readonly maximum?: number;
  /** Tasks that loops over known lists may be written out to, all together. */
  readonly unroll?: number;
};

type Labels = Readonly<Record<string, string>>;

export type StoreOptions = {
  readonly uri?: string;
  readonly endpoint?: string;
  readonly region?: string;
  readonly pathStyle?: boolean;
  readonly secret?: {
    readonly name: string;
    readonly accessKey?: string;
    readonly secretKey?: string;
    readonly key?: string;
  };
  readonly volume?: string;
};

export type CacheOptions = {
  /** false: nothing is taken from the cache, whatever the pipeline says. */
  readonly enabled?: boolean;
  readonly scope?: string;
  readonly maxAgeSeconds?: number;
  readonly tasks?: Readonly<Record<string, { readonly maxAgeSeconds?: number; readonly enabled?: boolean }>>;
};

/** The options with every default filled in. */
export type ResolvedOptions = Omit<TektonOptions, "store" | "cache" | "image" | "resources" | "failure" | "loops"> & {
  readonly store: Omit<StoreOptions, "uri" | "secret"> & {
    readonly uri: string;
    readonly secret?: Required<NonNullable<StoreOptions["secret"]>>;
  };
  readonly cache: CacheOptions & { readonly enabled: boolean; readonly scope: string };
  readonly image: string;
  readonly resources: JsonObject;
  readonly failure: Failure;
  readonly loops: Required<LoopOptions> & { readonly isMaximumDeclared: boolean };
};

/** Checks options that came as JSON. */
export function readOptions(options: unknown): Result<TektonOptions> {
  if (validateTektonOptions(options)) return resultOf(options as TektonOptions, []);
  const errors = validateTektonOptions.errors ?? [];
  return failed(errors.map((error) => explainOption("tekton", error, options as JsonValue, OPTIONS)));
}

/** What driver and publisher need: a namespace with a quota refuses pods that do not say. */
const RESOURCES: JsonObject = {
  requests: { cpu: "50m", memory: "96Mi" },
  limits: { cpu: "1", memory: "256Mi" },
};

/**
 * What one matrix may hold.
 * Source: https://tekton.dev/docs/pipelines/additional-configs/ (default-max-matrix-combinations-count)
 */
export const LARGEST_MATRIX = 256;

const MOST_UNROLLED = 64;

/** @param uri of the store, which the caller has made sure of */
export function resolveOptions(options: TektonOptions, uri: string): ResolvedOptions {
  const { store = {}, cache = {}, loops = {} } = options;
  const { secret, uri: _, ...place } = store;
  return {
    ...options,
    store: {
      ...place,
      uri,
      ...(secret && {
        secret: { accessKey: "accesskey", secretKey: "secretkey", key: "credentials.json", ...secret },
      }),
    },
    cache: { ...cache, enabled: cache.enabled ?? true, scope: cache.scope ?? "" },
    image: options.image ?? RUNTIME_IMAGE,
    resources: options.resources ?? RESOURCES,
    failure: options.failure ?? "auto",
    loops: {
      maximum: loops.maximum ?? LARGEST_MATRIX,
      isMaximumDeclared: loops.maximum !== undefined,
      unroll: loops.unroll ?? MOST_UNROLLED,
    },
  };
}
