// Where the iterations of a loop are, for an engine that starts each for itself: of a loop in other loops, all its
// iterations in all of theirs.
import { type Answer, type Guard, type Iterations, iterationsAround } from "@slipway/pod";
import { writeDecision } from "./commit-record.js";
import type { RunContext } from "./context.js";
import { decideGuard, noteCount } from "./decide.js";
import { type Found, found } from "./found.js";
import { groundOfTask } from "./ground.js";
import { wasSkipped } from "./was-skipped.js";

type Keys = Extract<Answer, { readonly kind: "keys" }>;

/** By the end of its name, each file of the answer. */
export async function keysOf(
  asked: Keys,
  iterations: Iterations,
  context: RunContext,
): Promise<Found<Readonly<Record<string, string>>>> {
  const { loop, around, from, size } = asked;
  const chain = [...around, loop];
  let places: readonly Iterations[] = [iterations];
  for (const [index, one] of chain.entries()) {
    const inside: Iterations[] = [];
    for (const place of places) {
      const runs = await mayRun({ loop: one, outer: chain[index - 1] }, place, asked, context);
      if (!runs.ok) return runs;
      if (!runs.value) continue;
      const length = await noteCount(one, { ...asked, iterations: place }, context);
      if (!length.ok) return length;
      for (let at = 0; at < length.value; at++) inside.push({ ...place, [one]: at });
    }
    places = inside;
  }
  const keys = places.map((place) => chain.map((one) => place[one]).join("."));
  const own = keys.slice(from, from + size);
  return found({
    "": JSON.stringify(own),
    "-any": String(own.length > 0),
    "-more": String(keys.length > from + size),
  });
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
