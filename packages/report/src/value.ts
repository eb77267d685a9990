// Values of users: short ones in place, long ones folded, very long ones cut.
import type { JsonValue } from "@slipway/ir";
import { type Html, html } from "./html.js";

const SHORT = 200;
const MOST = 100_000;

/** JSON as code. Texts stand without quotes. */
export function renderValue(value: JsonValue | undefined): Html {
  if (value === null || value === undefined) return html`<span class="nothing">none</span>`;
  if (value === "") return html`<span class="nothing">empty text</span>`;
  const text = typeof value === "string" ? value : JSON.stringify(value, undefined, 2);
  const short = typeof value === "string" ? text : JSON.stringify(value);
  if (short.length <= SHORT && !/[\n\u2028\u2029]/.test(short)) return html`<code>${short}</code>`;
  return html`<details class="value"><summary><code>${firstOf(short)}</code> <span class="quiet">${text.length} characters</span></summary>${renderText(text)}</details>`;
}

/** A text with its own lines. */
export function renderText(text: string): Html {
  const rest = text.length - MOST;
  return html`<pre tabindex="0">${text.slice(0, MOST)}</pre>${rest > 0 && html`<p class="quiet">${rest} more characters are not shown.</p>`}`;
}

/** The same for a cell of a table that has no room. */
export function plainValue(value: JsonValue | undefined): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function firstOf(text: string): string {
  return `${[...text.slice(0, 160)].slice(0, 80).join("").replace(/\s+/g, " ")}…`;
}
