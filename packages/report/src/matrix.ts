// A confusion matrix as a table whose cells are shaded by their part of their row.
import { figure } from "./format.js";
import { type Html, html } from "./html.js";
import type { ConfusionMatrix } from "./metrics.js";

const MOST_CATEGORIES = 100;

export function renderMatrix({ categories, rows }: ConfusionMatrix, title: string): Html {
  const names = categories.slice(0, MOST_CATEGORIES);
  const body = rows.slice(0, MOST_CATEGORIES).map((row, index) => {
    const sum = row.reduce((total, cell) => total + Math.max(0, cell), 0);
    const cells = row.slice(0, MOST_CATEGORIES).map((cell) => {
      const part = sum > 0 ? Math.max(0, cell) / sum : 0;
      return html`<td class="heat-${Math.round(part * 10)}" title="${(part * 100).toFixed(1)} % of ${names[index] ?? ""}">${figure(cell)}</td>`;
    });
    return html`<tr><th scope="row">${names[index] ?? ""}</th>${cells}</tr>`;
  });
  const rest = categories.length - names.length;
  return html`<figure class="chart"><figcaption>${title}</figcaption><div class="wide" tabindex="0"><table class="matrix"><thead><tr><td class="corner"><span>True</span> <span>Predicted →</span></td>${names.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead><tbody>${body}</tbody></table></div>${rest > 0 && html`<p class="quiet">${rest} more categories are not shown.</p>`}</figure>`;
}
