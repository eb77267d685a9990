// One worker: takes a job, runs it as a process of this machine, and answers with the state of its record.
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { driveTask, failTask, plainPlaces, publishTask } from "@slipway/runtime";
import { openStore } from "@slipway/store";

process.on("message", async ({ invocation, iterations, retry, run, uri }) => {
  const context = { run, store: await openStore(uri), open: openStore, now: Date.now };
  const folder = mkdtempSync(join(tmpdir(), "worker-"));
  const attempt = randomUUID();
  try {
    // Results of processes are no results of the task's image: they count for this kind of worker.
    const places = plainPlaces(folder, join(folder, "outputs"));
    const settings = { attempt, retry, places, scope: "", useCache: true, runner: "queue", volumes: {} };
    const driven = await driveTask(invocation, iterations, context, settings);
    if (driven.kind === "done") return process.send(driven.record.state);
    const { record } = await publishTask(driven.assignment, await execute(driven.assignment, folder), context);
    process.send(record.state);
  } catch (error) {
    const record = await failTask(invocation, iterations, context, { attempt, retry, reason: error.message });
    process.send(record.state);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** The program and its arguments are ready: placeholders are replaced, inputs lie where they name them. */
function execute({ argv: [program, ...words], env }, cwd) {
  const start = new Date().toISOString();
  return new Promise((resolve) => {
    const child = spawn(program, words, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", 2, "pipe"] });
    const lines = [];
    child.stderr.on("data", (chunk) => lines.push(...String(chunk).split("\n").filter(Boolean)));
    child.on("error", (error) => resolve({ exitCode: 1, stderr: [], start, notStarted: error.message }));
    const told = () => ({ stderr: lines.slice(-20), start, isProcess: true });
    child.on("close", (code, signal) => resolve({ ...told(), exitCode: code ?? 1, ...(signal && { signal }) }));
  });
}
