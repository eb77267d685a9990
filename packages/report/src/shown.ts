// What the tasks of a run wrote for people: HTML and Markdown.
import { documentKindOf } from "./documents.js";
import { bytes } from "./format.js";
import { renderFrame } from "./frame.js";
import { type Html, html, NOTHING } from "./html.js";
import type { Report } from "./page-data.js";
import { anchorOf, artifactsOf, type MadeArtifact } from "./walk.js";

const FEW = 4;

export function renderDocuments({ view, texts }: Report): Html {
  const documents = artifactsOf(view).filter(({ artifact }) => documentKindOf(artifact) !== undefined);
  if (documents.length === 0) return NOTHING;
  const isOpen = documents.length <= FEW;
  return html`<section id="documents"><h2>Visualisations</h2>${documents.map((made) => renderDocument(made, texts, isOpen))}</section>`;
}

function renderDocument(
  { task, output, artifact }: MadeArtifact,
  texts: ReadonlyMap<string, string>,
  isOpen: boolean,
): Html {
  const kind = documentKindOf(artifact) ?? "html";
  const text = texts.get(artifact.uri);
  const inside =
    text === undefined
      ? html`<p class="quiet">It is not shown: ${artifact.size === undefined ? "nothing is stored there" : `it could not be read, or is too large (${bytes(artifact.size)})`}. <code>${artifact.uri}</code></p>`
      : renderFrame(kind, text, `${output} of ${task.path}`);
  return html`<details class="group"${isOpen && html` open`}><summary><b>${output}</b> <span class="quiet">${kind === "html" ? "HTML" : "Markdown"} of ${task.path}</span></summary><div class="inside">${inside}<p class="quiet">Made by <a href="#${anchorOf(task)}">${task.path}</a></p></div></details>`;
}
