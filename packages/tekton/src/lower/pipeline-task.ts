// A copy of a task → a task of Tekton's, and the small ones before it.
import { invariant, type LeafTask } from "@slipway/compiler";
import type { JsonObject } from "@slipway/ir";
import { printVolume, type Question, type Setting, WORKSPACE } from "@slipway/pod";
import { param, RETRIES, result, resultList } from "../expression.js";
import type { Metadata, Param, PipelineTask, PodTemplate, TaskSpec, When } from "../pipeline-run.js";
import { type Answers, answersOfKeys, resultsOf } from "./answers.js";
import { askedOf, type Context, isToldByKeys } from "./context.js";
import type { Copy } from "./copy.js";
import type { NamedAnswer } from "./decision.js";
import { podLabels } from "./label.js";
import { initSteps, mainStep } from "./main-step.js";
import { isTrue, KEYS, MORE_KEYS, type Order } from "./order.js";
import { taskTemplate, templateWithToken } from "./pod-template.js";
import { podVolumes, programStep, SHARED_PATH } from "./program.js";
import { slotParam } from "./setting-slots.js";
import { componentKey, runArguments, TASK, toldMount, toldVolume } from "./told.js";
import { copyBeside } from "./tree.js";

/** A task of Tekton's, with what stands about it elsewhere in the run. */
export type Made = {
  readonly task: PipelineTask;
  readonly template?: PodTemplate;
  /** What its pod is asked, where it is no task of the pipeline's. */
  readonly question?: { readonly key: string; readonly question: Question };
};

export type Making = { readonly context: Context; readonly order: Order; readonly answers: Answers };

/** Parameter of a task that a matrix starts: its iteration. No parameter of a pipeline is called so. */
const ITERATION = "slipway-iteration";

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
    volumes: [...podVolumes(options), toldVolume(key)],
    steps: [programStep("decide", args, options, [toldMount])],
  };
  const task: PipelineTask = {
    name,
    ...(runAfter.length > 0 && { runAfter }),
    ...(when.length > 0 && { when }),
    ...(isSlow && { onError: "continue" }),
    taskSpec: withPods(taskSpec, context),
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
  const isContainer = task.component.kind === "container";
  const asked = answers.get(task.id) ?? [];
  const volumes = [toldVolume(componentKey(task, context))];
  const body = isContainer ? containerBody(copy, task, making) : claimBody(copy, task, making);
  const when = isLast ? lastWhen(copy, context) : order.holds(copy);
  const runAfter = isLast ? [] : order.before(copy);
  const deadline = context.settings.get(task.id)?.fragment.pod.activeDeadlineSeconds;
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
    volumes: [...podVolumes(context.options), ...volumes, ...(body.spec.volumes ?? [])],
  };
  const made: PipelineTask = {
    name,
    ...(runAfter.length > 0 && { runAfter }),
    ...(when.length > 0 && { when }),
    ...(copy.spread && { matrix: { params: [{ name: ITERATION, value: keysFor(copy, context) }] } }),
    ...(body.params.length > 0 && { params: body.params }),
    ...(limit > 0 && { retries: limit }),
    ...(deadline !== undefined && { timeout: `${deadline}s` }),
    ...(context.isSlow && !isLast && limit === 0 && { onError: "continue" }),
    ...(body.usesWorkspace && { workspaces: [{ name: WORKSPACE.name, workspace: WORKSPACE.name }] }),
    taskSpec: withPods(taskSpec, context),
  };
  return { task: made, ...(body.template && { template: body.template }) };
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

type Body = {
  readonly metadata: Metadata;
  readonly params: readonly Param[];
  readonly spec: Pick<TaskSpec, "steps" | "sidecars" | "workspaces"> & Partial<Pick<TaskSpec, "volumes">>;
  readonly template?: PodTemplate;
  readonly usesWorkspace: boolean;
};

function containerBody(copy: Copy, task: LeafTask, making: Making): Body {
  const { context } = making;
  const { options, linked } = context;
  const settings = context.settings.get(task.id);
  invariant(settings !== undefined, `${task.id} is a container task`);
  const { fragment } = settings;
  const print = (setting: Setting) =>
    setting.kind === "known" ? setting.value : param(slotParam(fragment, setting.slot));
  const init = initSteps(fragment);
  const template = taskTemplate(fragment, print, options);
  const { labels, annotations } = fragment.pod;
  const own = podLabels(linked.plan, options, { task: task.definition.name, component: task.component.name });
  const usesWorkspace = linked.plan.settings.pipelineConfig?.workspace !== undefined;
  return {
    metadata: {
      labels: { ...labels, ...own },
      ...(Object.keys(annotations).length > 0 && { annotations }),
    },
    params: [...settings.slots].map(([name, parts]) => ({
      name,
      value: parts.map((part) => (typeof part === "string" ? part : settingReference(copy, part, context))).join(""),
    })),
    spec: {
      ...(usesWorkspace && { workspaces: [WORKSPACE] }),
      steps: [
        driverStep("driver", copy, making),
        ...init.steps,
        mainStep(fragment, print),
        programStep("publisher", ["publish", SHARED_PATH], options),
      ],
      ...(init.sidecars.length > 0 && { sidecars: init.sidecars }),
      volumes: fragment.pod.volumes.map((volume) => printVolume(volume, print) as unknown as JsonObject),
    },
    ...(template && { template }),
    usesWorkspace,
  };
}

function settingReference(
  copy: Copy,
  {
    site,
    answer,
  }: { readonly site: { readonly kind: string; readonly task?: LeafTask }; readonly answer: NamedAnswer },
  { names, roots }: Context,
): string {
  const teller = site.task ? copyBeside(site.task.id, copy, roots) : copy;
  const name = teller && (site.task ? names.get(teller)?.own : names.get(teller)?.decide);
  return result(name ?? "", answer.name);
}

/** CreatePVC and DeletePVC: one step, in which the driver does the work itself. It is the one pod with a Kubernetes token. */
function claimBody(copy: Copy, task: LeafTask, making: Making): Body {
  const { options, linked } = making.context;
  const labels = podLabels(linked.plan, options, { task: task.definition.name, component: task.component.name });
  return {
    metadata: { labels },
    params: [],
    spec: { steps: [driverStep("main", copy, making)] },
    template: templateWithToken(options),
    usesWorkspace: false,
  };
}

function driverStep(name: string, copy: Copy, { context, order }: Making) {
  const limit = copy.task.retry?.limit ?? 0;
  const within = context.last.has(copy) ? undefined : order.seen(copy);
  const args = [
    "drive",
    ...runArguments(context),
    ...["--path", copy.path],
    ...(copy.spread ? ["--iteration", param(ITERATION)] : []),
    ...["--retry", limit > 0 ? RETRIES : "0"],
    ...(within === undefined ? [] : ["--within", within]),
    ...(limit > 0 && (copy.task.retry?.backoffSeconds ?? 0) > 0 ? ["--pause", "yes"] : []),
    ...(context.isSlow && limit > 0 ? ["--gentle", String(limit)] : []),
    ...TASK,
  ];
  return programStep(name, args, context.options, [toldMount]);
}

function withPods(spec: TaskSpec, { options: { pods } }: Context): TaskSpec {
  const { labels, annotations } = spec.metadata;
  const metadata: Metadata = {
    labels: { ...pods?.labels, ...labels },
    ...((annotations ?? pods?.annotations) && { annotations: { ...pods?.annotations, ...annotations } }),
  };
  return { ...spec, metadata };
}
