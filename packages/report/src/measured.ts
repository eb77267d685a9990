// The metrics of a run: scalars in tables, curves and matrices drawn.
import type { TaskView } from "@slipway/runtime";
import { renderCurves } from "./curve.js";
import { figure } from "./format.js";
import { type Html, html, NOTHING } from "./html.js";
import { renderMatrix } from "./matrix.js";
import { type Classification, classificationsOf, type Scalar, scalarsOf } from "./metrics.js";
import type { Report } from "./page-data.js";
import { anchorOf, artifactsOf, type MadeArtifact } from "./walk.js";

const MOST_ROWS = 1_000;
const MOST_COLUMNS = 40;
const MOST_CHARTS = 100;

type Measured = { readonly task: TaskView; readonly output: string; readonly scalars: ReadonlyMap<string, Scalar> };

export function renderMeasured({ view }: Report): Html {
  const artifacts = artifactsOf(view);
  const measured = artifacts.flatMap(({ task, output, artifact }): Measured[] => {
    const scalars = scalarsOf(artifact);
    return scalars.size > 0 ? [{ task, output, scalars }] : [];
  });
  const tables = groupsOf(measured).map(renderTable);
  const drawn = artifacts.filter(({ artifact }) => classificationsOf(artifact).length > 0);
  if (tables.length === 0 && drawn.length === 0) return NOTHING;
  const rest = drawn.length - MOST_CHARTS;
  return html`<section id="metrics"><h2>Metrics</h2>${tables}${drawn.slice(0, MOST_CHARTS).map(renderDrawn)}${rest > 0 && html`<p class="quiet">${rest} more artifacts with curves or matrices are not drawn.</p>`}</section>`;
}

function groupsOf(measured: readonly Measured[]): readonly (readonly Measured[])[] {
  const groups = new Map<string, Measured[]>();
  for (const one of measured) {
    const key = `${one.task.task.id}\n${one.output}`;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()];
}

/** The same output of the same task: one row, or one for each iteration. */
function renderTable(rows: readonly Measured[]): Html {
  const names = [...new Set(rows.flatMap(({ scalars }) => [...scalars.keys()]))];
  const [first] = rows;
  if (!first) return NOTHING;
  if (rows.length === 1)
    return html`<h3>${titleFor(first)}</h3><div class="wide"><table class="numbers"><tbody>${names.map((name) => html`<tr><th scope="row">${name}</th><td>${cellText(first.scalars.get(name))}</td></tr>`)}</tbody></table></div>`;
  const columns = names.slice(0, MOST_COLUMNS);
  const body = rows
    .slice(0, MOST_ROWS)
    .map(
      ({ task, scalars }) =>
        html`<tr><th scope="row"><a href="#${anchorOf(task)}">${task.path}</a></th>${columns.map((name) => html`<td>${cellText(scalars.get(name))}</td>`)}</tr>`,
    );
  const rest = Math.max(0, rows.length - MOST_ROWS) + names.length - columns.length;
  return html`<h3>${first.task.task.id} <span class="quiet">${first.output}, ${rows.length} times</span></h3><div class="wide" tabindex="0"><table class="numbers"><thead><tr><th scope="col">Task</th>${columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead><tbody>${body}</tbody></table></div>${rest > 0 && html`<p class="quiet">There are more rows or columns than are shown.</p>`}`;
}

function renderDrawn(made: MadeArtifact): Html {
  const classifications = classificationsOf(made.artifact);
  const curves = classifications.filter(({ curve }) => curve.length > 0);
  const named = curves.map((one) => ({ name: nameFor(one, made.output), points: one.curve }));
  const matrices = classifications.flatMap((one) =>
    one.matrix ? [renderMatrix(one.matrix, `Confusion matrix${one.slice === undefined ? "" : `, ${one.slice}`}`)] : [],
  );
  return html`<h3>${titleFor(made)}</h3><div class="charts">${named.length > 0 && renderCurves(named, "ROC curve")}${matrices}</div>`;
}

function nameFor({ slice }: Classification, output: string): string {
  return slice ?? output;
}

function titleFor({ task, output }: Pick<Measured, "task" | "output">): Html {
  return html`<a href="#${anchorOf(task)}">${task.path}</a> <span class="quiet">${output}</span>`;
}

export function cellText(value: Scalar | undefined): string {
  if (value === undefined) return "";
  return typeof value === "number" ? figure(value) : String(value);
}
