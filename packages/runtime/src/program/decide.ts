// A pod that only finds out what its engine must know to go on: whether a condition holds, how often a loop runs.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { filesOtherwise } from "@slipway/pod";
import { answerAll } from "../answer.js";
import type { RunContext } from "../context.js";
import { groundOfTask } from "../ground.js";
import { begun } from "./begun.js";
import type { DecideJob } from "./job.js";
import { contextOf } from "./stores.js";

/** Gives the reasons why something cannot be told. */
export async function decide(given: DecideJob): Promise<readonly string[]> {
  const job = await begun(given);
  const context = await contextOf(job);
  const { asked, iterations } = job;
  const isOpen = !asked || (await groundOfTask(asked.task, asked.within, iterations, context)) === "open";
  if (isOpen) return answer(job, context);
  await answerOtherwise(job);
  return [];
}

/** Writes a file for each answer that has a name. */
export async function answer(
  { answers, iterations }: Pick<DecideJob, "answers" | "iterations">,
  context: RunContext,
): Promise<readonly string[]> {
  if (!answers) return [];
  const { texts, problems } = await answerAll(answers.list, iterations, context);
  await write(answers.folder, texts);
  return problems;
}

/** That nothing runs must be said, too: the user's container may have left files of its own in the engine's folder. */
export async function answerOtherwise({ answers }: Pick<DecideJob, "answers">): Promise<void> {
  for (const one of answers?.list ?? []) await write(answers?.folder ?? "", filesOtherwise(one));
}

async function write(folder: string, texts: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(texts)) await writeFile(join(folder, name), text);
}
