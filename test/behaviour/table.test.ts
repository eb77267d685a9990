// The table itself: names are told apart, every pipeline is used, and bugs are called as driver-launcher.md calls them.
import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { CASES } from "./cases.js";

const cases = Object.values(CASES).flat();

test("no two cases have one name", () => {
  const names = cases.map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test("every pipeline is in a case, and every case has its pipeline", async () => {
  const folder = fileURLToPath(new URL("pipelines/", import.meta.url));
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith(".yaml"));
  const used = cases.flatMap((one) => [one, ...(one.later ?? [])]).map(({ pipeline }) => pipeline);
  expect([...new Set(used)].sort()).toEqual(files.sort());
});

test("bugs are B1 to B55", () => {
  const bugs = cases.flatMap((one) => one.bugs ?? []);
  expect(bugs.filter((bug) => !/^B([1-9]|[1-4][0-9]|5[0-5])$/.test(bug))).toEqual([]);
});
