// Schedules: what people write, and what engines are told.
import { readSchedule, type ScheduleSettings } from "@slipway/pod";
import { describe, expect, test } from "vitest";

function cronsOf(settings: ScheduleSettings): readonly string[] {
  const read = readSchedule(settings);
  return read.ok ? read.value.crons : read.diagnostics.map(({ message }) => message);
}

describe("cron", () => {
  test.each([
    ["*/5 * * * *", "*/5 * * * *"],
    ["  0   6 * * *  ", "0 6 * * *"],
    ["0 0 6 * * *", "0 6 * * *"],
    ["00 00 06 1 1 *", "0 6 1 1 *"],
    ["0 6 * jan-Mar,DEC mon,Wed-FRI/2", "0 6 * 1-3,12 1,3-5/2"],
    ["0 6 ? * 0", "0 6 ? * 0"],
    ["@Weekly", "0 0 * * 0"],
  ])("%s", (cron, told) => expect(cronsOf({ cron })).toEqual([told]));

  test.each([
    "",
    "* * * *",
    "* * * * * * *",
    "5 * * * * *",
    "60 * * * *",
    "* 24 * * *",
    "* * 0 * *",
    "* * 32 * *",
    "* * * 13 *",
    "* * * * 7",
    "? * * * *",
    "5-1 * * * *",
    "1-2-3 * * * *",
    "*/0 * * * *",
    "*/2/2 * * * *",
    "1,,2 * * * *",
    "* * L * *",
    "* * * * MON#2",
    "mon * * * *",
    "@every 5m",
    "@reboot",
    "TZ=UTC * * * * *",
    "{{now}} * * * *",
  ])("refuses %s", (cron) => {
    const read = readSchedule({ cron });
    expect(read.ok ? [] : read.diagnostics.map(({ code }) => code)).toEqual(["pod/bad-schedule"]);
  });
});

describe("an interval", () => {
  const start = "2026-01-31T17:50:20+01:00";
  test.each([
    ["1m", "* * * * *", "* * * * *"],
    ["900s", "*/15 * * * *", "5-59/15 * * * *"],
    ["60m", "0 * * * *", "50 * * * *"],
    ["6h", "0 */6 * * *", "50 4-23/6 * * *"],
    ["24h", "0 0 * * *", "50 16 * * *"],
    ["7d", "0 0 * * 4", "50 16 * * 6"],
  ])("of %s", (interval, alone, fromStart) => {
    expect(cronsOf({ interval })).toEqual([alone]);
    expect(cronsOf({ interval, start })).toEqual([fromStart]);
  });

  test.each(["0s", "1s", "90s", "7m", "45m", "90m", "5h", "36h", "2d", "2w"])("refuses %s", (interval) =>
    expect(cronsOf({ interval })[0]).toContain("divides an hour"),
  );
});

describe("a time zone", () => {
  test.each(["UTC", "Europe/Berlin", "Etc/GMT+1", "America/Argentina/Buenos_Aires"])("%s", (timeZone) =>
    expect(readSchedule({ cron: "@daily", timeZone })).toMatchObject({ ok: true, value: { timeZone } }),
  );
  test.each(["", "Mars/Olympus", "europe/berlin", "+01:00", "Europe/Berlin "])("refuses %j", (timeZone) =>
    expect(readSchedule({ cron: "@daily", timeZone }).ok).toBe(false),
  );
});

describe("a start and an end", () => {
  test("are told in UTC", () => {
    const read = readSchedule({ cron: "@daily", start: "2026-01-31T00:00:00.5+02:00", end: "2026-02-01T00:00:00Z" });
    expect(read).toMatchObject({ value: { start: "2026-01-30T22:00:00Z", end: "2026-02-01T00:00:00Z" } });
  });

  test.each(["2026-01-31", "2026-13-01T00:00:00Z", "2026-01-31T00:00:00", '2026-01-31T00:00:00Z")}}'])(
    "refuses %s",
    (start) => expect(readSchedule({ cron: "@daily", start }).ok).toBe(false),
  );
});
