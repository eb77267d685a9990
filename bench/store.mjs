// What we claim about stores: memory with a large file, and time to start. On a real MinIO: `npm run bench:store [-- MEBIBYTES]`
import { execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { build } from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const MEBIBYTES = Number(process.argv[2] ?? 1024);
const MOST_MEBIBYTES = 128;
const MOST_TIMES_NODE = 3;
const STARTS = 15;
const PORT = 9000 + (process.pid % 1000);
const endpoint = `http://127.0.0.1:${PORT}`;
Object.assign(process.env, {
  AWS_ACCESS_KEY_ID: "slipway-test",
  AWS_SECRET_ACCESS_KEY: "slipway-test-secret",
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
});

const folder = mkdtempSync(join(tmpdir(), "slipway-bench-"));
const failed = [];
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

function claim(title, holds) {
  console.log(`${holds ? "ok    " : "FAILED"}  ${title}`);
  if (!holds) failed.push(title);
}

function run(args) {
  const start = performance.now();
  const output = execFileSync(process.execPath, args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  return { output, milliseconds: performance.now() - start };
}

function makeFile(path, mebibytes) {
  const file = openSync(path, "w");
  for (let i = 0; i < mebibytes; i++) writeSync(file, randomBytes(1024 * 1024));
  closeSync(file);
}

function copy(title, uri, path) {
  for (const [direction, where] of Object.entries({ up: path, down: `${path}.down` })) {
    const { output } = run([here("store-copy.mjs"), direction, uri, uri.startsWith("s3:") ? endpoint : "", where]);
    const { mebibytes, megabytesPerSecond } = JSON.parse(output);
    const figures = `${megabytesPerSecond.toFixed(0)} MB/s, at most ${mebibytes.toFixed(0)} MiB of memory`;
    claim(`${title}, ${direction}: ${figures} (may be ${MOST_MEBIBYTES})`, mebibytes < MOST_MEBIBYTES);
    rmSync(`${path}.down`, { recursive: true, force: true });
  }
}

/** As one file, like the program in an image. */
async function bundle() {
  const outfile = join(folder, "start.cjs");
  await build({
    entryPoints: [here("store-start.mjs")],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    mainFields: ["module", "main"],
    minifySyntax: true,
    minifyWhitespace: true,
    external: ["@google-cloud/storage"],
    supported: { "dynamic-import": false },
    logLevel: "error",
  });
  return outfile;
}

async function compareStart() {
  const program = await bundle();
  const times = Array.from({ length: STARTS }, (_, i) => {
    const { output, milliseconds } = run([program, `s3://slipway-bench/start-${i}`, endpoint]);
    return { node: run(["-e", "0"]).milliseconds, ours: milliseconds - JSON.parse(output).requests, all: milliseconds };
  });
  const [node, ours, all] = ["node", "ours", "all"].map((name) => median(times.map((time) => time[name])));
  const ratio = (ours / node).toFixed(2);
  const figures = `${all.toFixed(0)} ms, ${(all - ours).toFixed(0)} of them waiting, against ${node.toFixed(0)} ms`;
  claim(
    `S3, putIfAbsent and get, against node -e 0: ${figures}: ratio ${ratio} (may be ${MOST_TIMES_NODE})`,
    ours < MOST_TIMES_NODE * node,
  );
}

mkdirSync(join(folder, "minio"));
const server = spawn("bash", [here("../test/servers/start.sh"), "minio", join(folder, "minio"), PORT], {
  stdio: "ignore",
});
try {
  const client = new S3Client({ endpoint, region: "us-east-1", forcePathStyle: true, maxAttempts: 1 });
  const create = () => client.send(new CreateBucketCommand({ Bucket: "slipway-bench" }));
  for (let isReady = false; !isReady && server.exitCode === null; ) {
    isReady = await create().then(
      () => true,
      () => sleep(200).then(() => false),
    );
  }
  if (server.exitCode !== null) throw new Error("MinIO cannot be had: see test/servers/install.sh");
  await compareStart();
  const file = join(folder, "file");
  makeFile(file, MEBIBYTES);
  copy(`S3, a file of ${MEBIBYTES} MiB`, "s3://slipway-bench/file", file);
  copy(`a folder, a file of ${MEBIBYTES} MiB`, `file://${folder}/store`, file);
} finally {
  server.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failed.length === 0 ? 0 : 1;
