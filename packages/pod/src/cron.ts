// Times of a schedule as cron writes them: what people write → the five fields of numbers that every engine takes, or what is
// wrong with them. https://pkg.go.dev/github.com/robfig/cron/v3#hdr-CRON_Expression_Format

/** A text that engines take, or a sentence's end: what is wrong. */
export type Read = { readonly cron: string } | { readonly problem: string };

type Field = {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly words?: readonly string[];
  /** A question mark means any. */
  readonly mayBeOpen?: true;
};

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

const FIELDS: readonly Field[] = [
  { name: "minute", from: 0, to: 59 },
  { name: "hour", from: 0, to: 23 },
  { name: "day of the month", from: 1, to: 31, mayBeOpen: true },
  { name: "month", from: 1, to: 12, words: MONTHS },
  { name: "day of the week", from: 0, to: 6, words: DAYS, mayBeOpen: true },
];

const NAMED: Readonly<Record<string, string>> = {
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
  "@monthly": "0 0 1 * *",
  "@weekly": "0 0 * * 0",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@hourly": "0 * * * *",
};

/**
 * Five fields as they are, with numbers for names of months and days; of six, Kubeflow's form, the first is the second and
 * must be 0.
 *
 * @example
 * readCron("0 30 6 * * MON-FRI"); // { cron: "30 6 * * 1-5" }
 * readCron("30 0 6 * * *"); // { problem: "it starts within a minute, …" }
 */
export function readCron(text: string): Read {
  const words = text.trim().split(/\s+/);
  const [first = ""] = words;
  if (first.startsWith("@")) return readNamed(words.join(" "));
  if (words.length !== 5 && words.length !== 6) return { problem: `it has ${words.length} fields and not five or six` };
  if (words.length === 6 && !/^0+$/.test(first)) {
    return { problem: "it starts within a minute, and engines start runs at whole minutes: the second must be 0" };
  }
  const read = words.slice(-5).map((word, index) => readField(word, FIELDS[index] as Field));
  const problem = read.find((one) => "problem" in one);
  return problem ?? { cron: read.flatMap((one) => ("cron" in one ? [one.cron] : [])).join(" ") };
}

function readNamed(text: string): Read {
  const cron = NAMED[text.toLowerCase()];
  if (cron !== undefined) return { cron };
  if (text.startsWith("@every")) return { problem: `an interval has a setting of its own, schedule.interval` };
  return { problem: `there is ${Object.keys(NAMED).join(", ")}` };
}

function readField(text: string, field: Field): Read {
  const read = text.split(",").map((part) => readPart(part.toLowerCase(), field));
  const problem = read.find((one) => "problem" in one);
  return problem ?? { cron: read.flatMap((one) => ("cron" in one ? [one.cron] : [])).join(",") };
}

/** `*`, `3`, `1-5`, and each with a step. */
function readPart(part: string, field: Field): Read {
  const [range = "", step, ...more] = part.split("/");
  const isStep = step === undefined || (/^\d{1,2}$/.test(step) && Number(step) > 0);
  const wrong = { problem: `"${part}" is no ${field.name}${hint(part, field)}` };
  if (!isStep || more.length > 0) return wrong;
  const ending = step === undefined ? "" : `/${Number(step)}`;
  if (range === "*" || (range === "?" && field.mayBeOpen)) return { cron: `${range}${ending}` };
  const ends = range.split("-").map((word) => numberOf(word, field));
  const [low, high = low] = ends;
  if (ends.length > 2 || low === undefined || high === undefined || ends.includes(undefined) || high < low)
    return wrong;
  return { cron: `${ends.join("-")}${ending}` };
}

function numberOf(word: string, { from, to, words }: Field): number | undefined {
  const named = words?.indexOf(word) ?? -1;
  if (named >= 0) return named + from;
  const number = /^\d{1,2}$/.test(word) ? Number(word) : -1;
  return number >= from && number <= to ? number : undefined;
}

function hint(part: string, { from, to, words }: Field): string {
  if (words === DAYS && /(?:^|-)7/.test(part)) return ": Sunday is 0";
  return `, which is from ${from} to ${to}`;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * An interval as cron says it, in UTC: so it does not depend on when a controller was started. Only those can be said that
 * divide an hour, a day or a week.
 *
 * @param seconds of the interval
 * @param start milliseconds since 1970 from which it counts; only what is left of it within the interval matters
 *
 * @example
 * intervalAsCron(6 * 3600, Date.UTC(2026, 0, 1, 4, 30)); // { cron: "30 4-23/6 * * *" }
 */
export function intervalAsCron(seconds: number, start = 0): Read {
  const at = new Date(start);
  const [minute, hour] = [at.getUTCMinutes(), at.getUTCHours()];
  const minutes = seconds / MINUTE;
  if (minutes >= 1 && HOUR % seconds === 0 && seconds < HOUR && Number.isInteger(minutes)) {
    return { cron: `${every(minutes, minute, 59)} * * * *` };
  }
  if (seconds < DAY && seconds % HOUR === 0 && DAY % seconds === 0 && seconds > 0) {
    return { cron: `${minute} ${every(seconds / HOUR, hour, 23)} * * *` };
  }
  if (seconds === DAY) return { cron: `${minute} ${hour} * * *` };
  if (seconds === 7 * DAY) return { cron: `${minute} ${hour} * * ${at.getUTCDay()}` };
  return { problem: "only one that divides an hour, a day or a week comes round evenly: 15m, 6h, 1d or 1w" };
}

function every(step: number, offset: number, last: number): string {
  if (step === 1) return "*";
  const first = offset % step;
  return first === 0 ? `*/${step}` : `${first}-${last}/${step}`;
}
