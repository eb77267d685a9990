// The program itself, loaded as its command loads it, timed from reading its words to written files.
const { run } = require("../packages/cli/bin/load.cjs");

const streams = { out: () => {}, err: (text) => process.stderr.write(text), colour: false };
const start = performance.now();
run(["compile", ...process.argv.slice(2)], streams).then((code) => {
  if (code !== 0) throw new Error(`slipway compile ended with ${code}`);
  process.stdout.write(JSON.stringify({ milliseconds: performance.now() - start }));
});
