// Tasks of Slipway's own: the one that ends as its run did, the one that tells people of it, and the one of a run in which
// nothing takes a pod.
import type { JsonObject } from "@slipway/ir";
import { type ContainerVariable, describeNotify, type NotifySettings, podLabels, programVolumes } from "@slipway/pod";
import { ENDED, param, reason } from "../expression.js";
import type { Param, PipelineTask, When } from "../pipeline-run.js";
import { likeAllPods } from "./all-pods.js";
import type { Context } from "./context.js";
import { EMPTY, NOTIFY, VERDICT } from "./name.js";
import type { Made } from "./pipeline-task.js";
import { programStep } from "./program.js";
import { runArguments, TASK, toldMount, toldVolume } from "./told.js";
import { isPod, within } from "./tree.js";

/** In a run that goes on whatever failed, a last task fails when one has. Otherwise Tekton itself says so. */
export function verdictTask(context: Context): readonly Made[] {
  if (!context.isSlow) return [];
  const when: When = { input: ENDED, operator: "in", values: ["Failed"] };
  const told = { task: "", answers: [] };
  return [
    small({ ...ended(context), verb: "verdict", name: VERDICT, when: mayHide(context) ? [] : [when], told }, context),
  ];
}

/** Tekton has no run without a task. */
export function emptyTask(context: Context): Made {
  return small({ verb: "decide", name: EMPTY, told: { task: "", answers: [] } }, context);
}

/** How long a run waits for it, from when its pod was asked for. */
const LONGEST = "5m";

/** What fails here is not the run: a task under `finally` may fail, like any. It runs after a failure and a deadline. */
export function notifyTask(context: Context): readonly Made[] {
  const { notify } = context.options;
  if (!notify || notify.webhooks.length === 0) return [];
  const { description, variables } = describeNotify(notify);
  const settings = {
    ...ended(context),
    verb: "notify",
    name: NOTIFY,
    when: whenToTell(notify, context),
    told: description as unknown as JsonObject,
    variables,
  };
  const { task, ...about } = small(settings, context);
  const { name, params, when, ...others } = task;
  const own: PipelineTask = {
    name,
    ...(when && { when }),
    ...(params && { params }),
    timeout: LONGEST,
    onError: "continue",
    ...others,
  };
  return [{ task: own, ...about }];
}

/** What is tried again in a run that goes on may fail without Tekton's knowledge. */
function mayHide({ isSlow, roots }: Context): boolean {
  return isSlow && [...within(roots)].some((copy) => isPod(copy) && (copy.task.retry?.limit ?? 0) > 0);
}

/** No pod where there is nobody to tell. */
function whenToTell({ webhooks }: NotifySettings, context: Context): readonly When[] {
  const [only = "failure", ...more] = new Set(webhooks.map(({ on = "failure" }) => on));
  if (more.length > 0 || only === "always" || mayHide(context)) return [];
  const values = only === "failure" ? ["Failed"] : ["Succeeded", "Completed"];
  return [{ input: ENDED, operator: "in", values }];
}

const STATUS = "slipway-status";
const REASONS = "slipway-reasons";

/** What Tekton says at the end. It puts that into parameters of tasks, and into nothing else of them. */
function ended({ roots, names, last }: Context): Pick<Small, "params" | "words"> {
  const reasons = [...within(roots)].flatMap((copy) => {
    const name = names.get(copy)?.own;
    return name === undefined || last.has(copy) ? [] : [`${copy.path}=${reason(name)}`];
  });
  return {
    params: [
      { name: STATUS, value: ENDED },
      { name: REASONS, value: reasons.join(" ") },
    ],
    words: ["--status", param(STATUS), "--reasons", param(REASONS)],
  };
}

type Small = {
  readonly verb: string;
  readonly name: string;
  readonly when?: readonly When[];
  readonly params?: readonly Param[];
  readonly words?: readonly string[];
  readonly told: JsonObject;
  readonly variables?: readonly ContainerVariable[];
};

function small(
  { verb, name, when = [], params = [], words = [], told, variables = [] }: Small,
  context: Context,
): Made {
  const { options, linked } = context;
  const key = `slipway/question-${verb}`;
  const step = programStep(verb, [verb, ...runArguments(context), ...words, ...TASK], options, [toldMount]);
  return {
    task: {
      name,
      ...(when.length > 0 && { when }),
      ...(params.length > 0 && { params }),
      taskSpec: likeAllPods(
        {
          metadata: { labels: podLabels(linked.plan, options, {}) },
          ...(params.length > 0 && { params: params.map((one) => ({ name: one.name, type: "string" as const })) }),
          volumes: [...programVolumes(options), toldVolume(key)],
          steps: [{ ...step, env: [...(step.env ?? []), ...variables] }],
        },
        options,
      ),
    },
    question: { key, question: told },
  };
}
