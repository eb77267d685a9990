// src → one file, dist/slipway.cjs: a program of one file starts in half the time of one of sixty.
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import nodeModule, { createRequire } from "node:module";
import { basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { Script } from "node:vm";
import { build } from "esbuild";
import { licencesOf } from "../../tools/licences.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const filename = here("dist/slipway.cjs");
const { version } = JSON.parse(readFileSync(here("package.json"), "utf8"));

const { metafile } = await build({
  metafile: true,
  entryPoints: [here("src/main.ts")],
  outfile: filename,
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "none",
  // Read only when a file is broken or packed, or when a store is a bucket.
  external: ["yaml", "yauzl", "tar-stream", "@aws-sdk/*", "@smithy/*", "@google-cloud/*"],
  define: { "import.meta.url": "__filename", __VERSION__: JSON.stringify(version) },
  logLevel: "warning",
});

// A text of nothing but ASCII takes half the memory, and is read in a third of the time. esbuild leaves a letter or two.
const asEscape = (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`;
writeFileSync(filename, readFileSync(filename, "utf8").replace(/[^\0-\x7f]/g, asEscape));

writeFileSync(here("dist/LICENSES.txt"), licencesOf(metafile));

// What the bundle loads by name when something is wrong.
cpSync(here("../ir/dist/gen/validators.cjs"), here("dist/gen/validators.cjs"));
cpSync(here("src/gen/settings.cjs"), here("dist/gen/settings.cjs"));
cpSync(here("src/gen/policy.cjs"), here("dist/gen/policy.cjs"));

// What --policy starter names.
cpSync(here("src/starter-policy.yaml"), here("dist/starter-policy.yaml"));

// Run once on a pipeline, so that the functions of every run are among those whose compiled code is kept.
// The name in it is no path, since a build is restored in other checkouts than the one that made it.
const script = new Script(nodeModule.wrap(readFileSync(filename, "latin1")), { filename: basename(filename) });
const module_ = { exports: {} };
script.runInThisContext()(module_.exports, createRequire(filename), module_, filename, dirname(filename));
await module_.exports.rehearse(readFileSync(here("../../examples/ml-training/pipeline.yaml"), "utf8"));
writeFileSync(`${filename}.cache`, script.createCachedData());
