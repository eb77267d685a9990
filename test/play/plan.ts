// A run as `slipway run` orders it: the reference.

import type { Plan } from "@slipway/compiler";
import { createStop, type Outcome, type Runtime, schedule } from "@slipway/local";
import { type Invocation, type Iterations, linkPlan, taskPath } from "@slipway/pod";
import { countItems, decideGuard, weighTask, writeDecision } from "@slipway/runtime";
import { driveSettings, publish, type World } from "./world.js";

type Job = { readonly invocation: Invocation; readonly iterations: Iterations; readonly retry: number };

export async function playPlan(plan: Plan, world: World): Promise<Outcome> {
  const { context, endingOf, pause } = world;
  const runtime: Runtime<Job> = {
    decideGuard: (guard, scope) => decideGuard(guard, scope, context),
    countItems: (loop, scope) => countItems(loop, scope, context),
    driveTask: async (invocation, iterations, { retry, decided }) => {
      const weighed = await weighTask(invocation, iterations, context, { ...driveSettings(retry), decided });
      return weighed.kind === "done" ? weighed : { kind: "work", assignment: { invocation, iterations, retry } };
    },
    publishTask: async ({ invocation, iterations, retry }) => ({
      record: await publish(invocation, iterations, retry, world),
      warnings: [],
    }),
    failTask: async () => {
      throw new Error("nothing goes wrong with a store in memory");
    },
    writeDecision: (task, iterations, decision) => writeDecision(context, task, iterations, decision),
    problemOf: () => undefined,
  };
  const bugs: unknown[] = [];
  const crew = {
    runtime,
    execute: async ({ invocation, iterations, retry }: Job) => {
      const path = taskPath(invocation.task, iterations);
      await pause(path);
      return { exitCode: endingOf(path, retry) === "fails" ? 1 : 0, stderr: [], start: "" };
    },
    report: () => {},
    onBug: (error: unknown) => bugs.push(error),
  };
  const stop = createStop();
  const outcome = await schedule(linkPlan(plan), crew, { parallelism: 99, cancel: stop, stop });
  if (bugs.length > 0) throw bugs[0];
  return outcome;
}
