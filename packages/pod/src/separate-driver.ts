// Drivers in pods of their own: a task that is cached then need not wait for the place that it asks for, such as a GPU.
import { type CacheDescription, cacheFor } from "./description.js";
import type { Invocation } from "./invocation.js";
import type { PodFragment } from "./platform/fragment.js";

/**
 * Where the drivers of containers are: `in-pod` beside them, `separate` in a small pod that comes first, `auto` separate for a
 * task that asks for an accelerator and may be cached.
 */
export type DriverPlace = "in-pod" | "separate" | "auto";

/** Name of the answer that a driver of its own gives: `true` when the task's pod is needed, else `false`. */
export const MUST_RUN = "must-run";

/**
 * @example
 * hasSeparateDriver(linked.invocationOf(task), fragment, { driver: "auto", cache }); // true for a cached task with a GPU
 */
export function hasSeparateDriver(
  { work, task, cache: own }: Pick<Invocation, "work" | "task" | "cache">,
  { asksForAccelerator }: Pick<PodFragment, "asksForAccelerator">,
  { driver, cache }: { readonly driver: DriverPlace; readonly cache: CacheDescription },
): boolean {
  if (work.kind !== "container" || driver === "in-pod") return false;
  return driver === "separate" || (asksForAccelerator && own.enabled && cacheFor(task, cache).enabled);
}
