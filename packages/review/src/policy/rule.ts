// What a rule is: a function from what is known of a run to what breaks the rule.
import type { Breach, PolicyInput } from "./finding.js";
import type { RuleName, RuleOptions } from "./policy.js";

export type Judge<Name extends RuleName> = (options: RuleOptions[Name], input: PolicyInput) => readonly Breach[];

/** What it is about: the pipeline alone; the manifests and settings of a backend; or pods, which not every backend knows. */
export type Need = "pipeline" | "manifests" | "pods";

export type Rule<Name extends RuleName> = {
  readonly judge: Judge<Name>;
  readonly needs: Need;
};
