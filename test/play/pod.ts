// What happens in a pod of Slipway's: the programs of the runtime image without their processes and files.
import {
  type Answer,
  type Description,
  invocationIn,
  MUST_RUN,
  type OutlineTask,
  type Question,
  readPath,
} from "@slipway/pod";
import { answerAll, decideLoops, isGood, type TaskRecord, weighTask } from "@slipway/runtime";
import { driveSettings, publish, type World } from "./world.js";

export type PodEnd = {
  readonly ok: boolean;
  /** It did not come to the user's container. */
  readonly endedInDriver: boolean;
  /** Files that were written, by name. */
  readonly files: Readonly<Record<string, string>>;
};

/** What the words say that start its first program. */
export function runPod(words: readonly string[], world: World): Promise<PodEnd> {
  return words[0] === "decide" ? runDecidePod(words, world) : runTaskPod(words, world);
}

/** Driver, the user's container and publisher; or a driver alone, which only says whether the others are needed. */
async function runTaskPod(words: readonly string[], world: World): Promise<PodEnd> {
  const { context } = world;
  const description = JSON.parse(textIn(words)) as Description;
  const loops = Object.values(description.tasks).map((task) => task.loops);
  const path = option(words, "--path");
  const placed = readPath(path, (id) => loops.some((known) => Object.hasOwn(known, id)));
  const invocation = invocationIn(description, placed.task);
  if (!invocation) throw new Error(`the pod is told of ${Object.keys(description.tasks)}, not of "${placed.task}"`);
  const retry = Number(option(words, "--retry"));
  await decideLoops(invocation, placed.iterations, context);
  const weighed = await weighTask(invocation, placed.iterations, context, driveSettings(retry));
  const answers = description.tasks[placed.task]?.answers ?? [];
  const isAlone = words[0] === "weigh";
  const mustRun = isAlone ? { [MUST_RUN]: String(weighed.kind === "open") } : {};
  if (weighed.kind === "done") {
    const end = await endOf(weighed.record, true, placed.iterations, answers, world);
    return { ...end, files: { ...end.files, ...mustRun } };
  }
  await world.pause(path);
  if (isAlone) return { ok: true, endedInDriver: true, files: mustRun };
  return endOf(await publish(invocation, placed.iterations, retry, world), false, placed.iterations, answers, world);
}

async function endOf(
  record: TaskRecord,
  endedInDriver: boolean,
  iterations: TaskRecord["iterations"],
  answers: readonly Answer[],
  { context }: World,
): Promise<PodEnd> {
  if (!isGood(record.state)) return { ok: record.state === "SKIPPED", endedInDriver, files: {} };
  const { texts, problems } = await answerAll(answers, iterations, context);
  return { ok: problems.length === 0, endedInDriver, files: texts };
}

/** A pod that decides, and does nothing else. */
async function runDecidePod(words: readonly string[], world: World): Promise<PodEnd> {
  const { context, pause } = world;
  const { task, answers } = JSON.parse(textIn(words)) as Question;
  const loops = loopsIn(context.run.outline.tasks);
  const path = option(words, "--path");
  const { iterations } = readPath(path, (id) => id !== task && loops.includes(id));
  await pause(`${path} decide`);
  const { texts, problems } = await answerAll(answers, iterations, context);
  return { ok: problems.length === 0, endedInDriver: false, files: texts };
}

function loopsIn(tasks: readonly OutlineTask[]): readonly string[] {
  return tasks.flatMap(({ id, iterates, tasks: inner = [] }) => [...(iterates ? [id] : []), ...loopsIn(inner)]);
}

function option(words: readonly string[], name: string): string {
  return words[words.indexOf(name) + 1] ?? "";
}

function textIn(words: readonly string[]): string {
  return words.slice(words.indexOf("--") + 1).join("");
}
