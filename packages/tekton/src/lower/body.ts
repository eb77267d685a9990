// What is in the pod of a task: the user's containers between driver and publisher, or the driver alone, which then does the
// work itself.
import { invariant, type LeafTask } from "@slipway/compiler";
import type { JsonObject } from "@slipway/ir";
import type { Metadata } from "@slipway/kubernetes";
import {
  type ContainerMount,
  grantedMounts,
  grantFor,
  podLabels,
  printVolume,
  type Setting,
  SHARED_PATH,
  type SharedFolder,
  tokenVolume,
  WORKSPACE,
  withoutIdentity,
  withoutToken,
  withoutTokenVolume,
} from "@slipway/pod";
import { param, RETRIES, result } from "../expression.js";
import type { Param, PodTemplate, Step, TaskRunSpec, TaskSpec } from "../pipeline-run.js";
import type { Context } from "./context.js";
import type { Copy } from "./copy.js";
import type { NamedAnswer } from "./decision.js";
import { initSteps, mainStep } from "./main-step.js";
import type { Order } from "./order.js";
import { commonTemplate, taskTemplate, withToken } from "./pod-template.js";
import { programStep } from "./program.js";
import { slotParam } from "./setting-slots.js";
import { runArguments, TASK, toldMount } from "./told.js";
import { copyBeside } from "./tree.js";

export type Body = {
  readonly metadata: Metadata;
  readonly params: readonly Param[];
  readonly spec: Pick<TaskSpec, "steps" | "sidecars" | "workspaces"> & Partial<Pick<TaskSpec, "volumes">>;
  /** Of the volume that its containers share. */
  readonly folder?: SharedFolder;
  readonly run?: Omit<TaskRunSpec, "pipelineTaskName">;
};

export type Placed = { readonly context: Context; readonly order: Order };

/** Parameter of a task that a matrix starts: its iteration. No parameter of a pipeline is called so. */
export const ITERATION = "slipway-iteration";

export function bodyOf(copy: Copy, task: LeafTask, placed: Placed): Body {
  return task.component.kind === "container" ? containerBody(copy, task, placed) : driverBody(copy, task, placed);
}

function containerBody(copy: Copy, task: LeafTask, placed: Placed): Body {
  const { context } = placed;
  const { options, linked } = context;
  const settings = context.settings.get(task.id);
  invariant(settings !== undefined, `${task.id} is a container task`);
  const { fragment } = settings;
  const print = (setting: Setting) =>
    setting.kind === "known" ? setting.value : param(slotParam(fragment, setting.slot));
  const grant = grantFor(task.id, options.grants);
  const isAccount = grant.serviceAccount !== undefined;
  const init = initSteps(fragment, options);
  const users = [...init.steps.map(({ name }) => `step-${name}`), "step-main"];
  const beside = init.sidecars.map(({ name }) => `sidecar-${name}`);
  const annotations = { ...withoutIdentity(options.store, [...users, ...beside]), ...fragment.pod.annotations };
  const own = podLabels(linked.plan, options, { task: task.definition.name, component: task.component.name });
  const token = tokenVolume(grant)?.volume;
  // In a pod that has a token only the user's containers keep it.
  const masks = isAccount ? [withoutToken] : [];
  const volumes = fragment.pod.volumes.map((volume) => printVolume(volume, print) as unknown as JsonObject);
  const run = runSpecOf(taskTemplate(fragment, print, options), grant.serviceAccount, context);
  return {
    metadata: {
      labels: { ...fragment.pod.labels, ...own },
      ...(Object.keys(annotations).length > 0 && { annotations }),
    },
    params: [...settings.slots].map(([name, parts]) => ({
      name,
      value: parts.map((part) => (typeof part === "string" ? part : settingReference(copy, part, context))).join(""),
    })),
    spec: {
      ...workspaceOf(context),
      steps: [
        driverStep("driver", copy, placed, masks),
        ...init.steps,
        mainStep(fragment, print, grantedMounts(grant), options),
        programStep("publisher", ["publish", SHARED_PATH], options, masks),
      ],
      ...(init.sidecars.length > 0 && { sidecars: init.sidecars }),
      volumes: [...volumes, ...(token ? [token] : []), ...(isAccount ? [withoutTokenVolume] : [])],
    },
    folder: options.sharedFolder,
    ...(run && { run }),
  };
}

function runSpecOf(
  template: PodTemplate | undefined,
  serviceAccount: string | undefined,
  { options }: Context,
): Body["run"] {
  if (serviceAccount === undefined) return template && { podTemplate: template };
  return { serviceAccountName: serviceAccount, podTemplate: withToken(template ?? commonTemplate(options)) };
}

function workspaceOf({ linked }: Context): Pick<TaskSpec, "workspaces"> {
  return linked.plan.settings.pipelineConfig?.workspace === undefined ? {} : { workspaces: [WORKSPACE] };
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

/** CreatePVC and DeletePVC, which have a token of Kubernetes, and importers that download into the workspace. */
function driverBody(copy: Copy, task: LeafTask, placed: Placed): Body {
  const { context } = placed;
  const { options, linked } = context;
  const labels = podLabels(linked.plan, options, { task: task.definition.name, component: task.component.name });
  const steps = [driverStep("main", copy, placed, [])];
  if (task.component.kind === "importer") {
    return { metadata: { labels }, params: [], spec: { ...workspaceOf(context), steps } };
  }
  return {
    metadata: { labels },
    params: [],
    spec: { steps },
    run: { podTemplate: withToken(commonTemplate(options)) },
  };
}

function driverStep(name: string, copy: Copy, { context, order }: Placed, mounts: readonly ContainerMount[]): Step {
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
  return programStep(name, args, context.options, [toldMount, ...mounts]);
}
