// Writes V8's compiled code of the program, of every function in it: keep-code.cjs PROGRAM FILE. The image's own Node runs it,
// with FLAGS in root.mjs. Code of those functions alone that pods need would start some ms sooner, but which these are
// depends on how fast the machine is, and the same parts must give the same image.
const { readFileSync, writeFileSync } = require("node:fs");
const { wrap } = require("node:module");
const { setFlagsFromString } = require("node:v8");
const { Script } = require("node:vm");

const [program, file] = process.argv.slice(2);
setFlagsFromString("--no-lazy");
const source = wrap(readFileSync(program, "utf8"));
const script = new Script(source, { filename: "/usr/local/lib/slipway/slipway-runtime.cjs" });
// V8 takes compiled code only under the flags it was made with: back to their defaults.
for (const flag of ["--lazy", "--hash-seed=0", "--flush-bytecode"]) setFlagsFromString(flag);
writeFileSync(file, script.createCachedData());
