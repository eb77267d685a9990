// References in Argo's own template language, and text that it must not read. The only file that contains its braces.
// https://argo-workflows.readthedocs.io/en/latest/variables/
import type { JsonValue } from "@slipway/ir";
import { isMarked, markedJson } from "@slipway/pod";

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

/**
 * For `valueFrom.expression`: what one task says where another's output `test` is true, else what that other says. Only the
 * one that is chosen has to have run.
 */
export function outputOfEither(
  { own, driver, test }: { readonly own: string; readonly driver: string; readonly test: string },
  name: string,
): string {
  const output = (task: string, of: string) => `tasks['${task}'].outputs.parameters['${of}']`;
  return `${output(driver, test)} == 'true' ? ${output(own, name)} : ${output(driver, name)}`;
}

/** Argo evaluates `expression` (https://expr-lang.org) wherever this stands. */
export function evaluated(expression: string): string {
  return `{{=${expression}}}`;
}

/**
 * Of several references that which is no empty text; an empty one when all are.
 *
 * @example
 * firstOf([inputParameter("a"), taskOutput("train", "b")]);
 * // {{=inputs.parameters['a'] != '' ? inputs.parameters['a'] : tasks['train'].outputs.parameters['b']}}
 */
export function firstOf(references: readonly string[]): string {
  const paths = references.map((reference) =>
    // A name may be no word of the language, or one of its own.
    reference.slice(2, -2).replace(/\.(?!(?:outputs|parameters)\b(?!-))([^.]+)/g, (_, name: string) => `['${name}']`),
  );
  const last = paths.at(-1) ?? "";
  return evaluated(paths.slice(0, -1).reduceRight((rest, path) => `${path} != '' ? ${path} : ${rest}`, last));
}

/**
 * Holds from a time on and before another one. Argo reads the condition of a schedule as part of a JSON text, so no double
 * quote may stand in it.
 *
 * @param start and end in RFC 3339
 */
export function between({ start, end }: { readonly start?: string; readonly end?: string }): string {
  const parts = [
    ...(start === undefined ? [] : [`now() >= date('${start}')`]),
    ...(end === undefined ? [] : [`now() < date('${end}')`]),
  ];
  return evaluated(parts.join(" && "));
}

/**
 * Puts values in the place of references to them, and leaves what has none.
 *
 * @param values by what stands between the braces: `inputs.parameters.path`
 */
export function filled(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(/\{\{([^{}=][^{}]*)\}\}/g, (reference, name: string) => values.get(name) ?? reference);
}

/** What stands between the braces. */
export function nameIn(reference: string): string {
  return reference.slice(2, -2);
}

/** JSON in which references stand for values → JSON in which these are texts. */
export function withQuotedReferences(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|(\{\{.*?\}\})/gs, (all, reference?: string) =>
    reference === undefined ? all : JSON.stringify(reference),
  );
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

/**
 * Without which a task does not start: what waits for an end, however that was, names another end too.
 *
 * @example
 * tasksThatMustSucceed(afterSuccess(["load", "train"])); // ["load", "train"]
 */
export function tasksThatMustSucceed({ depends = "" }: { readonly depends?: string }): readonly string[] {
  return [...depends.matchAll(/([^\s()]+)\.Succeeded(?! \|\|)/g)].map(([, task = ""]) => task);
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

/** A value of a parameter as a Workflow's argument: plain wherever that is safe. */
export function argumentText(value: JsonValue, isString: boolean): string {
  const text = isString && typeof value === "string" ? value : inertJson(value);
  if (isString ? typeof value === "string" && isPlain(text) : isPlain(text)) return text;
  return markedJson(inertJson(value));
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
  return !looksLikeReference(text) && !isMarked(text);
}
