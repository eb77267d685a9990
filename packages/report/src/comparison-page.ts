// Runs side by side, as a page.
import type { RunView } from "@slipway/runtime";
import { type Comparison, type ComparisonRow, type ComparisonSection, compareRuns } from "./comparison.js";
import { renderCurves } from "./curve.js";
import { clip, count } from "./format.js";
import { type Html, html, NOTHING } from "./html.js";
import { renderMatrix } from "./matrix.js";
import { type Classification, classificationsOf } from "./metrics.js";
import { renderPage } from "./page.js";
import { badge } from "./state.js";
import { renderValue } from "./value.js";
import { artifactsOf } from "./walk.js";

const MOST_ROWS = 2_000;

/**
 * One page of HTML that loads nothing: metrics in full, of all else what differs first, then what is alike, then curves and matrices.
 *
 * @example
 * await writeFile("comparison.html", renderComparison([before, after]));
 */
export function renderComparison(views: readonly RunView[]): string {
  const comparison = compareRuns(views);
  const pipelines = [...new Set(comparison.runs.map(({ pipeline }) => pipeline))].join(", ");
  const head = html`<header><p class="over">${pipelines}</p><h1>${count(views.length, "run")} side by side</h1></header>`;
  const sections = comparison.sections.map((section) => renderSection(section, comparison));
  return renderPage({
    title: `${pipelines}: ${count(views.length, "run")} side by side`,
    parts: [head, ...sections, renderDrawings(views)],
    documents: [],
    hasFrames: false,
  });
}

function renderSection({ title, rows }: ComparisonSection, { runs }: Comparison): Html {
  if (rows.length === 0) return NOTHING;
  const heads = runs.map(
    ({ id, state }) => html`<th scope="col"><code>${id}</code>${title === "Runs" && html`<br>${badge(state)}`}</th>`,
  );
  const table = (some: readonly ComparisonRow[]) =>
    html`<div class="wide" tabindex="0"><table class="compared"><thead><tr><th scope="col">${title === "Runs" ? "" : "Name"}</th>${heads}</tr></thead><tbody>${some.slice(0, MOST_ROWS).map(renderRow)}</tbody></table></div>${some.length > MOST_ROWS && html`<p class="quiet">${some.length - MOST_ROWS} more are not shown.</p>`}`;
  if (title === "Runs" || title === "Metrics")
    return html`<section id="${title.toLowerCase()}"><h2>${title}</h2>${table(rows)}</section>`;
  const [different, alike] = [rows.filter(({ differs }) => differs), rows.filter(({ differs }) => !differs)];
  return html`<section id="${title.toLowerCase()}"><h2>${title}</h2>${different.length > 0 ? table(different) : html`<p class="quiet">Nothing differs.</p>`}
${alike.length > 0 && html`<details><summary>${title === "Tasks" ? "Ended alike" : "Alike"} <span class="quiet">${alike.length}</span></summary>${table(alike)}</details>`}</section>`;
}

function renderRow({ name, values, differs }: ComparisonRow): Html {
  const cells = values.map(
    (value) => html`<td>${value === undefined ? html`<span class="nothing">none</span>` : renderValue(value)}</td>`,
  );
  return html`<tr${differs && html` class="differs"`}><th scope="row">${name}</th>${cells}</tr>`;
}

type Drawn = { readonly run: string; readonly classification: Classification };

/** Curves of the same artifact on one scale, matrices beside one another. */
function renderDrawings(views: readonly RunView[]): Html {
  const drawings = new Map<string, Drawn[]>();
  for (const view of views)
    for (const { task, output, artifact } of artifactsOf(view))
      for (const classification of classificationsOf(artifact)) {
        const slice = classification.slice === undefined ? "" : `, ${classification.slice}`;
        const name = `${task.path} ${output}${slice}`;
        drawings.set(name, [...(drawings.get(name) ?? []), { run: view.run.id, classification }]);
      }
  if (drawings.size === 0) return NOTHING;
  return html`<section id="drawings"><h2>Curves and matrices</h2>${[...drawings].slice(0, 100).map(renderDrawing)}</section>`;
}

function renderDrawing([name, drawn]: readonly [string, readonly Drawn[]]): Html {
  const curves = drawn.flatMap(({ run, classification: { curve } }) =>
    curve.length > 0 ? [{ name: clip(run, 40), points: curve }] : [],
  );
  const matrices = drawn.flatMap(({ run, classification: { matrix } }) =>
    matrix ? [renderMatrix(matrix, `Confusion matrix of ${clip(run, 40)}`)] : [],
  );
  return html`<h3>${name}</h3><div class="charts">${curves.length > 0 && renderCurves(curves, "ROC curve")}${matrices}</div>`;
}
