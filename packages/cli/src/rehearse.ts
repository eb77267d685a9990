// A run for the build, which keeps the compiled code of the functions that it used.
import { compile } from "@slipway/compiler";
import { kubeflow } from "@slipway/kubeflow";
import { printManifests } from "@slipway/kubernetes";
import { checkPython } from "@slipway/review";
import { parseCommandLine } from "./command-line.js";

export function rehearsePipeline(text: string): void {
  parseCommandLine(["compile", "-", "--to", "kubeflow"]);
  const result = compile(text, kubeflow);
  if (!result.ok)
    throw new Error(`the rehearsal was refused: ${result.diagnostics.map(({ message }) => message).join("; ")}`);
  printManifests(result.value.manifests);
  checkPython(result.value.plan);
}
