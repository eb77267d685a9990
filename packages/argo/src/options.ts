// What may be set for Argo. schemas/slipway.schema.json says what each option means.
import { explainOption, failed, type JsonValue, type Result, resultOf } from "@slipway/ir";
import {
  type DriverPlace,
  type PodOptions,
  type ResolvedPodOptions,
  resolvePodOptions,
  type ScheduleSettings,
  UPKEEP,
} from "@slipway/pod";
import { validateArgoOptions } from "./gen/validators.js";
import { WORKFLOW } from "./limits.js";
import { OPTIONS } from "./option-names.js";
import { type ArgoVersion, USUAL_VERSION } from "./version.js";

/** The usual one first. */
export const KINDS = ["workflow", "template", "cron"] as const;
/** What can be made besides. */
export const EXTRAS = ["rbac", ...UPKEEP] as const;

export type Kind = (typeof KINDS)[number];
export type Extra = (typeof EXTRAS)[number];

export type ArgoOptions = PodOptions & {
  /** The oldest Argo that must take what is made. */
  readonly version?: ArgoVersion;
  readonly kind?: Kind;
  readonly with?: readonly Extra[];
  /** Name of the WorkflowTemplate or CronWorkflow. */
  readonly name?: string;
  readonly schedule?: ScheduleSettings;
  readonly instanceId?: string;
  /** Argo's own metrics of runs and tasks. */
  readonly metrics?: boolean;
  /** When Argo deletes pods that are done; never unless set. https://argo-workflows.readthedocs.io/en/latest/fields/#podgc */
  readonly podGC?: "OnPodCompletion" | "OnPodSuccess" | "OnWorkflowCompletion" | "OnWorkflowSuccess";
  /** Whether drivers of containers have pods of their own. */
  readonly driver?: DriverPlace;
  readonly size?: SizeOptions;
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
export type ResolvedOptions = Omit<ArgoOptions, "driver" | "version" | "kind" | "with" | "size" | keyof PodOptions> &
  ResolvedPodOptions & {
    readonly version: ArgoVersion;
    readonly kind: Kind;
    readonly with: readonly Extra[];
    readonly driver: DriverPlace;
    readonly size: SizeOptions & { readonly workflow: number };
  };

/** Checks options that came as JSON. */
export function readOptions(options: unknown): Result<ArgoOptions> {
  if (validateArgoOptions(options)) return resultOf(options as ArgoOptions, []);
  const errors = validateArgoOptions.errors ?? [];
  return failed(errors.map((error) => explainOption("argo", error, options as JsonValue, OPTIONS)));
}

/** @param uri of the store, which the caller has made sure of */
export function resolveOptions(options: ArgoOptions, uri: string): ResolvedOptions {
  const { with: extras = [] } = options;
  return {
    ...resolvePodOptions(options, uri),
    version: options.version ?? USUAL_VERSION,
    kind: options.kind ?? "workflow",
    with: extras,
    // Rights are given to an account, and not to the one that all pods of the namespace share.
    ...(extras.includes("rbac") && { serviceAccount: options.serviceAccount ?? "slipway" }),
    driver: options.driver ?? "auto",
    size: { ...options.size, workflow: options.size?.workflow ?? WORKFLOW },
  };
}
