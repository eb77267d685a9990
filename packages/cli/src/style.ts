// How states and names look.
const STYLES = {
  SUCCEEDED: 32,
  CACHED: 36,
  SKIPPED: 2,
  NOT_RUN: 2,
  FAILED: 31,
  CANCELLED: 33,
  RUNNING: 36,
  name: 36,
  note: 2,
} as const;

/** Puts a text into the colour of a style, where there are colours. */
export type Paint = (style: keyof typeof STYLES, text: string) => string;

export function painter(colour: boolean): Paint {
  return (style, text) => (colour ? `\u001b[${STYLES[style]}m${text}\u001b[0m` : text);
}

const WORDS = {
  SUCCEEDED: "succeeded",
  CACHED: "cached",
  SKIPPED: "skipped",
  NOT_RUN: "not run",
  FAILED: "failed",
  CANCELLED: "cancelled",
  RUNNING: "running",
} as const;

export function wordOf(state: keyof typeof WORDS): string {
  return WORDS[state];
}
