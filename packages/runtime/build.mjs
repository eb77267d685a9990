// src/program → one file, dist/slipway-runtime.cjs, the program of every pod.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bundleProgram } from "../../tools/bundle-program.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

await bundleProgram(here("src/program/main.ts"), here("dist/slipway-runtime.cjs"), {
  define: { __LAUNCHER__: JSON.stringify(readFileSync(here("launcher/launch.sh"), "utf8")) },
});
