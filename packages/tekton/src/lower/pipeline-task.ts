// A copy of a task → a task of Tekton's, and the small ones before it.
import { invariant } from "@slipway/compiler";
import type { JsonObject } from "@slipway/ir";
import { longestPod, podLabels, programVolumes, type Question, WORKSPACE } from "@slipway/pod";
import { result, resultList } from "../expression.js";
import type { PipelineTask, TaskRunSpec, TaskSpec, When } from "../pipeline-run.js";
import { likeAllPods } from "./all-pods.js";
import { type Answers, answersOfKeys, resultsOf } from "./answers.js";
import { bodyOf, ITERATION } from "./body.js";
import { askedOf, type Context, isToldByKeys } from "./context.js";
import type { Copy } from "./copy.js";
import type { NamedAnswer } from "./decision.js";
import { isTrue, KEYS, MORE_KEYS, type Order } from "./order.js";
import { programStep } from "./program.js";
import { componentKey, runArguments, TASK, toldMount, toldVolume } from "./told.js";

/** A task of Tekton's, with what stands about it elsewhere in the run. */
export type Made = {
  readonly task: PipelineTask;
  readonly run?: Omit<TaskRunSpec, "pipelineTaskName">;
  /** What its pod is asked, where it is no task of the pipeline's. */
  readonly question?: { readonly key: string; readonly question: Question | JsonObject };
};

export type Making = { readonly context: Context; readonly order: Order; readonly answers: Answers };

/** @param number of the question, unique in the run */
export function tasksOf(copy: Copy, number: () => number, making: Making): readonly Made[] {
  const { own, keys, decide } = making.context.names.get(copy) ?? {};
  return [
    ...(keys === undefined ? [] : [keysTask(copy, keys, number(), making)]),
    ...(decide === undefined ? [] : [decideTask(copy, decide, number(), making)]),
    ...(own === undefined ? [] : [ownTask(copy, own, making)]),
  ];
}

function keysTask(batch: Copy, name: string, number: number, making: Making): Made {
  const { context, order } = making;
  const { parent } = batch;
  invariant(parent !== undefined, "a batch is in its loop");
  const before = parent.children[parent.children.indexOf(batch) - 1];
  const earlier = before && context.names.get(before)?.keys;
  const isFirst = isToldByKeys(parent) && before === undefined;
  const when = [
    ...(isFirst ? order.around(parent) : order.holds(parent)),
    ...(earlier === undefined ? [] : [isTrue(result(earlier, MORE_KEYS))]),
  ];
  return smallTask(
    { name, copy: parent, runAfter: order.before(batch), when, number },
    answersOfKeys(batch, context),
    making,
  );
}

function decideTask(copy: Copy, name: string, number: number, making: Making): Made {
  const { context, order } = making;
  const asked = askedOf(copy, context).map(({ answer }) => answer);
  // Of several questions the condition may have been answered elsewhere.
  const when = asked.some(({ kind }) => kind === "guard") ? order.around(copy) : order.holds(copy);
  return smallTask({ name, copy, runAfter: order.before(copy), when, number }, asked, making);
}

type Small = {
  readonly name: string;
  readonly copy: Copy;
  readonly runAfter: readonly string[];
  readonly when: readonly When[];
  readonly number: number;
};

function smallTask({ name, copy, runAfter, when, number }: Small, asked: readonly NamedAnswer[], making: Making): Made {
  const { context, order } = making;
  const { options, linked, isSlow } = context;
  const key = `slipway/question-${number}`;
  const within = order.seen(copy);
  const { outermost } = spreadOf(copy);
  const args = [
    "decide",
    ...runArguments(context),
    ...["--path", outermost],
    ...(within === "" ? ["--within", within] : []),
    ...TASK,
  ];
  const taskSpec: TaskSpec = {
    metadata: { labels: podLabels(linked.plan, options, { task: copy.task.definition.name }) },
    ...resultsOf(asked),
    volumes: [...programVolumes(options), toldVolume(key)],
    steps: [programStep("decide", args, options, [toldMount])],
  };
  const task: PipelineTask = {
    name,
    ...(runAfter.length > 0 && { runAfter }),
    ...(when.length > 0 && { when }),
    ...(isSlow && { onError: "continue" }),
    taskSpec: likeAllPods(taskSpec, context.options),
  };
  return { task, question: { key, question: { task: copy.task.id, answers: asked } } };
}

/** Of a loop in a loop the whole place, before the first number that only a matrix knows. */
function spreadOf({ path }: Copy): { readonly outermost: string } {
  const star = path.indexOf("/*");
  return { outermost: star === -1 ? path : path.slice(0, star) };
}

function ownTask(copy: Copy, name: string, making: Making): Made {
  const { context, order, answers } = making;
  const { task } = copy;
  invariant(task.kind === "leaf", "only leaf tasks have pods");
  const isLast = context.last.has(copy);
  const limit = task.retry?.limit ?? 0;
  const asked = answers.get(task.id) ?? [];
  const body = bodyOf(copy, task, making);
  const volumes = [toldVolume(componentKey(task, context)), ...(body.spec.volumes ?? [])];
  const when = isLast ? lastWhen(copy, context) : order.holds(copy);
  const runAfter = isLast ? [] : order.before(copy);
  const timeLimit = context.settings.get(task.id)?.fragment.main.timeLimit;
  const taskSpec: TaskSpec = {
    metadata: body.metadata,
    ...(body.params.length + (copy.spread ? 1 : 0) > 0 && {
      params: [...(copy.spread ? [ITERATION] : []), ...body.params.map((one) => one.name)].map((one) => ({
        name: one,
        type: "string" as const,
      })),
    }),
    ...resultsOf(asked),
    ...body.spec,
    volumes: [...programVolumes(context.options, body.folder), ...volumes],
  };
  const made: PipelineTask = {
    name,
    ...(runAfter.length > 0 && { runAfter }),
    ...(when.length > 0 && { when }),
    ...(copy.spread && { matrix: { params: [{ name: ITERATION, value: keysFor(copy, context) }] } }),
    ...(body.params.length > 0 && { params: body.params }),
    ...(limit > 0 && { retries: limit }),
    ...(timeLimit !== undefined && { timeout: `${longestPod(timeLimit)}s` }),
    ...(context.isSlow && !isLast && limit === 0 && { onError: "continue" }),
    ...(body.spec.workspaces && { workspaces: [{ name: WORKSPACE.name, workspace: WORKSPACE.name }] }),
    taskSpec: likeAllPods(taskSpec, context.options),
  };
  return { task: made, ...(body.run && { run: body.run }) };
}

/** At the end only what Tekton knows from the start keeps a pod from starting; its driver asks the rest. */
function lastWhen({ task }: Copy, { guards }: Context): readonly When[] {
  const site = guards.get(task.id)?.site;
  return site?.kind === "text" ? site.when : [];
}

function keysFor(copy: Copy, { names }: Context): string | readonly string[] {
  const { spread } = copy;
  if (spread?.keys) return spread.keys;
  let at: Copy | undefined = copy;
  while (at && names.get(at)?.keys === undefined) at = at.parent;
  return resultList((at && names.get(at)?.keys) ?? "", KEYS);
}
