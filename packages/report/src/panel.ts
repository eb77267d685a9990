// All that is known of one task.
import type { JsonValue } from "@slipway/ir";
import type { CacheRecord, ErrorRecord, TaskRecord, TaskView } from "@slipway/runtime";
import { renderArtifact } from "./artifact.js";
import { count, durationBetween, moment } from "./format.js";
import { kindOf } from "./group.js";
import { type Html, html, NOTHING } from "./html.js";
import type { Report } from "./page-data.js";
import { badge } from "./state.js";
import { renderText, renderValue } from "./value.js";

export function renderPanel(view: TaskView, report: Report): Html {
  const { task, path, state, record, start, end } = view;
  const facts: readonly (readonly [string, Html | undefined])[] = [
    ["State", badge(state)],
    ["Path", code(path)],
    ["Name", task.displayName === task.name ? undefined : code(task.name)],
    ["Kind", html`${kindOf(view)}`],
    ["Component", code(record?.component ?? task.component)],
    ["Image", code(record?.image)],
    ["Runs if", code(task.condition)],
    ["Began", start === undefined ? undefined : html`${moment(start)}`],
    ["Ended", end === undefined ? undefined : html`${moment(end)}`],
    ["Took", text(durationBetween(start, end))],
    ["Exit code", text(record?.error?.exitCode?.toString())],
    ["Signal", text(record?.error?.signal)],
    [
      "Try",
      record && record.retry > 0 ? html`${record.retry + 1}, after ${count(record.retry, "failed one")}` : undefined,
    ],
  ];
  return html`${record?.error && renderError(record.error)}${record?.warnings?.map((warning) => html`<p class="warning">${warning}</p>`)}
<dl class="facts">${facts.map(([name, value]) => (value ? html`<div><dt>${name}</dt><dd>${value}</dd></div>` : NOTHING))}</dl>
${!record && html`<p class="quiet">There is no record of this task.</p>`}
${record && renderSide("Inputs", record.inputs, report)}
${record && renderSide("Outputs", { ...record.outputs, parameters: valuesOf(record.outputs.parameters) }, report)}
${record?.cache && renderCache(record.cache)}`;
}

/** What went wrong, and what to do. */
export function renderError({ message, hint, stderr = [] }: ErrorRecord): Html {
  return html`<div class="error"><p><b>${message}</b></p>${hint !== undefined && html`<p class="hint">${hint}</p>`}${stderr.length > 0 && html`<h4>Last lines of standard error</h4>${renderText(stderr.map(withoutColours).join("\n"))}`}</div>`;
}

function renderSide(
  title: "Inputs" | "Outputs",
  { parameters, artifacts }: TaskRecord["inputs"],
  { lineage }: Report,
): Html {
  const lists = Object.entries(artifacts);
  if (Object.keys(parameters).length === 0 && lists.length === 0) return NOTHING;
  // Who else uses an input is said where it is made.
  const known = title === "Inputs" ? { ...lineage, users: new Map() } : lineage;
  const rows = lists.flatMap(([name, list]) => list.map((artifact) => renderArtifact(name, artifact, known)));
  return html`<h4>${title}</h4>${renderParameters(parameters)}${rows.length > 0 && html`<ul class="artifacts">${rows}</ul>`}`;
}

export function renderParameters(parameters: Readonly<Record<string, JsonValue>>): Html {
  const rows = Object.entries(parameters);
  if (rows.length === 0) return NOTHING;
  return html`<div class="wide"><table class="values"><tbody>${rows.map(([name, value]) => html`<tr><th scope="row">${name}</th><td>${renderValue(value)}</td></tr>`)}</tbody></table></div>`;
}

function renderCache({ key, parts, from }: CacheRecord): Html {
  const source =
    from &&
    html`<p>Not run: the outputs are those of <code>${from.path}</code> in run <code>${from.run}</code> of <code>${from.pipeline}</code>.</p>`;
  return html`<h4>Cache</h4>${source}<details><summary>Key <code>${key}</code></summary>${renderParameters(parts)}</details>`;
}

function valuesOf(
  parameters: Readonly<Record<string, { readonly value: JsonValue }>>,
): Readonly<Record<string, JsonValue>> {
  return Object.fromEntries(Object.entries(parameters).map(([name, { value }]) => [name, value]));
}

/** https://en.wikipedia.org/wiki/ANSI_escape_code#CSIsection */
function withoutColours(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what such a sequence begins with
  return line.replace(/\x1b\[[0-9;?]*[A-Za-z]/g, "");
}

function code(value: string | undefined): Html | undefined {
  return value === undefined || value === "" ? undefined : html`<code>${value}</code>`;
}

function text(value: string | undefined): Html | undefined {
  return value === undefined ? undefined : html`${value}`;
}
