// A pod that only finds out what its engine must know to go on: whether a condition holds, how often a loop runs.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { answerAll } from "../answer.js";
import { writeRun } from "../commit-record.js";
import type { RunContext } from "../context.js";
import type { DecideJob } from "./job.js";
import { contextOf } from "./stores.js";

/** Gives the reasons why something cannot be told. */
export async function decide(job: DecideJob): Promise<readonly string[]> {
  const context = await contextOf(job);
  await writeRun(context, job.run);
  return answer(job, context);
}

/** Writes a file for each answer that has a name. */
export async function answer(
  { answers, iterations }: Pick<DecideJob, "answers" | "iterations">,
  context: RunContext,
): Promise<readonly string[]> {
  if (!answers) return [];
  const { texts, problems } = await answerAll(answers.list, iterations, context);
  await mkdir(answers.folder, { recursive: true });
  for (const [name, text] of Object.entries(texts)) await writeFile(join(answers.folder, name), text);
  return problems;
}
