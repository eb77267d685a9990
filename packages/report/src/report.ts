// A run → its page. Read first: the order of the parts is the order of the page.
import type { RunView } from "@slipway/runtime";
import { documentKindOf } from "./documents.js";
import { renderGraph } from "./graph.js";
import { renderEnds, renderFailures, renderHead } from "./head.js";
import { html, NOTHING } from "./html.js";
import { renderLineage } from "./lineage-section.js";
import { renderMeasured } from "./measured.js";
import { renderPage } from "./page.js";
import { type Report, reportOf } from "./page-data.js";
import { renderDocuments } from "./shown.js";
import { wordOf } from "./state.js";
import { renderTasks } from "./tasks.js";
import { artifactsOf } from "./walk.js";

/**
 * One page of HTML that needs nothing else and loads nothing.
 *
 * @param texts by uri, what the artifacts hold that `artifactsToRead` names; one that is missing is named, not shown
 * @example
 * await writeFile("report.html", renderReport(view, new Map([["file:///runs/p/1/plot/1/page", "<h1>Plot</h1>"]])));
 */
export function renderReport(view: RunView, texts: ReadonlyMap<string, string> = new Map()): string {
  const report = reportOf(view, texts);
  const { run, state } = view;
  const sections = [
    { id: "failures", name: "What failed", part: renderFailures(report) },
    { id: "parameters", name: "Parameters and outputs", part: renderEnds(report) },
    { id: "graph", name: "Graph", part: renderGraph(report) },
    { id: "tasks", name: "Tasks", part: renderTasks(report) },
    { id: "metrics", name: "Metrics", part: renderMeasured(report) },
    { id: "documents", name: "Visualisations", part: renderDocuments(report) },
    { id: "lineage", name: "Lineage", part: renderLineage(report) },
  ].filter(({ part }) => part !== NOTHING);
  const links = sections.map(({ id, name }) => html`<a href="#${id}">${name}</a>`);
  const parts = [
    renderHead(report),
    html`<nav aria-label="Sections">${links}</nav>`,
    ...sections.map(({ part }) => part),
  ];
  const title = `${run.pipelineDisplayName ?? run.pipeline}: ${wordOf(state).toLowerCase()}, run ${run.id}`;
  return renderPage({ title, parts, ...framesOf(report) });
}

function framesOf({ view, texts }: Report): { readonly documents: readonly string[]; readonly hasFrames: boolean } {
  const shown = artifactsOf(view).flatMap(({ artifact }) => {
    const kind = documentKindOf(artifact);
    const text = texts.get(artifact.uri);
    return kind === undefined || text === undefined ? [] : [{ kind, text }];
  });
  return {
    documents: shown.flatMap(({ kind, text }) => (kind === "html" ? [text] : [])),
    hasFrames: shown.length > 0,
  };
}
