// Markdown → an HTML document. HTML inside Markdown is shown, not obeyed.
import { Marked } from "marked";
import { escapeText } from "./html.js";

const STYLE =
  ":root{color-scheme:light dark}body{font:15px/1.55 system-ui,sans-serif;margin:1rem;max-width:70ch;overflow-wrap:anywhere}pre,code{font-family:ui-monospace,monospace;font-size:.9em}pre{overflow:auto;padding:.7rem;border:1px solid #8884;border-radius:6px}table{border-collapse:collapse}th,td{border:1px solid #8886;padding:.25rem .6rem}blockquote{margin-left:0;padding-left:1rem;border-left:3px solid #8886}img{max-width:100%}";

const markdown = new Marked({
  gfm: true,
  renderer: {
    html: ({ text }) => escapeText(text),
    // The page may not load anything, so a picture from elsewhere is a link to it.
    image: ({ href, text }) =>
      /^data:image\/(?:png|jpeg|gif|webp|svg\+xml)[;,]/i.test(href)
        ? `<img src="${escapeText(href)}" alt="${escapeText(text)}">`
        : link(href, escapeText(text || href)),
    link({ href, tokens }) {
      return link(href, this.parser.parseInline(tokens));
    },
  },
});

export function renderMarkdown(text: string): string {
  const body = markdown.parse(text, { async: false });
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><style>${STYLE}</style></head><body>${body}</body></html>`;
}

function link(href: string, inner: string): string {
  if (!/^(?:https?:|mailto:)/i.test(href)) return inner;
  return `<a href="${escapeText(href)}" target="_blank" rel="noopener noreferrer">${inner}</a>`;
}
