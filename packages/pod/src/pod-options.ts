// What may be set for every engine that runs Slipway's pods. schemas/slipway.schema.json says what each option means.
import type { JsonObject } from "@slipway/ir";
import type { Labels } from "@slipway/kubernetes";
import type { AcceleratorSettings } from "./accelerator.js";
import type { CleanupSettings } from "./cleanup.js";
import type { CacheDescription } from "./description.js";
import type { Grants } from "./grant.js";
import { type ImageMap, mapImage } from "./image-map.js";
import type { NotifySettings } from "./notify.js";
import type { PodSettings } from "./platform.js";
import type { Proxy as HttpProxy } from "./proxy.js";
import { RUNTIME_IMAGE } from "./runtime-image.js";
import type { PodSecurity } from "./security.js";
import type { SharedFolder } from "./shared-folder.js";
import { type ResolvedStore, resolveStore, type StoreSettings } from "./store-settings.js";

export type PodOptions = {
  readonly namespace?: string;
  readonly serviceAccount?: string;
  readonly experiment?: string;
  readonly store?: StoreSettings;
  readonly cache?: Partial<CacheDescription>;
  /** Who is told when a run has ended. */
  readonly notify?: NotifySettings;
  readonly image?: string;
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
  /** How long a pod may be pending: `10m`. */
  readonly pendingTimeout?: string;
  /** What is removed from the store, and when. */
  readonly cleanup?: CleanupSettings;
  readonly podSecurity?: PodSecurity;
  readonly images?: ImageMap;
  readonly proxy?: HttpProxy;
  readonly sharedFolder?: SharedFolder;
  /** By name or id of a task. */
  readonly grants?: Grants;
};

type Filled = "store" | "cache" | "image" | "resources" | "sharedFolder" | "grants";

/** With every default filled in. */
export type ResolvedPodOptions = Omit<PodOptions, Filled> & {
  readonly store: ResolvedStore;
  readonly cache: CacheDescription;
  readonly image: string;
  readonly resources: JsonObject;
  readonly sharedFolder: SharedFolder;
  readonly grants: Grants;
};

/** What driver and publisher need: a namespace with a quota refuses pods that do not say. */
const RESOURCES: JsonObject = {
  requests: { cpu: "50m", memory: "96Mi" },
  limits: { cpu: "1", memory: "256Mi" },
};

/**
 * @param uri of the store, which the caller has made sure of
 *
 * @example
 * resolvePodOptions({ cache: { scope: "dev" } }, "s3://bucket/x").cache; // { enabled: true, scope: "dev" }
 */
export function resolvePodOptions<Options extends PodOptions>(
  options: Options,
  uri: string,
): Omit<Options, Filled> & Pick<ResolvedPodOptions, Filled> {
  const { store = {}, cache = {} } = options;
  return {
    ...options,
    store: resolveStore(store, uri),
    cache: { ...cache, enabled: cache.enabled ?? true, scope: cache.scope ?? "" },
    image: mapImage(options.image ?? RUNTIME_IMAGE, options.images ?? {}),
    resources: options.resources ?? RESOURCES,
    sharedFolder: options.sharedFolder ?? {},
    grants: options.grants ?? {},
  };
}

/** Those that say what a task's settings become. */
export function podSettings({ accelerators, images, podSecurity }: PodOptions): PodSettings {
  return { ...(accelerators && { accelerators }), ...(images && { images }), ...(podSecurity && { podSecurity }) };
}
