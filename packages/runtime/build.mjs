// src/program → one file, dist/slipway-runtime.cjs, which is all that the runtime image needs beside Node.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { licencesOf } from "../../tools/licences.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const { metafile } = await build({
  metafile: true,
  entryPoints: [here("src/program/main.ts")],
  outfile: here("dist/slipway-runtime.cjs"),
  bundle: true,
  // Smaller, and without the parts of the SDKs that nothing uses.
  mainFields: ["module", "main"],
  platform: "node",
  format: "cjs",
  target: "node20",
  // The image starts it as a script with compiled code, which has no import().
  supported: { "dynamic-import": false },
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "none",
  define: {
    "import.meta.url": "__filename",
    // The image says which Node there is; a warning of the SDK for S3 would stand in every log.
    "process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED": '"true"',
    __LAUNCHER__: JSON.stringify(readFileSync(here("launcher/launch.sh"), "utf8")),
  },
  logLevel: "warning",
});

writeFileSync(here("dist/LICENSES.txt"), licencesOf(metafile));
