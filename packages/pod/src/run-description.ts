// What every pod of a run is told of it, from a plan.
import type { JsonValue } from "@slipway/ir";
import type { RunDescription } from "./description.js";
import type { LinkedPlan } from "./link.js";
import { outlineOf } from "./outline.js";
import type { ResolvedPodOptions } from "./pod-options.js";
import { SHARED_PATH } from "./program-container.js";
import { storeDescription } from "./store-settings.js";
import { WORKSPACE } from "./workspace.js";

/** What differs between engines. */
type Engine = {
  readonly engine: string;
  /** Values of parameters that the engine does not have. */
  readonly given?: Readonly<Record<string, JsonValue>>;
  /** The folder that it reads answers from. */
  readonly answers: string;
};

export function describeRun(
  linked: LinkedPlan,
  { store, cache, experiment }: Pick<ResolvedPodOptions, "store" | "cache" | "experiment">,
  { engine, given = {}, answers }: Engine,
): RunDescription {
  const { plan } = linked;
  const workspace = plan.settings.pipelineConfig?.workspace;
  return {
    version: 1,
    engine,
    pipeline: plan.name,
    ...(plan.displayName !== undefined && { pipelineDisplayName: plan.displayName }),
    ...(plan.runDisplayName !== undefined && { displayName: plan.runDisplayName }),
    ...(experiment !== undefined && { experiment }),
    parameters: Object.fromEntries([...plan.parameters.values()].map(({ name, type }) => [name, type])),
    ...(Object.keys(given).length > 0 && { given }),
    store: storeDescription(store),
    cache,
    shared: SHARED_PATH,
    answers,
    ...(workspace && { workspace: WORKSPACE.mountPath }),
    outline: outlineOf(linked),
  };
}
