// What both forms of a difference say in the same words.
import type { CacheOutlook } from "./cache-outlook.js";
import type { Change, PartDifference, PipelineDifference } from "./difference.js";

export const TITLES = {
  pipeline: "Pipeline",
  tasks: "Tasks",
  cache: "Cached results",
  pods: "Pods",
} as const;

export const NOTHING = "Nothing is different.";

/** Under which condition the rest is true. */
export const ASSUMING =
  "As long as both are given the same parameters, and images and what is imported mean what they meant.";

const STATES = {
  stays: "stay valid",
  may: "may stay valid",
  anew: "run anew",
  off: "run every time, for their caching is off",
} as const satisfies Readonly<Record<CacheOutlook["state"], string>>;

export type Group = { readonly title: string; readonly outlooks: readonly CacheOutlook[] };

export function cacheGroups({ cache }: PipelineDifference): readonly Group[] {
  const states = ["stays", "may", "anew", "off"] as const;
  const groups = states.map((state) => ({
    title: STATES[state],
    outlooks: cache.filter((one) => one.state === state),
  }));
  return groups.filter(({ outlooks }) => outlooks.length > 0);
}

export function reasonsOf({ reasons, was }: CacheOutlook): string {
  const from = was === undefined ? [] : [`the result of "${was}"`];
  return [...from, ...reasons].join("; ");
}

/** `+`, `-`, `~` */
export function markOf({ is }: PartDifference): string {
  return { added: "+", gone: "-", changed: "~", renamed: "~" }[is];
}

export function wordOf({ is, was }: PartDifference): string {
  return is === "renamed" ? `was "${was}"` : is;
}

export function arrowOf({ old, new: is }: Change): string {
  if (old === undefined) return is ?? "";
  return is === undefined ? `gone (${old})` : `${old} → ${is}`;
}

/** @returns the parts of a difference that are worth telling by themselves */
export function partsOf({
  tasks,
  pods,
}: PipelineDifference): readonly (readonly [string, readonly PartDifference[]])[] {
  const all = [[TITLES.tasks, tasks] as const, [TITLES.pods, pods ?? []] as const];
  return all.filter(([, parts]) => parts.length > 0);
}
