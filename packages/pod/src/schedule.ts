// When runs start by themselves: the settings of a schedule, checked, in the words of every engine that has schedules.
import { type Diagnostic, failed, type Result } from "@slipway/ir";
import { ageInSeconds } from "./age.js";
import { intervalAsCron, readCron } from "./cron.js";
import { diagnose } from "./messages.js";

/** As slipway.yaml has them; schemas/slipway.schema.json says what each means. */
export type ScheduleSettings = {
  readonly cron?: string;
  readonly crons?: readonly string[];
  readonly interval?: string;
  readonly timeZone?: string;
  readonly start?: string;
  readonly end?: string;
  readonly concurrency?: Concurrency;
  readonly maxConcurrency?: number;
  readonly catchUp?: string;
  readonly suspend?: boolean;
  readonly keepSucceeded?: number;
  readonly keepFailed?: number;
};

type Concurrency = "allow" | "forbid" | "replace";

export type Schedule = {
  /** Five fields of numbers each; at least one. */
  readonly crons: readonly string[];
  /** Name in the IANA time zone database; absent: the engine's own. */
  readonly timeZone?: string;
  /** RFC 3339, in UTC, whole seconds. */
  readonly start?: string;
  readonly end?: string;
  readonly concurrency: Concurrency;
  /** A run that was missed is made up for, once, when it is at most so many seconds late. */
  readonly catchUpSeconds?: number;
  readonly suspend: boolean;
  readonly keepSucceeded?: number;
  readonly keepFailed?: number;
};

/**
 * Settings → schedule, or everything that is wrong with them.
 *
 * @example
 * readSchedule({ cron: "0 30 6 * * MON", timeZone: "Europe/Berlin", maxConcurrency: 1 });
 * // { crons: ["30 6 * * 1"], timeZone: "Europe/Berlin", concurrency: "forbid", suspend: false }
 */
export function readSchedule(settings: ScheduleSettings): Result<Schedule> {
  const { start, end, catchUp, keepSucceeded, keepFailed } = settings;
  const [starts, ends] = [instant(start), instant(end)];
  const times = timesOf(settings, starts);
  const concurrency = concurrencyOf(settings);
  const problems: readonly Diagnostic[] = [
    ...times.problems,
    ...zoneProblems(settings),
    ...(starts === undefined && start !== undefined
      ? [wrong("start", `"${start}" is no time: 2026-01-31T06:00:00Z`)]
      : []),
    ...(ends === undefined && end !== undefined ? [wrong("end", `"${end}" is no time: 2026-12-31T06:00:00Z`)] : []),
    ...(starts !== undefined && ends !== undefined && ends <= starts ? [wrong("end", "it is not after start")] : []),
    ...(typeof concurrency === "string" ? [] : [concurrency]),
  ];
  if (problems.length > 0 || typeof concurrency !== "string") return failed(problems);
  const zone = settings.interval === undefined ? settings.timeZone : "Etc/UTC";
  const late = catchUp === undefined ? undefined : ageInSeconds(catchUp);
  const value: Schedule = {
    crons: times.crons,
    ...(zone !== undefined && { timeZone: zone }),
    ...(starts !== undefined && { start: inUtc(starts) }),
    ...(ends !== undefined && { end: inUtc(ends) }),
    concurrency,
    ...(late !== undefined && { catchUpSeconds: late }),
    suspend: settings.suspend ?? false,
    ...(keepSucceeded !== undefined && { keepSucceeded }),
    ...(keepFailed !== undefined && { keepFailed }),
  };
  return { ok: true, value, warnings: [] };
}

function wrong(setting: string, reason: string): Diagnostic {
  return diagnose("bad-schedule", ["schedule", setting], { setting: `schedule.${setting}`, reason });
}

type Times = { readonly crons: readonly string[]; readonly problems: readonly Diagnostic[] };

function timesOf({ cron, crons, interval }: ScheduleSettings, start: number | undefined): Times {
  const named = Object.entries({ cron, crons, interval }).filter(([, value]) => value !== undefined);
  const [only, other] = named.map(([setting]) => setting);
  if (only === undefined) return noTimes(wrong("cron", "it is missing: give it, or crons, or interval"));
  if (other !== undefined) return noTimes(wrong(other, `it cannot stand beside schedule.${only}`));
  const texts = interval === undefined ? (crons ?? [cron ?? ""]) : [interval];
  if (texts.length === 0) return noTimes(wrong(only, "it is empty"));
  const read = texts.map((text) =>
    interval === undefined ? readCron(text) : intervalAsCron(ageInSeconds(text) ?? 0, start),
  );
  return {
    crons: read.flatMap((one) => ("cron" in one ? [one.cron] : [])),
    problems: read.flatMap((one, i) => ("problem" in one ? [wrong(only, `"${texts[i]}": ${one.problem}`)] : [])),
  };
}

function noTimes(problem: Diagnostic): Times {
  return { crons: [], problems: [problem] };
}

function zoneProblems({ timeZone, interval }: ScheduleSettings): readonly Diagnostic[] {
  if (timeZone === undefined) return [];
  if (interval !== undefined) return [wrong("timeZone", "it goes with cron; an interval counts in UTC")];
  return isZone(timeZone)
    ? []
    : [wrong("timeZone", `"${timeZone}" is not in the IANA time zone database: Europe/Berlin`)];
}

/** Engines look zones up in files, so capitals count. */
export function isZone(name: string): boolean {
  if (!/^[A-Z][A-Za-z0-9_]*(?:[/+-][A-Za-z0-9_]+)*$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function concurrencyOf({ concurrency, maxConcurrency }: ScheduleSettings): Concurrency | Diagnostic {
  if (maxConcurrency === undefined) return concurrency ?? "allow";
  if (concurrency !== undefined) return wrong("maxConcurrency", "it cannot stand beside schedule.concurrency");
  if (maxConcurrency === 1) return "forbid";
  return wrong("maxConcurrency", "engines let one run at a time, or any number: give 1, or leave it out");
}

/** RFC 3339 with a zone: milliseconds since 1970. */
function instant(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(text))
    return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

function inUtc(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, "Z");
}
