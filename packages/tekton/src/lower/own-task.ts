// Tasks of Slipway's own: the one that ends as its run did, and the one of a run in which nothing takes a pod.
import { podLabels, programVolumes } from "@slipway/pod";
import { ENDED } from "../expression.js";
import type { When } from "../pipeline-run.js";
import { likeAllPods } from "./all-pods.js";
import type { Context } from "./context.js";
import { EMPTY, VERDICT } from "./name.js";
import type { Made } from "./pipeline-task.js";
import { programStep } from "./program.js";
import { runArguments, TASK, toldMount, toldVolume } from "./told.js";
import { isPod, within } from "./tree.js";

/** In a run that goes on whatever failed, a last task fails when one has. Otherwise Tekton itself says so. */
export function verdictTask(context: Context): readonly Made[] {
  if (!context.isSlow) return [];
  // What is tried again may fail without Tekton's knowledge.
  const isHidden = [...within(context.roots)].some((copy) => isPod(copy) && (copy.task.retry?.limit ?? 0) > 0);
  const when: When = { input: ENDED, operator: "in", values: ["Failed"] };
  return [small("verdict", VERDICT, isHidden ? [] : [when], context)];
}

/** Tekton has no run without a task. */
export function emptyTask(context: Context): Made {
  return small("decide", EMPTY, [], context);
}

function small(verb: string, name: string, when: readonly When[], context: Context): Made {
  const { options, linked } = context;
  const key = `slipway/question-${verb}`;
  return {
    task: {
      name,
      ...(when.length > 0 && { when }),
      taskSpec: likeAllPods(
        {
          metadata: { labels: podLabels(linked.plan, options, {}) },
          volumes: [...programVolumes(options), toldVolume(key)],
          steps: [programStep(verb, [verb, ...runArguments(context), ...TASK], options, [toldMount])],
        },
        options,
      ),
    },
    question: { key, question: { task: "", answers: [] } },
  };
}
