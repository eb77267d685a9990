// HTML that escapes by default: whatever stands in a hole of html`…` is text, unless html`…` made it.
import { visible } from "@slipway/ir";

/** A piece of markup. Only html`…` and `trusted` make one. */
export type Html = { readonly markup: string };

/** What a hole takes. `undefined` and `false` are nothing. */
export type Hole = string | number | Html | readonly Html[] | undefined | false;

/**
 * Holes stand in text or in attribute values between double quotes, never inside `<script>` or `<style>`, in names of
 * elements or attributes, or in attributes that hold code.
 *
 * @example
 * html`<b title="${title}">${name}</b>`
 */
export function html(parts: TemplateStringsArray, ...holes: readonly Hole[]): Html {
  const markup = parts.map((part, index) => (index === 0 ? part : fill(holes[index - 1]) + part)).join("");
  return { markup };
}

/** Markup of our own that is kept as a text, such as the style sheet. Never a user's. */
export function trusted(markup: string): Html {
  return { markup };
}

export const NOTHING: Html = { markup: "" };

function fill(hole: Hole): string {
  if (hole === undefined || hole === false) return "";
  if (typeof hole === "string") return escapeText(hole);
  if (typeof hole === "number") return String(hole);
  return "markup" in hole ? hole.markup : hole.map(({ markup }) => markup).join("");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A text as it stands in an element or in a quoted attribute. What cannot be seen is shown by its number. */
export function escapeText(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}

/** A document as the value of `srcdoc`: nothing is changed but what would end the attribute. */
export function escapeDocument(document: string): Html {
  return { markup: document.replace(/&/g, "&amp;").replace(/"/g, "&quot;") };
}
