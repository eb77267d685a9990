// Every artifact of a run with who made it and who used it.
import { linksTo } from "./artifact.js";
import { count } from "./format.js";
import { type Html, html, NOTHING } from "./html.js";
import type { Report } from "./page-data.js";
import { artifactsOf, titleOf } from "./walk.js";

const MOST_ROWS = 2_000;

export function renderLineage({ view, lineage }: Report): Html {
  const made = new Map(artifactsOf(view).map(({ output, artifact }) => [artifact.uri, { output, artifact }]));
  if (made.size === 0) return NOTHING;
  const rows = [...made.values()]
    .slice(0, MOST_ROWS)
    .map(
      ({ output, artifact }) =>
        html`<tr><th scope="row">${output} <span class="quiet">${titleOf(artifact)}</span><br><code class="quiet">${artifact.uri}</code></th><td>${linksTo(lineage.makers.get(artifact.uri))}</td><td>${linksTo(lineage.users.get(artifact.uri)) ?? html`<span class="nothing">nobody</span>`}</td></tr>`,
    );
  const rest = made.size - rows.length;
  return html`<section id="lineage"><h2>Lineage</h2><details><summary>${count(made.size, "artifact")}</summary><div class="wide" tabindex="0"><table class="lineage"><thead><tr><th scope="col">Artifact</th><th scope="col">Made by</th><th scope="col">Used by</th></tr></thead><tbody>${rows}</tbody></table></div>${rest > 0 && html`<p class="quiet">${rest} more are not shown.</p>`}</details></section>`;
}
