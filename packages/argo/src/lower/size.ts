// Is what was made as small as Argo and Kubernetes want it? Where it is not, what pods are told moves out of the Workflow; where
// that does not help it is refused, and the largest parts are named.
import { failed, type JsonValue, type Result, resultOf } from "@slipway/ir";
import { annotation, PARAMETERS } from "../expression.js";
import { ANNOTATIONS, ARGUMENT, bytesOf, CONFIG_MAP, inKib, SHARE_OF_MANIFEST, TEMPLATE } from "../limits.js";
import { diagnose } from "../messages.js";
import type { ResolvedOptions } from "../options.js";
import type { Template, Workflow } from "../workflow.js";
import { PLAN } from "./plan.js";
import { type Told, tellByFiles, toldTexts } from "./told.js";

type Part = { readonly name: string; readonly bytes: number };
type Excess = {
  readonly what: string;
  readonly holder: string;
  readonly bytes: number;
  readonly limit: number;
  readonly parts: readonly Part[];
};

/** The Workflow, and the ConfigMaps that it needs, if any. */
export function fitToSize(workflow: Workflow, { size }: ResolvedOptions): Result<Told> {
  const inline = size.configMaps ? undefined : excessesOf({ workflow, configMaps: [] }, size.workflow);
  if (inline?.length === 0) return resultOf({ workflow, configMaps: [] }, []);
  const told = tellByFiles(workflow);
  const texts = toldTexts(workflow).map(({ file, text }) => ({
    name: file.replace(/^template-/, ""),
    bytes: bytesOf(text),
  }));
  const excesses: readonly Excess[] = [
    ...texts.flatMap((text) => excess(`what pods of "${text.name}" are told`, "a ConfigMap holds", CONFIG_MAP, [text])),
    ...excessesOf(told, size.workflow),
  ];
  if (excesses.length === 0) return resultOf(told, []);
  return failed(
    excesses.map(({ what, holder, bytes, limit, parts }) =>
      diagnose("too-large", [], { what, holder, size: inKib(bytes), limit: inKib(limit), largest: largest(parts) }),
    ),
  );
}

function excessesOf({ workflow }: Told, limit: number): readonly Excess[] {
  const { annotations = {} } = workflow.metadata;
  const { arguments: given, templates } = workflow.spec;
  const parameters = (given?.parameters ?? []).map(({ name, value = "" }) => ({
    name: `parameter ${name}`,
    bytes: bytesOf({ name, value }),
  }));
  const inBase64 = Math.ceil((sum(parameters) * 4) / 3);
  const plan = { name: PLAN, bytes: bytesOf(annotations[PLAN] ?? "") };
  const parts = templates.map((template) => ({ name: template.name, bytes: bytesOf(template) }));
  return [
    ...excess(
      "the Workflow",
      "leave room for its status",
      Math.floor(limit * SHARE_OF_MANIFEST),
      [...parts, plan, ...parameters],
      bytesOf(workflow),
    ),
    ...excess(
      "all annotations of the Workflow",
      "Kubernetes lets them have",
      ANNOTATIONS,
      Object.entries(annotations).map(([name, value]) => ({ name, bytes: bytesOf(value) })),
    ),
    ...excess(`"${PLAN}"`, "fit into one argument of a program", ARGUMENT, [plan]),
    ...excess(
      "the values of all parameters, in base64,",
      "fit into one argument of a program",
      ARGUMENT,
      parameters,
      inBase64,
    ),
    ...templates.flatMap((template) =>
      excess(
        `template "${template.name}"`,
        "Argo can hand to its pod",
        TEMPLATE,
        partsOf(template),
        filled(template, plan.bytes, inBase64),
      ),
    ),
  ];
}

function excess(
  what: string,
  holder: string,
  limit: number,
  parts: readonly Part[],
  bytes = sum(parts),
): readonly Excess[] {
  return bytes <= limit ? [] : [{ what, holder, limit, bytes, parts }];
}

/** With what Argo puts into it: what has no pod is handed to none. */
function filled(template: Template, plan: number, parameters: number): number {
  if (!template.container && !template.containerSet) return 0;
  const words = [...(template.initContainers ?? []), ...(template.container ? [template.container] : [])].flatMap(
    ({ args = [] }) => args,
  );
  const count = (word: string) => words.filter((one) => one === word).length;
  return bytesOf(template) + count(annotation(PLAN)) * plan + count(PARAMETERS) * parameters;
}

function partsOf(template: Template): readonly Part[] {
  return Object.entries(template as unknown as Readonly<Record<string, JsonValue>>).map(([name, value]) => ({
    name,
    bytes: bytesOf(value),
  }));
}

function sum(parts: readonly Part[]): number {
  return parts.reduce((total, { bytes }) => total + bytes, 0);
}

/** @example largest([{ name: "train", bytes: 2048 }]); // "train (2 KiB)" */
function largest(parts: readonly Part[]): string {
  return [...parts]
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, 3)
    .map(({ name, bytes }) => `${name} (${inKib(bytes)})`)
    .join(", ");
}
