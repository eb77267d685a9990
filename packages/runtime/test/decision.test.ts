// What is noted of DAGs and loops, by whoever finds it out.
import { writeDecision } from "@slipway/runtime";
import { expect, test } from "vitest";
import { dag, runOf } from "./made-up-run.ts";

async function noted(...found: readonly Parameters<typeof writeDecision>[3][]): Promise<unknown> {
  const context = await runOf([dag("each", [], { iterates: true })]);
  for (const one of found) await writeDecision(context, "each", {}, one);
  const stored = await context.store.get("p/run/each/decision.json");
  const { skipped, count, error } = JSON.parse(new TextDecoder().decode(stored?.bytes));
  return { skipped, count, error };
}

test("the first who writes is right", async () => {
  expect(await noted({ count: 2 }, { count: 3 })).toEqual({ count: 2 });
  expect(await noted({ skipped: true }, { count: 3 })).toEqual({ skipped: true });
  expect(await noted({ count: 2 }, { error: { message: "no list" } })).toEqual({ count: 2 });
});

test("what could not be told at first may be told later", async () => {
  expect(await noted({ error: { message: "no list" } }, { count: 2 })).toEqual({ count: 2 });
});

test("that a loop does not run counts more than how often it would have", async () => {
  expect(await noted({ count: 2 }, { skipped: true })).toEqual({ skipped: true });
});
