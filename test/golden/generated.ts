// Inputs too large to be stored: made when the test runs, by the name of their case in golden/invalid.
import { gzipSync } from "node:zlib";
import { MAX_BYTES } from "@slipway/ir";

type Input = { readonly file: string; readonly make: () => Uint8Array };

export const GENERATED: Readonly<Record<string, Input>> = {
  "larger-than-any-pipeline": { file: "input.yaml", make: () => new Uint8Array(MAX_BYTES + 1).fill(0x23) },
  "more-values-than-any-pipeline": {
    file: "pipeline.yaml",
    make: () => new TextEncoder().encode(`root: [${"1,".repeat(4_000_000)}1]\n`),
  },
  "gzip-that-unpacks-to-too-much": { file: "input.tgz", make: () => gzipSync(new Uint8Array(MAX_BYTES * 3)) },
  "components-nested-too-deep": { file: "pipeline.yaml", make: () => new TextEncoder().encode(nested(201)) },
};

/** A pipeline of `levels` components, each of which holds the next. */
function nested(levels: number): string {
  const component = (n: number) => `  comp-${n}: {dag: {tasks: {inner: {componentRef: {name: comp-${n + 1}}}}}}`;
  return [
    "components:",
    ...Array.from({ length: levels }, (_, i) => component(i + 1)),
    `  comp-${levels + 1}: {executorLabel: exec-last}`,
    "deploymentSpec: {executors: {exec-last: {container: {image: 'alpine:3.22'}}}}",
    "pipelineInfo: {name: components-nested-too-deep}",
    "root: {dag: {tasks: {outer: {componentRef: {name: comp-1}}}}}",
    "schemaVersion: 2.1.0",
    "",
  ].join("\n");
}
