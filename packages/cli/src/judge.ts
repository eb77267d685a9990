// A policy and a file that was checked → what breaks the policy, each with its place.
import type { Compiled, Plan } from "@slipway/compiler";
import { type Diagnostic, locate, type Shown, type Source } from "@slipway/ir";
import { podFragments, podSettings } from "@slipway/pod";
import { checkPolicy, type Finding, factsOf, type Policy, type Review } from "@slipway/review";
import type { Manifest } from "./backends.js";
import type { Setting } from "./compilation.js";
import { reviewOf } from "./review.js";

/** With its place in the file; `rule` of one that is the team's own. */
export type PolicyFinding = Shown & Pick<Finding, "rule" | "task" | "exceptedFor">;

export type Judgement = { readonly findings: readonly PolicyFinding[]; readonly notJudged: readonly string[] };

type Input = {
  readonly file: string;
  readonly plan: Plan;
  readonly source: Source;
  readonly warnings: readonly Diagnostic[];
  /** Absent without a backend. */
  readonly compiled?: Compiled<Manifest>;
  readonly setting?: Setting;
};

/** Settings that no cluster would take, of which there are no facts to judge. A backend may leave it to the cluster to say so. */
export function obstaclesTo({
  plan,
  source,
  setting,
}: Pick<Input, "plan" | "source" | "setting">): readonly Diagnostic[] {
  const fragments = podFragments(plan, podSettings(setting?.options ?? {}));
  return fragments.ok ? [] : locate(fragments.diagnostics, source);
}

export function judge(policy: Policy, input: Input): Judgement {
  const { setting, plan, source } = input;
  const { findings, notJudged } = checkPolicy(policy, {
    review: reviewFor(input),
    plan,
    options: setting?.options ?? {},
  });
  return { findings: locate(findings, source), notJudged };
}

function reviewFor({ file, plan, warnings, compiled, setting }: Input): Review {
  if (compiled && setting) return reviewOf({ file, compiled, warnings }, setting);
  return factsOf({ plan, backend: "", options: {}, manifests: [], warnings, file });
}
