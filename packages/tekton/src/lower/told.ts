// What pods are told: annotations of the run, which Tekton hands on to every pod, so that each stands once; a pod sees those
// that are for it as files. Nobody replaces anything in them.
// https://kubernetes.io/docs/concepts/workloads/pods/downward-api/
import type { LeafTask } from "@slipway/compiler";
import type { JsonObject } from "@slipway/ir";
import { type ContainerMount, describe, describeRun, pathSegment, type Question } from "@slipway/pod";
import { inertJson, NAMESPACE, param, RUN_ID, RUN_NAME } from "../expression.js";
import type { Context } from "./context.js";
import type { NamedAnswer } from "./decision.js";
import { RESULTS_PATH } from "./program.js";

export const PLAN = "slipway/plan";
const VOLUME = "slipway-told";
const FOLDER = "/slipway-told";

export const toldMount: ContainerMount = { name: VOLUME, mountPath: FOLDER, readOnly: true };

/** @param about key of the annotation about the task */
export function toldVolume(about: string): JsonObject {
  const item = (path: string, key: string) => ({ path, fieldRef: { fieldPath: `metadata.annotations['${key}']` } });
  return { name: VOLUME, downwardAPI: { items: [item("plan", PLAN), item("task", about)] } };
}

/** What Tekton fills in, the same for every pod of the run. */
export function runArguments({ params }: Pick<Context, "params">): readonly string[] {
  return [
    ...["--run", RUN_ID],
    ...["--name", RUN_NAME],
    ...["--namespace", NAMESPACE],
    ...[...params.names].flatMap(([name, own]) => ["--parameter", `${pathSegment(name)}=${param(own)}`]),
    ...["--plan-file", `${FOLDER}/plan`],
  ];
}

/** The last words: what the pod is told of its task. */
export const TASK = ["--told-file", `${FOLDER}/task`] as const;

export function planText({ linked, options, params }: Context): string {
  return inertJson(describeRun(linked, options, { engine: "tekton", given: params.told, answers: RESULTS_PATH }));
}

/** Key of the annotation with what the tasks of a component are told. */
export function componentKey({ component }: LeafTask, { linked }: Pick<Context, "linked">): string {
  return `slipway/component-${linked.plan.components.indexOf(component) + 1}`;
}

/** @param tasks of one component, at least one */
export function componentText(
  [first, ...others]: readonly [LeafTask, ...LeafTask[]],
  answersOf: (task: string) => readonly NamedAnswer[],
  { linked }: Context,
): string {
  const { invocationOf } = linked;
  return inertJson(describe([invocationOf(first), ...others.map(invocationOf)], answersOf));
}

export function questionText(question: Question | JsonObject): string {
  return inertJson(question);
}

export function planAnnotation(context: Context): Readonly<Record<string, string>> {
  return { [PLAN]: planText(context) };
}
