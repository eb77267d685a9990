// The contract of a backend: a name, a stance on every feature, and two functions.
import { type Diagnostic, failed, type Result } from "@slipway/ir";
import { FEATURES, type Feature, featuresOf } from "./feature.js";
import { diagnose } from "./messages.js";
import type { EngineNeeds } from "./needs.js";
import type { Plan } from "./plan.js";
import type { PlannedPod } from "./planned-pod.js";
import type { PodCount } from "./pod-count.js";

/** A feature either works, or has the reason why it does not; the reason ends the sentence "… is not supported: ". */
export type Support = "supported" | { readonly unsupported: string };

/**
 * What turns a plan into an engine's manifests.
 *
 * @typeParam Options what a caller may set; every field optional
 * @typeParam Manifest the objects it makes
 */
export type Backend<Options, Manifest> = {
  readonly name: string;
  /** What it can make of a pipeline, the usual first: option `kind`. Absent where there is no choice. */
  readonly kinds?: readonly string[];
  /** What it can make besides: option `with`. Absent where there is nothing. */
  readonly extras?: readonly string[];
  /** Total: a new feature does not compile until every backend has said what it makes of it. */
  readonly support: Readonly<Record<Feature, Support>>;
  /** Checks options that came as JSON, for instance from slipway.yaml; unknown fields are errors. */
  readonly readOptions: (options: unknown) => Result<Options>;
  /** Called with a plan that uses supported features only. */
  readonly lower: (plan: Plan, options: Options) => Result<readonly Manifest[]>;
  /**
   * How many pods a run of what `lower` made takes. Absent where only the engine knows. (Of this form since who holds any
   * backend hands it its own manifests.)
   */
  countPods?(manifests: readonly Manifest[]): PodCount;
  /** The pods that a run of what `lower` made may have. Absent where only the engine knows. */
  podsOf?(manifests: readonly Manifest[]): readonly PlannedPod[];
  /** What the cluster must have and allow for what `lower` made of the plan. Absent where nobody has written it down. */
  needsOf?(plan: Plan, options: Options, manifests: readonly Manifest[]): EngineNeeds;
};

/** One diagnostic for each use of a feature that the backend does not support. */
export function checkSupport(
  plan: Plan,
  { name, support }: Pick<Backend<never, unknown>, "name" | "support">,
): Result<undefined> {
  const refused = featuresOf(plan, (feature) => support[feature] !== "supported").flatMap(
    ({ feature, path, subject }): readonly Diagnostic[] => {
      const stance = support[feature];
      if (stance === "supported") return [];
      const slots = { subject, feature: inSentence(FEATURES[feature]), backend: name, reason: stance.unsupported };
      return [diagnose("unsupported", path, slots)];
    },
  );
  return refused.length > 0 ? failed(refused) : { ok: true, value: undefined, warnings: [] };
}

/** `A loop` → `a loop`, but `GPUs` as they are. */
function inSentence(text: string): string {
  return /^.[^A-Z]/.test(text) ? `${text.charAt(0).toLowerCase()}${text.slice(1)}` : text;
}
