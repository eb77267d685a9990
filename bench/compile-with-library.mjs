// The library, from reading to written files, timed inside its process.
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { argo } from "@slipway/argo";
import { compile } from "@slipway/compiler";
import { kubeflow } from "@slipway/kubeflow";
import { printManifests } from "@slipway/kubernetes";

const [engine, folder, ...files] = process.argv.slice(2);
const backend = { argo, kubeflow }[engine];
// No Argo takes so large a Workflow: it is made for the measure only.
const options = engine === "argo" ? { store: { uri: "s3://bucket/pipelines" }, size: { workflow: 1e12 } } : {};
const start = performance.now();
for (const file of files) {
  const result = compile(readFileSync(file, "utf8"), backend, { options });
  if (!result.ok) throw new Error(`${file}: ${result.diagnostics.map(({ message }) => message).join("; ")}`);
  writeFileSync(join(folder, basename(file)), printManifests(result.value.manifests));
}
const milliseconds = performance.now() - start;
process.stdout.write(JSON.stringify({ milliseconds, megabytes: process.resourceUsage().maxRSS / 1024 }));
