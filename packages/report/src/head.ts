// The head of a report: what ran, how it ended, what went wrong, what went in and came out.
import { type RunView, TASK_STATES, type TaskView } from "@slipway/runtime";
import { renderArtifact } from "./artifact.js";
import { count, durationBetween, moment } from "./format.js";
import { type Html, html, NOTHING } from "./html.js";
import type { Report } from "./page-data.js";
import { renderError, renderParameters } from "./panel.js";
import { badge, classOf, sign, wordOf } from "./state.js";
import { anchorOf } from "./walk.js";

const MOST_FAILURES = 20;

export function renderHead({ view, leaves }: Report): Html {
  const { run, state, end } = view;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ["Began", moment(run.start)],
    ["Ended", end === undefined ? undefined : moment(end)],
    ["Took", durationBetween(run.start, end)],
    ["Experiment", run.experiment],
    ["Engine", run.engine],
    ["Namespace", run.namespace],
    ["Schedule", run.schedule],
    ["Name", run.displayName === run.id ? undefined : run.displayName],
  ];
  return html`<header><p class="over">Run <code>${run.id}</code></p><h1>${run.pipelineDisplayName ?? run.pipeline}</h1>
<p class="outcome">${badge(state)} <span>${tally(leaves)}</span></p>
<dl class="facts">${facts.map(([name, value]) => (value === undefined ? NOTHING : html`<div><dt>${name}</dt><dd>${value}</dd></div>`))}</dl></header>`;
}

function tally(leaves: readonly TaskView[]): Html {
  const amounts = TASK_STATES.map((state) => ({ state, amount: leaves.filter((leaf) => leaf.state === state).length }));
  const present = amounts.filter(({ amount }) => amount > 0);
  const words = present.map(
    ({ state, amount }) => html`<span class="part">${sign(state)}${amount} ${wordOf(state).toLowerCase()}</span>`,
  );
  let before = 0;
  const bars = present.map(({ state, amount }) => {
    const width = (amount / leaves.length) * 100;
    const bar = html`<rect class="${classOf(state)}" x="${before.toFixed(2)}%" width="${width.toFixed(2)}%" height="6"/>`;
    before += width;
    return bar;
  });
  return html`${count(leaves.length, "task")}: ${words}<svg class="parts" width="100%" height="6" aria-hidden="true">${bars}</svg>`;
}

export function renderFailures({ leaves }: Report): Html {
  const failed = leaves.filter(({ state }) => state === "FAILED");
  if (failed.length === 0) return NOTHING;
  const items = failed
    .slice(0, MOST_FAILURES)
    .map(
      (task) =>
        html`<li><p><a href="#${anchorOf(task)}">${task.path}</a></p>${task.record?.error ? renderError(task.record.error) : html`<p class="quiet">It left no record; the engine ended it.</p>`}</li>`,
    );
  const rest = failed.length - items.length;
  return html`<section id="failures" class="failures"><h2>What failed</h2><ul>${items}</ul>${rest > 0 && html`<p>${count(rest, "more task")} failed.</p>`}</section>`;
}

export function renderEnds(report: Report): Html {
  const { run, outputs }: RunView = report.view;
  const artifacts = Object.entries(outputs.artifacts).flatMap(([name, list]) =>
    list.map((artifact) => renderArtifact(name, artifact, report.lineage)),
  );
  const hasOutputs = artifacts.length > 0 || Object.keys(outputs.parameters).length > 0;
  const none = html`<p class="quiet">There are none.</p>`;
  const hasParameters = Object.keys(run.parameters).length > 0;
  return html`<div class="ends"><section id="parameters"><h2>Parameters</h2>${hasParameters ? renderParameters(run.parameters) : none}</section>
<section id="outputs"><h2>Outputs</h2>${hasOutputs ? html`${renderParameters(outputs.parameters)}<ul class="artifacts">${artifacts}</ul>` : none}</section></div>`;
}
