// A whole page around its parts.
import { type Html, html, trusted } from "./html.js";
import { policyFor } from "./policy.js";
import { SCRIPT } from "./script.js";
import { signs } from "./state.js";
import { STYLE } from "./style.js";

export type Page = {
  readonly title: string;
  readonly parts: readonly Html[];
  /** HTML documents in frames. */
  readonly documents: readonly string[];
  readonly hasFrames: boolean;
};

export function renderPage({ title, parts, documents, hasFrames }: Page): string {
  const policy = policyFor(SCRIPT, STYLE, documents, hasFrames);
  return html`<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer"><meta http-equiv="x-dns-prefetch-control" content="off"><title>${title}</title><style>${trusted(STYLE)}</style></head>
<body>${signs()}<main>${parts}</main><footer class="quiet">Made by Slipway. This page is complete: it loads nothing.</footer><script>${trusted(SCRIPT)}</script></body></html>
`.markup;
}
