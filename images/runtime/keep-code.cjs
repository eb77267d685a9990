// Writes V8's compiled code of the program: keep-code.cjs PROGRAM FILE. It is run by the image's own Node, and goes through what
// pods do, so that the functions they need are among those that are kept. FLAGS in root.mjs make the same code each time.
const { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } = require("node:fs");
const { createServer } = require("node:http");
const { createRequire, wrap } = require("node:module");
const { tmpdir } = require("node:os");
const { dirname, join } = require("node:path");
const { setFlagsFromString } = require("node:v8");
const { Script } = require("node:vm");

const [program, file] = process.argv.slice(2);
const filename = "/usr/local/lib/slipway/slipway-runtime.cjs";
const script = new Script(wrap(readFileSync(program, "utf8")), { filename });
const folder = mkdtempSync(join(tmpdir(), "slipway-keep-"));
const busybox = join(folder, "busybox");
writeFileSync(busybox, "");
Object.assign(process.env, {
  AWS_ACCESS_KEY_ID: "none",
  AWS_SECRET_ACCESS_KEY: "none",
  AWS_EC2_METADATA_DISABLED: "true",
});
rehearse();

async function rehearse() {
  // A store that takes everything, says that it has it, and gives nothing.
  const server = createServer(({ method }, response) => {
    response.writeHead(method === "GET" ? 404 : 200, { etag: '"none"', "content-length": 0 }).end();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${server.address().port}`;
  await pod("file", { uri: `file://${folder}/store` });
  await pod("s3", { uri: "s3://none/none", options: { endpoint, pathStyle: true, region: "us-east-1" } });
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
  // V8 takes compiled code only under the flags it was made with: back to their defaults.
  for (const flag of [
    "hash-seed=0",
    "flush-bytecode",
    "concurrent-recompilation",
    "concurrent-sparkplug",
    "concurrent-osr",
  ])
    setFlagsFromString(`--${flag}`);
  writeFileSync(file, script.createCachedData());
}

/** Driver and publisher of a task whose command left an artifact and a parameter. */
async function pod(name, store) {
  const shared = join(folder, name);
  mkdirSync(shared);
  await run("drive", JSON.stringify(jobOf(name, store, shared)));
  const words = readFileSync(join(shared, "slipway/command"), "utf8").match(/'[^']*'/g);
  for (const word of words.slice(-2)) {
    const place = join(shared, word.slice(1, -1));
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, "");
  }
  writeFileSync(join(shared, "slipway/exit"), "0");
  await run("publish", shared);
}

/** The program once, as if it had just been started. */
async function run(...words) {
  process.argv = [process.execPath, filename, ...words];
  const module_ = { exports: {} };
  script.runInThisContext()(module_.exports, createRequire(program), module_, filename, dirname(filename));
  await module_.exports.ended;
  if (process.exitCode) throw new Error(`${words.join(" ")} ended with ${process.exitCode}`);
}

function jobOf(name, store, shared) {
  const empty = { parameters: {}, artifacts: {} };
  const invocation = {
    ...{ version: 1, pipeline: name, task: "only", name: "only", displayName: "only", component: "comp-only" },
    work: {
      kind: "container",
      image: "none",
      command: ["rehearse"],
      args: ["{{$.outputs.artifacts['data'].path}}", "{{$.outputs.parameters['text'].output_file}}"],
      env: [],
    },
    inputs: empty,
    outputs: { parameters: { text: "STRING" }, artifacts: { data: { type: {}, isList: false } } },
    ...{ guards: [], loops: {}, importers: {}, cache: { enabled: true } },
  };
  const run = {
    ...{ version: 1, id: name, displayName: name, resourceName: name, pipeline: name, parameters: {} },
    outline: { tasks: [], outputs: empty, loops: {}, importers: {} },
    ...{ engine: "none", start: "2026-01-01T00:00:00.000Z" },
  };
  const told = { iterations: {}, attempt: "none", retry: 0, scope: "", useCache: true };
  return { run, invocation, ...told, store, shared, busybox };
}
