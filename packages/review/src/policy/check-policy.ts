// A policy and what is known of a run → what breaks its rules.
import type { Breach, Finding, PolicyInput } from "./finding.js";
import { judgeOwn } from "./own-rule.js";
import { fitsAny } from "./pattern.js";
import type { Exception, Policy, RuleBase, RuleName, RuleOptions, RuleSetting } from "./policy.js";
import { RULES } from "./rules.js";

export type Judged = {
  /** In the order of the policy; those that are excepted too. */
  readonly findings: readonly Finding[];
  /** Rules about manifests or pods, where there are none: no backend was named, or only the engine knows its pods. */
  readonly notJudged: readonly string[];
};

/**
 * @param input of a review without a backend when its name is empty
 * @example
 * checkPolicy({ rules: { "image-digest": "error" } }, { review, plan, options: {} }).findings;
 * // [{ rule: "image-digest", severity: "error", message: 'the image "python:3.11" of task "train" is …', path: […], task: "train" }]
 */
export function checkPolicy(policy: Policy, input: PolicyInput): Judged {
  const { engine, pods } = input.review;
  const has = { pipeline: true, manifests: engine.backend !== "", pods: pods !== undefined };
  const names = (Object.keys(policy.rules ?? {}) as RuleName[]).filter(
    (name) => severityOf(policy.rules?.[name]) !== "off",
  );
  const judged = names.filter((name) => has[RULES[name].needs]);
  const own = Object.entries(policy.own ?? {}).filter(([, rule]) => rule.severity !== "off");
  const ownJudged = own.filter(([, { of }]) => has.pods || of !== "pod");
  return {
    findings: [
      ...judged.flatMap((name) => judgeOne(name, policy, input)),
      ...ownJudged.flatMap(([name, rule]) => judgeOwn(name, rule, input).flatMap((one) => findingOf(name, rule, one))),
    ],
    notJudged: [
      ...names.filter((name) => !judged.includes(name)),
      ...own.filter((one) => !ownJudged.includes(one)).map(([name]) => name),
    ],
  };
}

function severityOf(setting: RuleSetting<object> | undefined): RuleBase["severity"] {
  return setting === undefined ? "off" : typeof setting === "string" ? setting : setting.severity;
}

function judgeOne<Name extends RuleName>(name: Name, { rules = {} }: Policy, input: PolicyInput): readonly Finding[] {
  const setting = rules[name];
  if (setting === undefined) return [];
  const base: RuleBase = typeof setting === "string" ? { severity: setting } : setting;
  // A rule that must be told something has no short form: the schema sees to it.
  const options = (typeof setting === "string" ? {} : setting) as RuleOptions[Name];
  return RULES[name].judge(options, input).flatMap((breach) => findingOf(name, base, breach));
}

function findingOf(rule: string, { severity, message, except = [] }: RuleBase, breach: Breach): readonly Finding[] {
  if (severity === "off") return [];
  const { diagnostic, task } = breach;
  const isOwn = diagnostic.code.startsWith("policy/own-rule");
  const exception = except.find((one) => isExcepted(one, breach));
  return [
    {
      rule,
      code: diagnostic.code,
      severity: diagnostic.severity === "error" ? "error" : severity,
      message: message === undefined || isOwn ? diagnostic.message : `${diagnostic.message}. ${message}`,
      path: diagnostic.path,
      ...(task !== undefined && { task }),
      ...(exception && { exceptedFor: exception.reason }),
    },
  ];
}

function isExcepted({ tasks, images }: Exception, { task, image }: Breach): boolean {
  const isTask = tasks === undefined || (task !== undefined && fitsAny(tasks, task));
  const isImage = images === undefined || (image !== undefined && fitsAny(images, image));
  return (tasks !== undefined || images !== undefined) && isTask && isImage;
}
