// A run of three tasks in one process, which ends itself at its Nth write to the store: before it, in the middle of it or
// after it. Arguments: folder of the store, folder for work, run id, and where to die ("12:before"), if anywhere.
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { driveTask, plainPlaces, publishTask, writeRun } from "@slipway/runtime";
import { openStore } from "@slipway/store";

const [storeFolder, workFolder, runId, death = ""] = process.argv.slice(2);
const [dieAt, phase] = [Number(death.split(":")[0] || -1), death.split(":")[1]];
let writes = 0;

function die() {
  process.kill(process.pid, "SIGKILL");
  for (;;);
}

/** Counts what changes the store, and dies there. Artifacts are uploaded as to a bucket: it hides where its files are. */
function mortal({ path: _, ...store }) {
  const doomed =
    (write) =>
    async (...args) => {
      const isLast = writes++ === dieAt;
      if (isLast && phase === "before") die();
      const result = await write(...args);
      if (isLast) die();
      return result;
    };
  const upload = async (key, source, size) => {
    const isLast = writes++ === dieAt;
    if (isLast && phase === "before") die();
    async function* half() {
      for await (const chunk of source) {
        if (isLast && phase === "half") {
          yield chunk.subarray(0, Math.ceil(chunk.length / 2));
          die();
        }
        yield chunk;
      }
    }
    await store.write(key, half(), size);
    if (isLast) die();
  };
  return {
    ...store,
    put: doomed(store.put),
    putIfAbsent: doomed(store.putIfAbsent),
    replace: doomed(store.replace),
    remove: doomed(store.remove),
    write: upload,
  };
}

const store = mortal(await openStore(`file://${storeFolder}`));
const whole = mortal(await openStore("file://"));
const run = {
  version: 1,
  id: runId,
  displayName: "crash",
  resourceName: "crash",
  pipeline: "crash",
  parameters: {},
  outline: { tasks: [], outputs: { parameters: {}, artifacts: {} }, loops: {}, importers: {} },
  engine: "test",
  start: new Date().toISOString(),
};
const context = { run, store, open: async () => whole, now: Date.now };

const task = (name, script, inputs = {}) => ({
  version: 1,
  pipeline: "crash",
  task: name,
  name,
  displayName: name,
  component: `comp-${name}`,
  work: {
    kind: "container",
    image: "",
    command: ["sh", "-ec", script],
    args: [
      "{{$.outputs.artifacts['folder'].path}}",
      "{{$.outputs.artifacts['file'].path}}",
      "{{$.outputs.parameters['text'].output_file}}",
      ...Object.keys(inputs).map((input) => `{{$.inputs.artifacts['${input}'].path}}`),
    ],
    env: [],
  },
  inputs: { parameters: {}, artifacts: inputs },
  outputs: {
    parameters: { text: "STRING" },
    artifacts: { folder: { type: {}, isList: false }, file: { type: {}, isList: false } },
  },
  guards: [],
  loops: {},
  importers: {},
  cache: { enabled: true },
});
const from = (producer) => ({
  type: {},
  isList: false,
  isOptional: false,
  from: { kind: "task-output", task: producer, output: "folder" },
});
const WRITE =
  'mkdir -p "$0/sub"; for i in 1 2 3 4; do echo "$i" > "$0/sub/$i"; done; echo one > "$1"; printf done > "$2"';
const tasks = [
  task("first", WRITE),
  task("second", `${WRITE}; cat "$3/sub/4" >> "$1"`, { data: from("first") }),
  task("third", `${WRITE}; cat "$3/sub/4" >> "$1"; echo third`, { data: from("second") }),
];
function execute(argv, env) {
  return new Promise((resolve) => {
    const child = spawn(argv[0], argv.slice(1), { env: { PATH: process.env.PATH, ...env }, stdio: "ignore" });
    child.on("exit", (exitCode, signal) => resolve({ exitCode: exitCode ?? -1, ...(signal && { signal }) }));
  });
}

await writeRun(context, run);
for (const invocation of tasks) {
  const attempt = `${process.pid}-${invocation.name}`;
  const folder = join(workFolder, attempt);
  mkdirSync(folder, { recursive: true });
  const places = plainPlaces(folder, join(folder, "outputs"));
  const settings = { attempt, retry: 0, places, scope: "", useCache: true, volumes: {} };
  const driven = await driveTask(invocation, {}, context, settings);
  if (driven.kind === "done") continue;
  const exit = await execute(driven.assignment.argv, driven.assignment.env);
  const { record } = await publishTask(driven.assignment, { ...exit, stderr: [], start: run.start }, context);
  if (record.state !== "SUCCEEDED") throw new Error(JSON.stringify(record.error));
}
process.stdout.write(JSON.stringify({ writes }));
