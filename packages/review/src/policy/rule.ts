// What a rule is: a function from what is known of a run to what breaks the rule.
import type { Breach, PolicyInput } from "./finding.js";
import type { RuleName, RuleOptions } from "./policy.js";

export type Judge<Name extends RuleName> = (options: RuleOptions[Name], input: PolicyInput) => readonly Breach[];

export type Rule<Name extends RuleName> = {
  readonly judge: Judge<Name>;
  /** It is about what only a backend knows: pods, manifests, settings of a target. */
  readonly needsBackend: boolean;
};
