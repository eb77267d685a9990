// Where the iterations of a loop are, for an engine that starts each for itself: of a loop in other loops, all its
// iterations in all of theirs.
import { type Answer, type Guard, type Iterations, iterationsAround } from "@slipway/pod";
import { writeDecision } from "./commit-record.js";
import type { RunContext } from "./context.js";
import { decideGuard, noteCount } from "./decide.js";
import { type Found, found, missing } from "./found.js";
import { groundOfTask } from "./ground.js";
import { wasSkipped } from "./was-skipped.js";

type Keys = Extract<Answer, { readonly kind: "keys" }>;

/** By the end of its name, each file of the answer. */
export async function keysOf(
  asked: Keys,
  iterations: Iterations,
  context: RunContext,
): Promise<Found<Readonly<Record<string, string>>>> {
  const { loop, chain, most } = asked;
  let places: readonly Iterations[] = [iterations];
  let isMore = false;
  for (const [index, one] of chain.entries()) {
    const inside: Iterations[] = [];
    for (const place of places) {
      const runs = await mayRun({ loop: one.loop, outer: chain[index - 1]?.loop }, place, asked, context);
      if (!runs.ok) return runs;
      if (!runs.value) continue;
      const length = await noteCount(one.loop, { ...asked, iterations: place }, context);
      if (!length.ok) return length;
      for (let at = 0; at < length.value; at++) inside.push({ ...place, [one.loop]: at });
    }
    isMore = inside.length > one.from + one.size;
    places = inside.slice(one.from, one.from + one.size);
    if (inside.length > most)
      return missing(`the loop "${loop}" has ${inside.length} iterations, and loops.maximum allows ${most}`);
  }
  const keys = places.map((place) => chain.map((one) => place[one.loop]).join("."));
  return found({ "": JSON.stringify(keys), "-any": String(keys.length > 0), "-more": String(isMore) });
}

/** Whether a loop runs at all is decided by its own pods, but of one in another, in each iteration for itself, here. */
async function mayRun(
  { loop, outer }: { readonly loop: string; readonly outer: string | undefined },
  iterations: Iterations,
  asked: Keys,
  context: RunContext,
): Promise<Found<boolean>> {
  if (outer === undefined) return found(!(await wasSkipped(loop, iterations, context)));
  if ((await groundOfTask(loop, outer, iterations, context)) !== "open") return found(false);
  const between = asked.guards.filter(({ task }) => task.startsWith(`${outer}/`) && isOnTheWay(task, loop));
  return allHold(between, iterations, asked, context);
}

function isOnTheWay(task: string, to: string): boolean {
  return task === to || to.startsWith(`${task}/`);
}

/** The first that does not hold is noted. */
async function allHold(
  guards: readonly Guard[],
  iterations: Iterations,
  { loops, importers }: Keys,
  context: RunContext,
): Promise<Found<boolean>> {
  for (const guard of guards) {
    const verdict = await decideGuard(guard, { loops, importers, iterations }, context);
    if (!verdict.ok) return verdict;
    if (verdict.value) continue;
    await writeDecision(context, guard.task, iterationsAround(guard.task, iterations), { skipped: true });
    return found(false);
  }
  return found(true);
}
