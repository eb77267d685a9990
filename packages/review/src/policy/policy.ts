// A policy: which rules hold for what runs, how much each weighs, and what is excepted. schemas/policy.schema.json says the same.
import type { SecurityLevel, VolumeFacts } from "../facts/pod.js";

export type PolicySeverity = "error" | "warning" | "note" | "off";

/** A rule by its severity alone, or with what it takes. */
export type RuleSetting<Own> = PolicySeverity | (RuleBase & Own);

export type RuleBase = {
  readonly severity: PolicySeverity;
  /** The team's own words, said after those of the rule. */
  readonly message?: string;
  readonly except?: readonly Exception[];
};

/** Counts where all that it names fits. `*` in a pattern stands for any text. */
export type Exception = {
  /** Ids of tasks: `for-loop-1/*`. */
  readonly tasks?: readonly string[];
  /** Images: `docker.io/library/*`. */
  readonly images?: readonly string[];
  readonly reason: string;
};

/** What each rule takes. */
export type RuleOptions = {
  /** Patterns of `registry/repository`. */
  readonly "image-registry": { readonly allow: readonly string[] };
  readonly "image-digest": Nothing;
  /** Names of resources; cpu and memory unless said otherwise. */
  readonly "resource-requests": { readonly resources?: readonly string[] };
  readonly "resource-limits": { readonly resources?: readonly string[] };
  /** A request as percent of the limit; of memory from 70 to 90 unless said otherwise. */
  readonly "request-of-limit": { readonly resource?: string; readonly least?: number; readonly most?: number };
  readonly "secret-as-env": Nothing;
  readonly "secret-in-pipeline": Nothing;
  /** Accelerators that a run may hold at one time, and that one task may. */
  readonly "gpu-count": { readonly most?: number; readonly perTask?: number };
  readonly "gpu-placement": Nothing;
  /** Packages that may be installed when a task starts, and indexes from which any may. */
  readonly "run-time-install": { readonly packages?: readonly string[]; readonly indexes?: readonly string[] };
  readonly retry: { readonly least?: number };
  /** `24h` */
  readonly timeout: { readonly most?: string };
  /** Namespaces that may be used, for any target or for one. */
  readonly namespace: {
    readonly allow?: readonly string[];
    readonly targets?: Readonly<Record<string, readonly string[]>>;
  };
  readonly cleanup: Nothing;
  readonly notification: Nothing;
  /** The level that every pod must meet; baseline unless said otherwise. */
  readonly "pod-security": { readonly level?: Exclude<SecurityLevel, "privileged"> };
  readonly "run-as-root": Nothing;
  readonly "service-account": { readonly allow?: readonly string[] };
  readonly "api-token": Nothing;
  readonly "pod-count": { readonly most: number };
  /** Percent of what the engine takes; 80 unless said otherwise. */
  readonly "manifest-size": { readonly most?: number };
  readonly volumes: { readonly allow: readonly VolumeFacts["kind"][] };
  /** Patterns of addresses. */
  readonly "data-store": { readonly allow: readonly string[] };
  readonly "import-source": { readonly allow: readonly string[] };
};

type Nothing = { readonly [name in never]: never };

export type RuleName = keyof RuleOptions;

/** A rule of a team's own: CEL over what is known of each task, each pod, or the run. */
export type OwnRule = RuleBase & {
  readonly message: string;
  readonly of?: "task" | "pod" | "run";
  /** Must be true. Knows `review`, and by what it is of `task` and `container`, or `pod`. */
  readonly require: string;
};

export type Policy = {
  readonly rules?: { readonly [Name in RuleName]?: RuleSetting<RuleOptions[Name]> };
  readonly own?: Readonly<Record<string, OwnRule>>;
};
