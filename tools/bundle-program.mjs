// A program of the runtime image → one file, which is all that it needs beside Node, and the licences of what is in it.
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { licencesOf } from "./licences.mjs";

/**
 * @param entry TypeScript file
 * @param file where the program goes, with LICENSES.txt beside it
 * @param more what esbuild is told besides
 */
export async function bundleProgram(entry, file, more = {}) {
  const { metafile } = await build({
    metafile: true,
    entryPoints: [entry],
    outfile: file,
    bundle: true,
    // Smaller, and without the parts of the SDKs that nothing uses.
    mainFields: ["module", "main"],
    platform: "node",
    format: "cjs",
    target: "node20",
    // The image starts a program as a script with compiled code, which has no import().
    supported: { "dynamic-import": false },
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "none",
    logLevel: "warning",
    ...more,
    define: {
      "import.meta.url": "__filename",
      // The image says which Node there is; a warning of the SDK for S3 would stand in every log.
      "process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED": '"true"',
      ...more.define,
    },
  });
  writeFileSync(join(dirname(file), "LICENSES.txt"), licencesOf(metafile));
}
