// Times, sizes and numbers as people read them.

/**
 * Milliseconds between two times.
 *
 * @returns undefined when one is missing or is no time
 */
export function millisecondsBetween(start: string | undefined, end: string | undefined): number | undefined {
  if (start === undefined || end === undefined) return undefined;
  const milliseconds = Date.parse(end) - Date.parse(start);
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : undefined;
}

/**
 * @example
 * duration(3_210) // "3.2 s"
 * duration(64_000) // "1 min 4 s"
 */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
  ];
  if (days > 0) return `${days} d ${hours} h`;
  if (hours > 0) return `${hours} h ${minutes} min`;
  return `${minutes} min ${seconds % 60} s`;
}

/** How long something took, or undefined when that is not known. */
export function durationBetween(start: string | undefined, end: string | undefined): string | undefined {
  const milliseconds = millisecondsBetween(start, end);
  return milliseconds === undefined ? undefined : duration(milliseconds);
}

/** RFC 3339 in UTC, without its fraction: `2025-11-21 06:20:33 UTC`. What is no such time stays as it is. */
export function moment(time: string): string {
  const [, date, clock] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z$/.exec(time) ?? [];
  return date ? `${date} ${clock} UTC` : time;
}

/** @example bytes(1_536) // "1.5 KiB" */
export function bytes(count: number): string {
  const units = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB"];
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, count)) / 10)));
  const amount = count / 1024 ** power;
  return `${power === 0 ? count : amount.toFixed(amount < 10 ? 1 : 0)} ${count === 1 ? "byte" : units[power]}`;
}

/** A number with six significant digits at most. */
export function figure(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? String(value) : String(Number(value.toPrecision(6)));
}

/** @example count(1, "task") // "1 task" */
export function count(amount: number, what: string, many = `${what}s`): string {
  return `${amount} ${amount === 1 ? what : many}`;
}

/** The first characters of a text, with a mark when there are more. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${[...text.slice(0, most * 2)].slice(0, most - 1).join("")}…`;
}
