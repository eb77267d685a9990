// All tasks as a list with times, a bar for each on one scale of time, and a panel that opens below it.
import { TASK_STATES, type TaskView } from "@slipway/runtime";
import { count, duration, durationBetween, millisecondsBetween, moment } from "./format.js";
import { kindOf, labelOf } from "./group.js";
import { type Html, html, NOTHING } from "./html.js";
import type { Report } from "./page-data.js";
import { renderPanel } from "./panel.js";
import { badge, classOf, wordOf } from "./state.js";
import { anchorOf, isLeaf } from "./walk.js";

/** From the first start to the last end that is known, in the time of RFC 3339. */
type Scale = { readonly start: string; readonly length: number };

const FEW = 30;

export function renderTasks(report: Report): Html {
  const { view, leaves, shown } = report;
  const scale = scaleOf(view.run.start, [...leaves, view]);
  const rest = leaves.length - leaves.filter((leaf) => shown.has(leaf)).length;
  return html`<section id="tasks"><h2>Tasks</h2>
<div class="tools" hidden><label>Find <input type="search" id="find" placeholder="name or path"></label>
<label>State <select id="state"><option value="">any</option>${TASK_STATES.map((state) => html`<option value="${state}">${wordOf(state)}</option>`)}</select></label>
<button type="button" id="open">Open all</button><button type="button" id="close">Close all</button><span id="found" role="status"></span></div>
${rest > 0 && html`<p class="notice">The page has room for ${shown.size} of them: those that failed, and the first of the others. ${count(rest, "more task")} can be seen with <code>slipway runs show</code>.</p>`}
<div class="timeline"><div class="row heads" aria-hidden="true"><span>Task</span><span>State</span><span>Took</span><span>Tries</span><span class="scale">${ticks(scale)}</span></div>
${renderList(view.tasks, report, scale)}</div></section>`;
}

function renderList(tasks: readonly TaskView[], report: Report, scale: Scale): Html {
  const rows = tasks.filter((task) => report.shown.has(task)).map((task) => renderRow(task, report, scale));
  const rest = tasks.length - rows.length;
  return html`<ul>${rows}${rest > 0 && html`<li class="quiet">${count(rest, "more")} not on this page</li>`}</ul>`;
}

function renderRow(task: TaskView, report: Report, scale: Scale): Html {
  const { state, path, record, start, end, tasks = [] } = task;
  const tries = record && record.state !== "CACHED" && record.state !== "SKIPPED" ? record.retry + 1 : undefined;
  const took = state === "SKIPPED" ? undefined : durationBetween(start, end);
  const from = record?.cache?.from;
  const summary = html`<summary class="row"><span class="label"><b>${labelOf(task)}</b>${!isLeaf(task) && task.iteration === undefined && html` <span class="quiet">${kindOf(task)}</span>`}${from && html` <span class="quiet">from run ${from.run}</span>`}</span><span>${badge(state)}</span><span>${took && html`<span class="unseen">took </span>${took}`}</span><span>${tries !== undefined && html`<span class="unseen">tries </span>${tries}`}</span><span class="scale">${bar(task, scale)}</span></summary>`;
  if (isLeaf(task))
    return html`<li data-name="${`${labelOf(task)} ${path}`.toLowerCase()}" data-state="${state}"><details class="task">${summary}<div class="panel" id="${anchorOf(task)}">${renderPanel(task, report)}</div></details></li>`;
  const isOpen = state === "FAILED" || (report.leaves.length <= FEW && state !== "SKIPPED");
  const inside = tasks.length > 0 ? renderList(tasks, report, scale) : html`<p class="quiet">No task of it ran.</p>`;
  return html`<li><details class="tasks"${isOpen && html` open`}>${summary}<div id="${anchorOf(task)}">${inside}</div></details></li>`;
}

function bar({ start, end, state, task }: TaskView, scale: Scale): Html {
  const from = millisecondsBetween(scale.start, start);
  if (from === undefined) return NOTHING;
  const length = millisecondsBetween(start, end) ?? scale.length - from;
  const [x, width] = [percent(from, scale), percent(length, scale)];
  const text = `${wordOf(state)}, began ${moment(start ?? "")}`;
  return html`<svg class="bar ${classOf(state)}" width="100%" height="14" role="img" aria-label="${text}"><title>${text}</title><rect x="${x}%" y="${task.kind === "dag" ? 5 : 2}" width="${width}%" height="${task.kind === "dag" ? 4 : 10}" rx="2"/></svg>`;
}

function ticks(scale: Scale): Html {
  const marks = [0, 0.25, 0.5, 0.75].map((part) => {
    const label = part === 0 ? "0" : duration(scale.length * part);
    return html`<text x="${part * 100}%" dx="4" y="12">${label}</text>`;
  });
  return html`<svg width="100%" height="16">${marks}</svg>`;
}

function scaleOf(start: string, tasks: readonly { readonly start?: string; readonly end?: string }[]): Scale {
  const times = tasks.flatMap((task) => [task.start, task.end].filter((time) => time !== undefined));
  const lengths = times.map((time) => millisecondsBetween(start, time) ?? 0);
  return { start, length: lengths.reduce((most, length) => Math.max(most, length), 1) };
}

function percent(part: number, { length }: Scale): number {
  return Math.round(Math.min(1, part / length) * 10_000) / 100;
}
