// The publisher of a pod: reads what the launcher left, and ends with the exit code of the user's command.
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { taskPath } from "@slipway/pod";
import type { Assignment } from "../assignment.js";
import { readRecord } from "../commit-record.js";
import { type RunContext, timestamp } from "../context.js";
import { type Exit, type Published, publishTask } from "../publisher.js";
import { answerOtherwise } from "./decide.js";
import { type Ended, endOf } from "./end.js";
import { type Job, PRIVATE, STATE } from "./job.js";
import { contextOf } from "./stores.js";

const MOST_LINES = 20;

/** Gives the record, that of the driver when there was nothing to run, and what its user should know. */
export async function publish(shared: string): Promise<Ended | undefined> {
  const job = JSON.parse(await readFile(join(shared, PRIVATE, "job.json"), "utf8")) as Job;
  const context = await contextOf(job);
  const published = await publishOnce(job, context);
  if (published) return endOf(published, job, context);
  await answerOtherwise(job);
  return undefined;
}

async function publishOnce(job: Job, context: RunContext): Promise<Published | undefined> {
  const state = join(job.shared, STATE);
  const assigned = join(job.shared, PRIVATE, "assignment.json");
  const note = await readIfThere(assigned);
  if (note === undefined) {
    const record = await readRecord(context, taskPath(job.invocation.task, job.iterations));
    return record && { record, warnings: [] };
  }
  // The command starts when the driver is done.
  const { mtimeMs } = await stat(assigned);
  const code = await readIfThere(join(state, "exit"));
  const late = await readIfThere(join(state, "late"));
  const stderr = ((await readIfThere(join(state, "stderr"))) ?? "").split("\n").filter((line) => line !== "");
  const exit: Exit = {
    exitCode: code === undefined ? 1 : Number(code),
    stderr: stderr.slice(-MOST_LINES),
    start: timestamp(mtimeMs),
    ...(late !== undefined && { timedOutAfter: Number(late) }),
    ...(code === undefined && { notStarted: "the launcher was ended before the command was" }),
  };
  return publishTask(JSON.parse(note) as Assignment, exit, context);
}

async function readIfThere(file: string): Promise<string | undefined> {
  return readFile(file, "utf8").catch(() => undefined);
}
