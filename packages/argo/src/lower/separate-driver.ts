// A driver in a pod of its own: a DAG of two tasks stands where the pod of the task would. The first finds out whether there
// is anything to run, the second is the task's own pod, which is left out on a hit; the answers are those of whichever knows.
import type { LeafTask } from "@slipway/compiler";
import { hasSeparateDriver, type LinkedPlan, MUST_RUN, type PodFragment, SHARED } from "@slipway/pod";
import { afterSuccess, inputParameter, isTrue, outputOfEither, taskOutput } from "../expression.js";
import type { ResolvedOptions } from "../options.js";
import type { Template } from "../workflow.js";
import { type Context, PATH, templateOf } from "./context.js";
import { answersOf, driverArguments, type LeafGroup, labelsOf } from "./leaf.js";
import { argoName } from "./name.js";
import { answerOutputs, podLabels, withOtherwise } from "./pod.js";
import { ANSWERS, ANSWERS_PATH, podVolumes, programContainer } from "./program.js";
import { retryStrategy } from "./retry.js";

function groupDriverKey({ key }: LeafGroup): string {
  return `driver ${key}`;
}

export function groupDagKey({ key }: LeafGroup): string {
  return `with driver ${key}`;
}

/** Names that the templates of a group want, by their keys. */
export function separateDriverNames(group: LeafGroup): readonly (readonly [key: string, name: string])[] {
  const [{ component }] = group.tasks;
  return [
    [groupDagKey(group), `${component.name}-with-driver`],
    [groupDriverKey(group), `${component.name}-driver`],
  ];
}

/** Those of a group's tasks whose driver is separate. */
export function separatelyDriven(
  { tasks }: LeafGroup,
  linked: LinkedPlan,
  fragments: ReadonlyMap<string, PodFragment>,
  options: Pick<ResolvedOptions, "driver" | "cache">,
): readonly LeafTask[] {
  return tasks.filter((task) => {
    const fragment = fragments.get(task.id);
    return fragment !== undefined && hasSeparateDriver(linked.invocationOf(task), fragment, options);
  });
}

export function separateDriverTemplates(group: LeafGroup, context: Context): readonly Template[] {
  return [dagTemplate(group, context), driverTemplate(group, context)];
}

function dagTemplate(group: LeafGroup, context: Context): Template {
  const [first] = group.tasks;
  const { component, task = component } = labelsOf(group);
  const own = argoName(task);
  const driver = argoName(`${task}-driver`);
  const path = { name: PATH, value: inputParameter(PATH) };
  const slots = [...(context.settings.get(first.id)?.slots.keys() ?? [])];
  const answers = answersOf(group, context);
  const settings = slots.map((slot) => ({ name: slot, value: inputParameter(slot) }));
  const mustRun = taskOutput(driver, MUST_RUN);
  return {
    name: templateOf(groupDagKey(group), context),
    inputs: { parameters: [PATH, ...slots].map((input) => ({ name: input })) },
    ...(answers.length > 0 && {
      outputs: {
        parameters: answers.map((answer) =>
          withOtherwise(answer, { expression: outputOfEither({ driver, own, test: MUST_RUN }, answer.name) }),
        ),
      },
    }),
    dag: {
      failFast: false,
      tasks: [
        {
          name: driver,
          template: templateOf(groupDriverKey(group), context),
          arguments: { parameters: [path] },
        },
        {
          name: own,
          template: templateOf(first.id, context),
          ...afterSuccess([driver]),
          when: isTrue(mustRun),
          arguments: { parameters: [path, ...settings] },
        },
      ],
    },
  };
}

/** The same driver as in the task's own pod, without the folder that it would fill for the user's container. */
function driverTemplate(group: LeafGroup, context: Context): Template {
  const { options, linked } = context;
  const [first] = group.tasks;
  const { name: _, ...container } = programContainer("main", driverArguments("weigh", group, context), options);
  const mounts = container.volumeMounts ?? [];
  return {
    name: templateOf(groupDriverKey(group), context),
    metadata: { labels: podLabels(linked.plan, options, labelsOf(group)) },
    inputs: { parameters: [{ name: PATH }] },
    outputs: {
      parameters: [
        // Without a default: a driver that did not say has failed.
        { name: MUST_RUN, valueFrom: { path: `${ANSWERS_PATH}/${MUST_RUN}` } },
        ...answerOutputs(answersOf(group, context)),
      ],
    },
    ...retryStrategy(first.retry, options.version),
    container: { ...container, volumeMounts: [...mounts, { name: SHARED, mountPath: ANSWERS_PATH, subPath: ANSWERS }] },
    volumes: podVolumes(options),
  };
}
