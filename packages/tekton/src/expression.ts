// References in Tekton's own words, and text that it must not read. The only file that contains what begins them.
// https://tekton.dev/docs/pipelines/variables/
import type { JsonValue } from "@slipway/ir";

/** Id of the run. */
export const RUN_ID = "$(context.pipelineRun.uid)";
export const RUN_NAME = "$(context.pipelineRun.name)";
export const NAMESPACE = "$(context.pipelineRun.namespace)";
/** Number of an attempt, from 0. */
export const RETRIES = "$(context.task.retry-count)";
/** Why a task ended as it did, in Tekton's word; known to those that run at the end only. */
export function reason(task: string): string {
  return `$(tasks.${task}.reason)`;
}
/** How all tasks together ended; known to those that run at the end only. */
export const ENDED = "$(tasks.status)";

/** Of the pipeline, or of a task: whichever declares it. */
export function param(name: string): string {
  return `$(params.${name})`;
}

export function result(task: string, name: string): string {
  return `$(tasks.${task}.results.${name})`;
}

/** All of a list, where a list may stand. */
export function resultList(task: string, name: string): string {
  return `$(tasks.${task}.results.${name}[*])`;
}

/** Names of parameters as a reference of this form takes them. */
export const PARAM_NAME = /^[_a-zA-Z][-\w]*$/;

/**
 * JSON in which neither Tekton nor Kubernetes finds anything to replace: a dollar before a parenthesis or another dollar,
 * which can stand in texts only, is written as an escape.
 * Source: https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container
 *
 * @example
 * inertJson({ text: "$(params.x)" }); // {"text":"\u0024(params.x)"}
 */
export function inertJson(value: unknown): string {
  return JSON.stringify(value).replace(/\$(?=[($])/g, "\\u0024");
}

/** Before JSON that stands for a text which could not stand for itself. The driver knows it (runtime/src/program/given.ts). */
const QUOTED = "slipway-json:";

/** A value of a parameter as Tekton's: plain wherever that is safe. */
export function paramText(value: JsonValue, isString: boolean): string {
  const text = isString && typeof value === "string" ? value : inertJson(value);
  if (isString ? typeof value === "string" && isPlain(text) : isPlain(text)) return text;
  return `${QUOTED}${inertJson(value)}`;
}

export function isPlain(text: string): boolean {
  return !/\$[($]/.test(text) && !text.startsWith(QUOTED);
}

/** Would Tekton look for something to put in the place of a part of this text? What Kubernetes itself replaces is no such. */
export function looksLikeReference(text: string): boolean {
  return /\$\((?:params|context|tasks|finally|workspaces|results|steps?|inputs|outputs|credentials|artifacts)[.[]/.test(
    text,
  );
}

/** A text for people only, with a blank where a reference would begin. */
export function withoutReferences(text: string): string {
  return text.replaceAll("$(", "$ (");
}

/** Puts values of parameters in the place of references to them, and leaves what has none. */
export function filled(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(/\$\(params\.([-\w]+)\)/g, (reference, name: string) => values.get(name) ?? reference);
}

/** Name of the claim that is bound to a workspace. */
export function workspaceClaim(workspace: string): string {
  return `$(workspaces.${workspace}.claim)`;
}

/** Names of the tasks whose results a text takes. */
export function resultsIn(text: string): readonly string[] {
  return [...text.matchAll(/\$\(tasks\.([^.)]+)\.results\./g)].map(([, task = ""]) => task);
}
