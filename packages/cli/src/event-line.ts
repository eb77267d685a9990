// An event of a run → the lines that tell of it.
import type { RunEvent } from "@slipway/local";
import { inWords } from "./duration.js";
import { type Paint, wordOf } from "./style.js";

export type LineSettings = {
  readonly paint: Paint;
  /** What runs is shown elsewhere, so that its beginning needs no line. */
  readonly isLive: boolean;
};

/** Without a line break at the end; undefined for what is not worth a line. */
export function eventLine(event: RunEvent, { paint, isLive }: LineSettings): string | undefined {
  switch (event.kind) {
    case "started":
      return undefined;
    case "executing":
      if (isLive) return undefined;
      return `${event.path} started${event.retry > 0 ? ` again (try ${event.retry + 1})` : ""}`;
    case "line":
      return `${paint("name", `${event.path} |`)} ${isLive ? harmless(event.text) : event.text}`;
    case "note":
      return isLive ? undefined : paint("note", `${event.path} is ${event.text}`);
    case "decided": {
      const { count } = event.record;
      if (count === undefined) return undefined;
      return paint("note", `${event.path} has ${count} iteration${count === 1 ? "" : "s"}`);
    }
    case "retried": {
      const reason = event.record.error?.message ?? "no reason is known";
      const next = event.seconds > 0 ? `next try in ${inWords(event.seconds * 1000)}` : "next try now";
      return `${event.path} ${paint("FAILED", "failed")}: ${reason}; ${next}`;
    }
    case "warning":
      return warningLine(event, paint);
    case "ended": {
      const reason = event.problem ?? event.record?.error?.message;
      // Of a group all is said by what is in it, unless it failed by itself.
      if (event.isGroup && event.problem === undefined) return undefined;
      const word = paint(event.state, wordOf(event.state));
      const took = timeOf(event);
      const time = took === undefined ? "" : ` in ${inWords(took)}`;
      const hint = event.record?.error?.hint;
      return `${event.path} ${word}${time}${reason === undefined ? "" : `: ${reason}`}${hint === undefined ? "" : `\n  ${hint}`}`;
    }
  }
}

export function warningLine({ path, text }: { readonly path?: string; readonly text: string }, paint: Paint): string {
  return `${paint("CANCELLED", "warning:")} ${path === undefined ? "" : `${path}: `}${text}`;
}

/** As the table at the end has it. */
function timeOf({ state, record }: Extract<RunEvent, { readonly kind: "ended" }>): number | undefined {
  const hasRun = state === "SUCCEEDED" || state === "FAILED" || state === "CANCELLED";
  return record && hasRun ? Date.parse(record.end) - Date.parse(record.start) : undefined;
}

/** A line as a terminal can show it: colours may stay, all else that moves the cursor goes. */
function harmless(text: string): string {
  const parts = text.split(COLOUR);
  const shown = parts.map((part, index) => (index % 2 === 1 ? part : part.replace(CONTROL, ""))).join("");
  // What follows is not the task's.
  return parts.length > 1 ? `${shown}\u001b[0m` : shown;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to look for
const COLOUR = /(\u001b\[[0-9;]*m)/;
const CONTROL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to take out
  /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-_])|[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
