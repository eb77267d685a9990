// A run as it goes. On a terminal what has ended scrolls up, and what runs stands below with its time; elsewhere there is
// a line for each event.
import type { RunEvent } from "@slipway/local";
import { inWords } from "./duration.js";
import { eventLine } from "./event-line.js";
import { painter } from "./style.js";

export type Screen = {
  readonly write: (text: string) => void;
  readonly colour: boolean;
  /** Of a terminal, at this moment; absent where there is none. */
  readonly size?: (() => { readonly columns: number; readonly rows: number }) | undefined;
};

export type Progress = {
  readonly report: (event: RunEvent) => void;
  /** Takes away what stands below. */
  readonly close: () => void;
};

const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const FRAME_MILLISECONDS = 100;

const USUAL_SIZE = { columns: 80, rows: 24 };

/** @param now of the moment, in milliseconds */
export function createProgress({ write, colour, size }: Screen, now: () => number): Progress {
  const running = new Map<string, { readonly start: number; readonly note: string }>();
  const paint = painter(colour);
  let drawn = 0;
  let frame = 0;
  const erased = (): string => {
    const text = drawn > 0 ? `\u001b[${drawn}A\u001b[J` : "";
    drawn = 0;
    return text;
  };
  const block = (): string => {
    if (!size) return "";
    // A terminal that does not know its size says 0.
    const { columns: width, rows: height } = size();
    const [columns, rows] = [width || USUAL_SIZE.columns, height || USUAL_SIZE.rows];
    const lines = [...running].map(([path, { start, note }]) =>
      `${path}  ${inWords(now() - start)}  ${note}`.trimEnd(),
    );
    const most = Math.max(2, rows - 2);
    const rest = lines.length > most ? [`and ${lines.length - most + 1} more`] : [];
    const shown = [...lines.slice(0, rest.length > 0 ? most - 1 : most), ...rest];
    drawn = shown.length;
    const symbol = FRAMES[frame % FRAMES.length];
    return shown.map((line) => `${`${symbol} ${line}`.slice(0, Math.max(1, columns - 1))}\n`).join("");
  };
  const redraw = (line = ""): void => {
    const before = erased();
    const text = `${before}${line}${block()}`;
    if (text !== "") write(text);
  };
  const timer = size
    ? setInterval(() => {
        frame += 1;
        redraw();
      }, FRAME_MILLISECONDS)
    : undefined;
  timer?.unref();
  const report = (event: RunEvent): void => {
    const start = event.path === undefined ? undefined : running.get(event.path)?.start;
    if (event.kind === "started") running.set(event.path, { start: now(), note: "" });
    if (event.kind === "note") running.set(event.path, { start: start ?? now(), note: event.text });
    if (event.kind === "line") forget(event.path);
    if (event.kind === "ended" || event.kind === "retried") running.delete(event.path);
    const line = eventLine(event, { paint, isLive: size !== undefined });
    if (line !== undefined) redraw(`${line}\n`);
  };
  /** What a task waited for is over when it says something. */
  const forget = (path: string): void => {
    const known = running.get(path);
    if (known && known.note !== "") running.set(path, { start: known.start, note: "" });
  };
  const close = (): void => {
    clearInterval(timer);
    running.clear();
    redraw();
  };
  return { report, close };
}
