// A ROC curve, or several on one scale, as SVG; the numbers stand below it as a table.
import { figure } from "./format.js";
import { type Html, html } from "./html.js";
import { areaUnder, type CurvePoint } from "./metrics.js";

export type NamedCurve = { readonly name: string; readonly points: readonly CurvePoint[] };

const SIDE = 240;
const LEFT = 44;
const TOP = 10;
const SIZE = { width: LEFT + SIDE + 12, height: TOP + SIDE + 42 };
/** Colours and kinds of line that style.ts has. */
const LINES = 6;
const MOST_POINTS = 1_000;
const MOST_ROWS = 100;

export function renderCurves(curves: readonly NamedCurve[], title: string): Html {
  const lines = curves.map(({ name, points }, index) => {
    const path = evenly(points, MOST_POINTS).map(
      ({ falsePositiveRate, recall }) => `${across(falsePositiveRate)} ${down(recall)}`,
    );
    return html`<polyline class="curve line-${index % LINES}" points="${path.join(" ")}"><title>${name}</title></polyline>`;
  });
  const grid = [0, 0.25, 0.5, 0.75, 1].map(
    (rate) =>
      html`<path class="grid" d="M${across(rate)} ${TOP}v${SIDE}M${LEFT} ${down(rate)}h${SIDE}"/><text x="${across(rate)}" y="${TOP + SIDE + 16}" text-anchor="middle">${rate}</text><text x="${LEFT - 6}" y="${down(rate) + 4}" text-anchor="end">${rate}</text>`,
  );
  const legend = curves.map(({ name, points }, index) => {
    const area = areaUnder(points);
    return html`<li><svg width="28" height="10" aria-hidden="true"><path class="curve line-${index % LINES}" d="M0 5h28"/></svg> ${name}${area !== undefined && html` <span class="quiet">area ${area.toFixed(4)}</span>`}</li>`;
  });
  return html`<figure class="chart"><figcaption>${title}</figcaption><svg role="img" aria-label="${title}: recall by false positive rate" width="${SIZE.width}" height="${SIZE.height}" viewBox="0 0 ${SIZE.width} ${SIZE.height}">${grid}<path class="chance" d="M${LEFT} ${TOP + SIDE}L${LEFT + SIDE} ${TOP}"/>${lines}<text x="${LEFT + SIDE / 2}" y="${SIZE.height - 6}" text-anchor="middle">False positive rate</text><text transform="translate(12 ${TOP + SIDE / 2}) rotate(-90)" text-anchor="middle">True positive rate</text></svg>
<ul class="legend">${legend}</ul>${curves.map(renderNumbers)}</figure>`;
}

function renderNumbers({ name, points }: NamedCurve): Html {
  const rows = evenly(points, MOST_ROWS).map(
    ({ threshold, falsePositiveRate, recall }) =>
      html`<tr><td>${threshold === undefined ? "" : thresholdText(threshold)}</td><td>${figure(falsePositiveRate)}</td><td>${figure(recall)}</td></tr>`,
  );
  const what = rows.length < points.length ? `${rows.length} of ${points.length} points` : `${points.length} points`;
  return html`<details><summary>Numbers of ${name} <span class="quiet">${what}</span></summary><div class="wide"><table class="numbers"><thead><tr><th scope="col">Threshold</th><th scope="col">False positive rate</th><th scope="col">True positive rate</th></tr></thead><tbody>${rows}</tbody></table></div></details>`;
}

/** The first threshold of a curve is above every score; JSON has no infinity, so it is written as a huge number. */
function thresholdText(threshold: number): string {
  return Math.abs(threshold) >= 1e300 ? `${threshold < 0 ? "−" : ""}∞` : figure(threshold);
}

/** At most so many of a list, its ends among them. */
function evenly<T>(list: readonly T[], most: number): readonly T[] {
  if (list.length <= most) return list;
  const step = (list.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, index) => list[Math.round(index * step)]).filter((one) => one !== undefined);
}

function across(rate: number): number {
  return Math.round((LEFT + rate * SIDE) * 10) / 10;
}

function down(rate: number): number {
  return Math.round((TOP + (1 - rate) * SIDE) * 10) / 10;
}
