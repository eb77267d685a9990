// What may be set for Argo. schemas/slipway.schema.json says what each option means.
import { explainOption, failed, type JsonObject, type JsonValue, type Result, resultOf } from "@slipway/ir";
import type { Labels } from "@slipway/kubernetes";
import {
  type AcceleratorSettings,
  type DriverPlace,
  type Grants,
  type Proxy as HttpProxy,
  type ImageMap,
  mapImage,
  type NotifySettings,
  type PodSecurity,
  RUNTIME_IMAGE,
  type ScheduleSettings,
  type SharedFolder,
  type StoreIdentity,
} from "@slipway/pod";
import { validateArgoOptions } from "./gen/validators.js";
import { WORKFLOW } from "./limits.js";
import { OPTIONS } from "./option-names.js";
import { type ArgoVersion, USUAL_VERSION } from "./version.js";

/** The usual one first. */
export const KINDS = ["workflow", "template", "cron"] as const;
/** What can be made besides. */
export const EXTRAS = ["rbac"] as const;

export type Kind = (typeof KINDS)[number];
export type Extra = (typeof EXTRAS)[number];

export type ArgoOptions = {
  /** The oldest Argo that must take what is made. */
  readonly version?: ArgoVersion;
  readonly kind?: Kind;
  readonly with?: readonly Extra[];
  /** Name of the WorkflowTemplate or CronWorkflow. */
  readonly name?: string;
  readonly schedule?: ScheduleSettings;
  readonly namespace?: string;
  readonly serviceAccount?: string;
  readonly instanceId?: string;
  readonly experiment?: string;
  readonly store?: StoreOptions;
  readonly cache?: CacheOptions;
  /** Argo's own metrics of runs and tasks. */
  readonly metrics?: boolean;
  /** When Argo deletes pods that are done; never unless set. https://argo-workflows.readthedocs.io/en/latest/fields/#podgc */
  readonly podGC?: "OnPodCompletion" | "OnPodSuccess" | "OnWorkflowCompletion" | "OnWorkflowSuccess";
  /** Who is told when a run has ended. */
  readonly notify?: NotifySettings;
  readonly image?: string;
  /** Whether drivers of containers have pods of their own. */
  readonly driver?: DriverPlace;
  readonly imagePullPolicy?: "Always" | "IfNotPresent" | "Never";
  readonly imagePullSecrets?: readonly string[];
  readonly resources?: JsonObject;
  /** GPU profiles: which accelerators there are, and what a task that asks for one needs. */
  readonly accelerators?: AcceleratorSettings;
  readonly pods?: {
    readonly labels?: Labels;
    readonly annotations?: Labels;
    readonly priorityClass?: string;
    readonly scheduler?: string;
    /** Kueue's. */
    readonly queue?: string;
  };
  readonly podSecurity?: PodSecurity;
  readonly images?: ImageMap;
  readonly proxy?: HttpProxy;
  readonly sharedFolder?: SharedFolder;
  /** By name or id of a task. */
  readonly grants?: Grants;
  readonly size?: SizeOptions;
};

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
  readonly identity?: StoreIdentity;
  readonly volume?: string;
};

export type CacheOptions = {
  /** false: nothing is taken from the cache, whatever the pipeline says. */
  readonly enabled?: boolean;
  readonly scope?: string;
  readonly maxAgeSeconds?: number;
  readonly tasks?: Readonly<Record<string, { readonly maxAgeSeconds?: number; readonly enabled?: boolean }>>;
};

export type SizeOptions = {
  /** Bytes of a Workflow with its status. */
  readonly workflow?: number;
  /** The controller keeps the status in a database where it is too large. */
  readonly offload?: boolean;
  /** Of a loop of which nobody knows before how many it has. */
  readonly iterations?: number;
  /** What pods are told stands in ConfigMaps, however short it is. */
  readonly configMaps?: boolean;
};

/** The options with every default filled in. */
export type ResolvedOptions = Omit<
  ArgoOptions,
  | "store"
  | "cache"
  | "driver"
  | "image"
  | "resources"
  | "sharedFolder"
  | "grants"
  | "version"
  | "kind"
  | "with"
  | "size"
> & {
  readonly version: ArgoVersion;
  readonly kind: Kind;
  readonly with: readonly Extra[];
  readonly store: Omit<StoreOptions, "uri" | "secret"> & {
    readonly uri: string;
    readonly secret?: Required<NonNullable<StoreOptions["secret"]>>;
  };
  readonly cache: CacheOptions & { readonly enabled: boolean; readonly scope: string };
  readonly driver: DriverPlace;
  readonly image: string;
  readonly resources: JsonObject;
  readonly size: SizeOptions & { readonly workflow: number };
  readonly sharedFolder: SharedFolder;
  readonly grants: Grants;
};

/** Checks options that came as JSON. */
export function readOptions(options: unknown): Result<ArgoOptions> {
  if (validateArgoOptions(options)) return resultOf(options as ArgoOptions, []);
  const errors = validateArgoOptions.errors ?? [];
  return failed(errors.map((error) => explainOption("argo", error, options as JsonValue, OPTIONS)));
}

/** What driver and publisher need: a namespace with a quota refuses pods that do not say. */
const RESOURCES: JsonObject = {
  requests: { cpu: "50m", memory: "96Mi" },
  limits: { cpu: "1", memory: "256Mi" },
};

/** @param uri of the store, which the caller has made sure of */
export function resolveOptions(options: ArgoOptions, uri: string): ResolvedOptions {
  const { store = {}, cache = {}, with: extras = [] } = options;
  const { secret, uri: _, ...place } = store;
  return {
    ...options,
    version: options.version ?? USUAL_VERSION,
    kind: options.kind ?? "workflow",
    with: extras,
    // Rights are given to an account, and not to the one that all pods of the namespace share.
    ...(extras.includes("rbac") && { serviceAccount: options.serviceAccount ?? "slipway" }),
    store: {
      ...place,
      uri,
      ...(secret && {
        secret: { accessKey: "accesskey", secretKey: "secretkey", key: "credentials.json", ...secret },
      }),
    },
    cache: { ...cache, enabled: cache.enabled ?? true, scope: cache.scope ?? "" },
    driver: options.driver ?? "auto",
    image: mapImage(options.image ?? RUNTIME_IMAGE, options.images ?? {}),
    resources: options.resources ?? RESOURCES,
    size: { ...options.size, workflow: options.size?.workflow ?? WORKFLOW },
    sharedFolder: options.sharedFolder ?? {},
    grants: options.grants ?? {},
  };
}
