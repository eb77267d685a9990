// A user's document inside the page: in a frame that has an origin of its own, so that it reaches neither the page nor,
// by the page's policy, the network.

import type { DocumentKind } from "./documents.js";
import { escapeDocument, type Html, html } from "./html.js";
import { renderMarkdown } from "./markdown.js";

// Scripts may run in an HTML artifact, as they do in Kubeflow's UI: that is what draws most of them. Without
// allow-same-origin they are strangers to the page. https://html.spec.whatwg.org/multipage/iframe-embed-object.html#attr-iframe-sandbox
const SANDBOX = {
  html: "allow-scripts",
  // Links open in a new tab when somebody clicks them; there is no script that could.
  markdown: "allow-popups allow-popups-to-escape-sandbox",
} as const satisfies Record<DocumentKind, string>;

export function renderFrame(kind: DocumentKind, text: string, title: string): Html {
  const document = kind === "html" ? text : renderMarkdown(text);
  return html`<iframe class="document" sandbox="${SANDBOX[kind]}" referrerpolicy="no-referrer" loading="lazy" title="${title}" srcdoc="${escapeDocument(document)}"></iframe>`;
}
