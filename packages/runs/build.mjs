// src/program → one file, dist/slipway-cleanup.cjs, which the runtime image has for a CronJob.
import { fileURLToPath } from "node:url";
import { bundleProgram } from "../../tools/bundle-program.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

await bundleProgram(here("src/program/main.ts"), here("dist/slipway-cleanup.cjs"), {
  // The image starts the file itself.
  banner: { js: "#!/usr/local/bin/node" },
});
