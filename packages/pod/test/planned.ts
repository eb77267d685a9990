// Plans for tests: of one task whose settings a test gives, and of what the real SDK wrote.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Plan, planPipeline } from "@slipway/compiler";
import type { JsonObject, Result } from "@slipway/ir";
import { type PodFragment, type PodSettings, podFragments } from "@slipway/pod";

export type Asked = {
  readonly kubernetes?: JsonObject;
  readonly env?: readonly { readonly name: string; readonly value: string }[];
  readonly resources?: JsonObject;
};

/** A pipeline with the task `work` of the component `comp-work`, and a parameter `given` without default. */
export function planOf({ kubernetes, env = [], resources = {} }: Asked): Plan {
  const pipeline = {
    schemaVersion: "2.1.0",
    sdkVersion: "kfp-2.17.0",
    pipelineInfo: { name: "settings" },
    components: { "comp-work": { executorLabel: "exec-work" } },
    deploymentSpec: {
      executors: { "exec-work": { container: { image: "alpine:3.22", command: ["true"], env, resources } } },
    },
    root: {
      inputDefinitions: { parameters: { given: { parameterType: "STRING" } } },
      dag: { tasks: { work: { taskInfo: { name: "work" }, componentRef: { name: "comp-work" } } } },
    },
  };
  const platform = { platforms: { kubernetes: { deploymentSpec: { executors: { "exec-work": kubernetes ?? {} } } } } };
  return planned([pipeline, platform].map((document) => JSON.stringify(document)).join("\n---\n"));
}

/** What it comes to, or every diagnostic as `code: message`. */
export function fragmentOf(asked: Asked, settings: PodSettings = {}): PodFragment {
  return fragmentsOf(planOf(asked), settings).get("work") ?? bug("there is no fragment");
}

export function complaintsOf(asked: Asked, settings: PodSettings = {}): readonly string[] {
  return said(podFragments(planOf(asked), settings));
}

export function fragmentsOf(plan: Plan, settings: PodSettings = {}): ReadonlyMap<string, PodFragment> {
  const result = podFragments(plan, settings);
  return result.ok ? result.value : bug(said(result).join("\n"));
}

export function said(result: Result<unknown>): readonly string[] {
  const diagnostics = result.ok ? result.warnings : result.diagnostics;
  return diagnostics.map(({ code, message }) => `${code}: ${message}`);
}

/** By name of the pipeline, what the newest SDK makes of pipelines.py. Needs python3 and a package index. */
export async function plansOfSdk(): Promise<ReadonlyMap<string, Plan>> {
  const run = promisify(execFile);
  const root = fileURLToPath(new URL("../../../", import.meta.url));
  const requirements = join(root, "test/sdk/requirements-newest.txt");
  const made = await run("bash", [join(root, "examples/venv.sh"), "sdk-newest", requirements]);
  const folder = await mkdtemp(join(tmpdir(), "slipway-pod-"));
  try {
    await run(made.stdout.trim(), ["-B", fileURLToPath(new URL("pipelines.py", import.meta.url)), folder]);
    const names = ["constants", "inputs", "nested", "accelerators", "handed-on"];
    const texts = await Promise.all(names.map((name) => readFile(join(folder, `${name}.yaml`), "utf8")));
    return new Map(names.map((name, index) => [name, planned(texts[index] ?? "")]));
  } finally {
    await rm(folder, { recursive: true });
  }
}

function planned(text: string): Plan {
  const result = planPipeline(text);
  return result.ok ? result.value.plan : bug(said(result).join("\n"));
}

function bug(reason: string): never {
  throw new Error(reason);
}
