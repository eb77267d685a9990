// References in Argo's own template language, and text that it must not read. The only file that contains its braces.
// https://argo-workflows.readthedocs.io/en/latest/variables/
import type { JsonValue } from "@slipway/ir";

/** Id of the run. */
export const RUN_ID = "{{workflow.uid}}";
export const WORKFLOW_NAME = "{{workflow.name}}";
export const NAMESPACE = "{{workflow.namespace}}";
export const CREATION_TIME = "{{workflow.creationTimestamp.RFC3339}}";
/**
 * All arguments of the Workflow: a JSON list of `{name, value}` in base64, in which neither Argo nor Kubernetes finds
 * anything to replace, whatever users give.
 */
export const PARAMETERS = "{{=sprig.b64enc(workflow.parameters.json)}}";
/** Number of an iteration, from 0. */
export const LOOP_ITEM = "{{item}}";
/** Number of an attempt, from 0; known only in a template that retries. */
export const RETRIES = "{{retries}}";

/** How the pipeline ended: known to what runs at a Workflow's exit alone. */
export const STATUS = "{{workflow.status}}";
/** What Argo says of all that failed, in base64: as much as one argument of a program may hold. */
export const FAILURES = "{{=sprig.b64enc(sprig.trunc(60000, workflow.failures))}}";

/** Known to metrics alone: seconds that a run or a task took, and how a task ended. */
export const RUN_SECONDS = "{{workflow.duration}}";
export const TASK_SECONDS = "{{duration}}";
export const TASK_STATUS = "{{status}}";
/**
 * Id of a task: its path without the numbers of iterations; empty for the node that Argo puts around the iterations of a
 * loop, which has no inputs. `status` is known to metrics alone, so that nothing is put in its place before.
 */
export const TASK_ID =
  '{{=status == "" || $env["inputs"] == nil ? "" : sprig.regexReplaceAll("/[0-9]+(/|$)", $env["inputs"].parameters.path, "$1")}}';

export function annotation(name: string): string {
  return `{{workflow.annotations.${name}}}`;
}

export function workflowParameter(name: string): string {
  return `{{workflow.parameters.${name}}}`;
}

export function inputParameter(name: string): string {
  return `{{inputs.parameters.${name}}}`;
}

export function taskOutput(task: string, name: string): string {
  return `{{tasks.${task}.outputs.parameters.${name}}}`;
}

/** Argo evaluates `expression` (https://expr-lang.org) wherever this stands. */
export function evaluated(expression: string): string {
  return `{{=${expression}}}`;
}

/**
 * Holds from a time on and before another one.
 *
 * @param start and end in RFC 3339
 */
export function between({ start, end }: { readonly start?: string; readonly end?: string }): string {
  const parts = [
    ...(start === undefined ? [] : [`now() >= date("${start}")`]),
    ...(end === undefined ? [] : [`now() < date("${end}")`]),
  ];
  return evaluated(parts.join(" && "));
}

/** Runs after all of these succeeded: `a.Succeeded && b.Succeeded`; absent for none. */
export function afterSuccess(tasks: readonly string[]): { readonly depends?: string } {
  return tasks.length === 0 ? {} : { depends: tasks.map((task) => `${task}.Succeeded`).join(" && ") };
}

const ENDS = ["Succeeded", "Failed", "Errored", "Skipped", "Omitted"];

/**
 * Runs after all of these ended, however that was.
 * Source: https://argo-workflows.readthedocs.io/en/latest/enhanced-depends-logic/
 */
export function afterEnd(tasks: readonly string[]): { readonly depends?: string } {
  if (tasks.length === 0) return {};
  return { depends: tasks.map((task) => `(${ENDS.map((end) => `${task}.${end}`).join(" || ")})`).join(" && ") };
}

export function hasSucceeded(isExpected: boolean): string {
  return `${STATUS} ${isExpected ? "==" : "!="} Succeeded`;
}

export function isTrue(value: string): string {
  return `${value} == true`;
}

/**
 * JSON in which neither Argo nor Kubernetes finds anything to replace: a brace before a brace, and a dollar before a
 * parenthesis or another dollar, which can stand in texts only, are written as escapes.
 * Source: https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container
 *
 * @example
 * inertJson({ text: "{{workflow.uid}} $(HOME)" }); // {"text":"\u007b{workflow.uid}} \u0024(HOME)"}
 */
export function inertJson(value: unknown): string {
  return JSON.stringify(value)
    .replace(/\{(?=\{)/g, "\\u007b")
    .replace(/\$(?=[($])/g, "\\u0024");
}

/** Before JSON that stands for a text which could not stand for itself. The driver knows it (runtime/src/given.ts). */
const QUOTED = "slipway-json:";

/** A value of a parameter as a Workflow's argument: plain wherever that is safe. */
export function argumentText(value: JsonValue, isString: boolean): string {
  const text = isString && typeof value === "string" ? value : inertJson(value);
  if (isString ? typeof value === "string" && isPlain(text) : isPlain(text)) return text;
  return `${QUOTED}${inertJson(value)}`;
}

export function looksLikeReference(text: string): boolean {
  return text.includes("{{");
}

/** A text for people only, with a blank where Argo would see a reference. */
export function withoutReferences(text: string): string {
  return text.replaceAll("{{", "{ {");
}

/** Argo looks for references in a Workflow's arguments, too. */
export function isPlain(text: string): boolean {
  return !looksLikeReference(text) && !text.startsWith(QUOTED);
}
