// Runs a case on an engine and compares what came of it with what must.

import type { JsonValue } from "@slipway/ir";
import { expect } from "vitest";
import type { Artifact, Case, Expectation, Expected, ExpectedArtifact, Outcome, Run, TaskState } from "./case.js";
import type { Engine, Session } from "./engine.js";

export async function runCase(engine: Engine, { later = [], ...first }: Case): Promise<void> {
  const session = await engine.open();
  let before: Outcome | undefined;
  try {
    for (const run of [first, ...later]) {
      if (run.damage) await damage(session, run.damage, before);
      before = await session.run(run);
      await compare(run.expect, before, session);
    }
  } finally {
    await session.close();
  }
}

async function damage(session: Session, { task, output, how }: NonNullable<Run["damage"]>, before?: Outcome) {
  const [artifact] = before?.records[task]?.outputs.artifacts[output] ?? [];
  if (!artifact) throw new Error(`no artifact "${output}" of "${task}" to ${how}`);
  await session.damage(artifact.uri, how);
}

/** What is refused is a fault of the file, or of the command line. */
const EXIT_CODES = { SUCCEEDED: [0], REFUSED: [1, 2], FAILED: [3] } as const;

/** All at once, so that a failure shows what else there was. */
export async function compare(wanted: Expectation, outcome: Outcome, session: Session): Promise<void> {
  const { tasks, records } = outcome;
  const outputsOf = (path: string) => tasks.find((task) => task.path === path)?.outputs ?? {};
  const parts: (readonly [string, unknown, unknown])[] = [["state", outcome.state, wanted.state]];
  const part = (name: keyof Expectation, seen: unknown) => {
    if (wanted[name] !== undefined) parts.push([name, seen, wanted[name]]);
  };
  const codes: readonly number[] = EXIT_CODES[wanted.state];
  parts.push(["exit code", outcome.exitCode, codes.includes(outcome.exitCode) ? outcome.exitCode : codes]);
  if (wanted.outputs) {
    const seen = parametersOf(outcome, Object.keys(wanted.artifacts ?? {}));
    parts.push(["outputs", seen, settleAll(wanted.outputs, seen, outcome)]);
  }
  if (wanted.tasks) parts.push(["tasks", stateOfTasks(outcome, Object.keys(wanted.tasks), wanted.tasks), wanted.tasks]);
  for (const [path, values] of Object.entries(wanted.taskOutputs ?? {})) {
    const seen = pick(outputsOf(path), Object.keys(values));
    parts.push([`outputs of ${path}`, seen, settleAll(values, seen, outcome)]);
  }
  for (const [place, artifact] of Object.entries(wanted.artifacts ?? {})) {
    const found = artifactsAt(place, outcome);
    const each = await Promise.all(
      [artifact].flat().map((one, index) => settleArtifact(one, found[index], session, outcome)),
    );
    parts.push([`number of artifacts ${place}`, found.length, each.length]);
    for (const [seen, expected] of each) parts.push([`artifact ${place}`, seen, expected]);
  }
  part(
    "executions",
    Object.values(records).reduce((sum, record) => sum + attemptsOf(record), 0),
  );
  for (const [path, count] of Object.entries(wanted.attempts ?? {}))
    parts.push([`attempts of ${path}`, records[path] && attemptsOf(records[path]), count]);
  for (const [path, text] of Object.entries(wanted.errors ?? {})) {
    const error = JSON.stringify(tasks.find((task) => task.path === path)?.error ?? "");
    parts.push([`error of ${path}`, error, settle(toPattern(text), error, outcome)]);
  }
  if (wanted.says) parts.push(["says", outcome.said, settle(toPattern(wanted.says), outcome.said, outcome)]);
  if (wanted.notes) parts.push(["notes", [...outcome.notes].sort(), [...wanted.notes].sort()]);
  for (const [path, image] of Object.entries(wanted.images ?? {}))
    parts.push([`image of ${path}`, records[path]?.image, image]);
  parts.push(["pods that were not foreseen so", outcome.pods?.differences ?? [], []]);
  const show = (side: 1 | 2) => Object.fromEntries(parts.map((one) => [one[0], one[side]]));
  const failed = JSON.stringify(show(1)) !== JSON.stringify(show(2)) ? `\n${outcome.said.slice(-4000)}` : "";
  expect(show(1), failed).toEqual(show(2));
}

/** What was wanted, or what was seen where that answers a pattern or a question. */
function settle(wanted: Expected, seen: JsonValue | undefined, outcome: Outcome): unknown {
  if (wanted instanceof RegExp) return typeof seen === "string" && wanted.test(seen) ? seen : String(wanted);
  if (typeof wanted !== "function") return wanted;
  return seen !== undefined && wanted(seen, outcome) ? seen : String(wanted);
}

function settleAll(
  wanted: Readonly<Record<string, Expected>>,
  seen: Readonly<Record<string, JsonValue>>,
  outcome: Outcome,
) {
  return Object.fromEntries(Object.entries(wanted).map(([name, value]) => [name, settle(value, seen[name], outcome)]));
}

/** The pipeline's outputs without its artifacts, which stand beside them. */
function parametersOf({ outputs }: Outcome, artifacts: readonly string[]): Readonly<Record<string, JsonValue>> {
  const isArtifact = (value: JsonValue) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((one) => (one as { uri?: string } | null)?.uri !== undefined);
  return Object.fromEntries(
    Object.entries(outputs).filter(([name, value]) => !artifacts.includes(`:${name}`) && !isArtifact(value)),
  );
}

function toPattern(text: string | RegExp): RegExp {
  return text instanceof RegExp ? text : new RegExp(text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
}

function pick(values: Readonly<Record<string, JsonValue>>, names: readonly string[]): Record<string, JsonValue> {
  return Object.fromEntries(names.flatMap((name) => (name in values ? [[name, values[name] as JsonValue]] : [])));
}

/** How often a command was started: a task that was cached, skipped or could not begin ran none. */
function attemptsOf({ kind, state, retry, error }: Outcome["records"][string]): number {
  const ran = state === "SUCCEEDED" || error?.exitCode !== undefined || error?.signal !== undefined;
  return kind === "container" && ran ? retry + 1 : 0;
}

/** Paths and states; without DAGs that nobody asked about, and without what is in those that did not run. */
function stateOfTasks({ tasks }: Outcome, asked: readonly string[], wanted: Readonly<Record<string, TaskState>>) {
  const untouched = asked.filter((path) => wanted[path] === "SKIPPED" || wanted[path] === "NOT_RUN");
  const seen = new Map(tasks.map((task): [string, TaskState] => [task.path, task.state]));
  const isBelow = (path: string, above: string) => path.startsWith(`${above}/`);
  return Object.fromEntries(
    [...seen].filter(([path, state]) => {
      if (asked.includes(path)) return true;
      const idle = state === "SKIPPED" || state === "NOT_RUN";
      if (idle && untouched.some((above) => isBelow(path, above))) return false;
      return ![...seen.keys(), ...asked].some((other) => isBelow(other, path));
    }),
  );
}

function artifactsAt(place: string, { tasks, outputs }: Outcome): readonly Artifact[] {
  const [path = "", output = ""] = place.split(":");
  const found = path === "" ? outputs[output] : tasks.find((task) => task.path === path)?.artifacts[output];
  return (found ?? []) as unknown as readonly Artifact[];
}

async function settleArtifact(
  wanted: ExpectedArtifact,
  found: Artifact | undefined,
  session: Session,
  outcome: Outcome,
) {
  if (!found) return [undefined, wanted] as const;
  const { content, metadata, type, uri } = wanted;
  const names = Object.keys(metadata ?? {});
  const seenMetadata = pick(found.metadata, names);
  const seen = {
    ...(content !== undefined && { content: await session.read(found.uri) }),
    ...(metadata && { metadata: seenMetadata }),
    ...(type !== undefined && { type: found.type["schemaTitle"] }),
    ...(uri !== undefined && { uri: found.uri }),
  };
  return [
    seen,
    {
      ...wanted,
      ...(metadata && { metadata: settleAll(metadata, seenMetadata, outcome) }),
      ...(uri !== undefined && { uri: settle(toPattern(uri), found.uri, outcome) }),
    },
  ] as const;
}
