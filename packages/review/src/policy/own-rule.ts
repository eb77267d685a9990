// Rules of a team's own: CEL over the facts of each task, each pod, or the run. The evaluator is @marcbachmann/cel-js.
// https://github.com/google/cel-spec/blob/master/doc/langdef.md
import { Environment } from "@marcbachmann/cel-js";
import type { IrPath } from "@slipway/ir";
import type { Review } from "../facts/review.js";
import type { Breach, PolicyInput } from "./finding.js";
import { diagnose } from "./messages.js";
import type { OwnRule } from "./policy.js";
import { nameOf } from "./task-rules.js";

type Subject = {
  readonly words: string;
  readonly path: IrPath;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly task?: string;
  readonly image?: string;
};

const ENVIRONMENT = new Environment({ unlistedVariablesAreDyn: true, homogeneousAggregateLiterals: false });

/** What breaks a rule; and, once for each thing that it cannot be judged of, why not. */
export function judgeOwn(
  name: string,
  { of = "task", require, message }: OwnRule,
  { review }: PolicyInput,
): readonly Breach[] {
  return subjectsOf(of, review).flatMap(({ words, path, variables, ...rest }) => {
    const judged = evaluate(require, variables);
    if (judged === true) return [];
    const diagnostic =
      judged === false
        ? diagnose("own-rule", path, { message, rule: name, subject: words })
        : diagnose("own-rule-fails", path, { rule: name, subject: words, reason: judged });
    return [{ diagnostic, ...rest }];
  });
}

/** @returns a text says why it is neither */
function evaluate(expression: string, variables: Readonly<Record<string, unknown>>): boolean | string {
  try {
    const value: unknown = ENVIRONMENT.evaluate(expression, { ...variables });
    return typeof value === "boolean" ? value : "it gives something else than true or false";
  } catch (error) {
    return error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
  }
}

function subjectsOf(of: NonNullable<OwnRule["of"]>, review: Review): readonly Subject[] {
  switch (of) {
    case "run":
      return [{ words: `pipeline "${review.pipeline.name}"`, path: [], variables: { review } }];
    case "pod":
      return (review.pods ?? []).map((pod) => {
        const task = review.tasks.find(({ id }) => id === pod.task);
        const place = task ? { task: task.id, path: task.path } : { path: [] };
        return { words: `pod "${pod.name}"`, ...place, variables: { review, pod } };
      });
    case "task":
      return review.tasks.flatMap((task) => {
        const { id, path, container } = task;
        if (!container) return [];
        const variables = { review, task, container };
        return [{ words: `task "${id}"`, path, task: id, image: nameOf(container.image), variables }];
      });
  }
}
