// How a state is shown: a word, a sign and a colour, so that none is told by its colour alone.
import type { RunState, TaskView } from "@slipway/runtime";
import { type Html, html, trusted } from "./html.js";
import { BOX } from "./layout.js";

export type AnyState = TaskView["state"] | RunState;

type Look = {
  readonly word: string;
  /** Of style.ts. */
  readonly className: string;
  /** Path of an icon of 16 by 16. */
  readonly sign: string;
};

const LOOKS = {
  SUCCEEDED: { word: "Succeeded", className: "succeeded", sign: "M4 8.5l2.8 2.8L12 5.5" },
  CACHED: { word: "Cached", className: "cached", sign: "M12.2 6.5A4.6 4.6 0 1 0 12.6 9M12.4 3.4v3.2H9.2" },
  RUNNING: { word: "Running", className: "running", sign: "M6 4.5l5.5 3.5L6 11.5z" },
  SKIPPED: { word: "Skipped", className: "skipped", sign: "M3.5 5l3.5 3-3.5 3M8.5 5l3.5 3-3.5 3" },
  NOT_RUN: { word: "Not run", className: "not-run", sign: "M5 8h6" },
  CANCELLED: { word: "Cancelled", className: "cancelled", sign: "M5.5 5.5h5v5h-5z" },
  FAILED: { word: "Failed", className: "failed", sign: "M4.8 4.8l6.4 6.4M11.2 4.8l-6.4 6.4" },
} as const satisfies Record<AnyState, Look>;

export function wordOf(state: AnyState): string {
  return LOOKS[state].word;
}

export function classOf(state: AnyState): string {
  return LOOKS[state].className;
}

/** Definitions of the icons, once in a page. */
export function signs(): Html {
  const symbols = Object.values(LOOKS).map(
    ({ className, sign }) =>
      html`<symbol id="sign-${className}" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7.5" class="disc"/><path d="${sign}"/></symbol>`,
  );
  return html`<svg width="0" height="0" class="signs" aria-hidden="true"><defs>${symbols}${ARROW}${INSIDE}</defs></svg>`;
}

const INSIDE = html`<clipPath id="inside"><rect width="${BOX.width - 6}" height="${BOX.height}"/></clipPath>`;

const ARROW = trusted(
  '<marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 .5L7.5 4 0 7.5z"/></marker>',
);

export function sign(state: AnyState): Html {
  return html`<svg class="sign ${classOf(state)}" width="16" height="16" aria-hidden="true"><use href="#sign-${classOf(state)}"/></svg>`;
}

/** Sign and word. */
export function badge(state: AnyState): Html {
  return html`<span class="badge ${classOf(state)}">${sign(state)}${wordOf(state)}</span>`;
}
