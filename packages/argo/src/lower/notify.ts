// Who is told at the end of a run: one pod, at the Workflow's exit. Argo runs it after a failure, a deadline and `argo stop`
// alike (`argo terminate` runs nothing any more), and waits for it.
// https://argo-workflows.readthedocs.io/en/latest/walk-through/exit-handlers/
import { describeNotify, type NotifySettings } from "@slipway/pod";
import { FAILURES, hasSucceeded, STATUS } from "../expression.js";
import type { Template, WorkflowSpec } from "../workflow.js";
import type { Context } from "./context.js";
import { distinctNames } from "./name.js";
import { runArguments } from "./plan.js";
import { podLabels } from "./pod.js";
import { inertArguments, podVolumes, programContainer } from "./program.js";

/** How long a run waits for it, from when its pod was asked for. */
const LONGEST = "5m";

export type Notifying = Pick<WorkflowSpec, "onExit"> & { readonly templates: readonly Template[] };

/**
 * A run that succeeded counts as failed when what runs at its exit fails, so the first of three templates goes on whatever
 * happens inside. One would not do: a time limit that passes before a pod has begun ends the group that the pod stands in,
 * whatever that group lets pass.
 * Source: https://github.com/argoproj/argo-workflows/blob/main/workflow/controller/steps.go (executeStepGroup)
 */
export function lowerNotify(context: Context): Notifying {
  const { notify } = context.options;
  if (!notify || notify.webhooks.length === 0) return { templates: [] };
  const taken = [...context.templates.values()];
  const names = distinctNames(
    ["notify", "notify-in-time", "notify-pod"].map((name) => [name, name]),
    taken,
  );
  const [first = "", second = "", pod = ""] = names.values();
  const step = { name: "notify", ...when(notify), continueOn: { failed: true, error: true } } as const;
  return {
    onExit: first,
    templates: [
      { name: first, steps: [[{ ...step, template: second }]] },
      { name: second, steps: [[{ name: "notify", template: pod }]] },
      podTemplate(pod, notify, context),
    ],
  };
}

/** No pod where there is nobody to tell. */
function when({ webhooks }: NotifySettings): { readonly when?: string } {
  const moments = new Set(webhooks.map(({ on = "failure" }) => on));
  const [only] = moments;
  if (moments.size !== 1 || only === "always") return {};
  return { when: hasSucceeded(only === "success") };
}

function podTemplate(name: string, notify: NotifySettings, { linked, options }: Context): Template {
  const { description, variables } = describeNotify(notify);
  const args = ["notify", ...runArguments(linked.plan), "--status", STATUS, "--failures", FAILURES];
  const { name: _, ...container } = programContainer("main", [...args, "--", ...inertArguments(description)], options);
  return {
    name,
    metadata: { labels: podLabels(linked.plan, options, {}) },
    timeout: LONGEST,
    container: { ...container, env: [...(container.env ?? []), ...variables] },
    volumes: podVolumes(options),
  };
}
