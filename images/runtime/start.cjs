#!/usr/local/bin/node
// The program `slipway-runtime` of the image. V8's compiled code of it lies beside it (keep-code.cjs), which saves compiling it at
// every start; a Node of another version refuses that code and compiles the source.
const { readFileSync } = require("node:fs");
const { createRequire, wrap } = require("node:module");
const { dirname } = require("node:path");
const { Script } = require("node:vm");

const filename = "/usr/local/lib/slipway/slipway-runtime.cjs";
const source = wrap(readFileSync(filename, "utf8"));
const script = new Script(source, { filename, cachedData: readFileSync(`${filename}.cache`) });
const module_ = { exports: {} };
script.runInThisContext()(module_.exports, createRequire(filename), module_, filename, dirname(filename));
