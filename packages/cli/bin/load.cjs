// Loads the bundle. The build leaves V8's compiled code beside it, which saves compiling it at every start; another
// version of Node rejects that code and compiles the source.
const { readFileSync } = require("node:fs");
const { createRequire, wrap } = require("node:module");
const { basename, dirname, join } = require("node:path");
const { Script } = require("node:vm");

const filename = join(__dirname, "../dist/slipway.cjs");

function readIfThere(file, encoding) {
  try {
    return readFileSync(file, encoding);
  } catch {
    return undefined;
  }
}

const source = readIfThere(filename, "latin1");
if (!source) {
  console.error("Slipway is not built: run `npm ci && npm run build` at the top of the repository.");
  process.exit(2);
}
const cachedData = readIfThere(`${filename}.cache`);
const script = new Script(wrap(source), { filename: basename(filename), cachedData });
script.runInThisContext()(exports, createRequire(filename), module, filename, dirname(filename));
