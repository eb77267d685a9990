// Whatever a pipeline is: the pods that a backend tells of are those that it counts, and each task that runs in one has one.
import { argo } from "@slipway/argo";
import { type Backend, compile, type PlannedPod, type PodCount, tasksOf } from "@slipway/compiler";
import type { JsonObject } from "@slipway/ir";
import { isDnsLabel, validPod } from "@slipway/kubernetes";
import { tekton } from "@slipway/tekton";
import { pipelines, printYaml } from "@slipway/testkit";
import { Pod } from "kubernetes-models/v1";
import { describe, expect, test } from "vitest";
import { casesIn, readOptions, readText } from "../golden/case.js";
import { check, setting } from "./check.js";

// biome-ignore lint/suspicious/noExplicitAny: each backend is handed its own options and manifests
type AnyBackend = Backend<any, any>;

const STORE = { store: { uri: "s3://bucket/pipelines", identity: "shared" } } as const;

function checkPods(text: string, backend: AnyBackend, given: ReturnType<typeof readOptions>): void {
  const { parameters = {}, options = {} } = given;
  const result = compile(text, backend, { parameters, options: options[backend.name] ?? STORE });
  if (!result.ok) return;
  const { plan, manifests } = result.value;
  const pods: readonly PlannedPod[] = backend.podsOf?.(manifests) ?? [];
  const counted = backend.countPods?.(manifests);
  const own = pods.filter(({ kind }) => kind !== "upkeep");
  expect([...new Set(own.map(({ kind }) => kind))].sort()).toEqual(kindsOf(counted));
  for (const { pod } of pods) expect(problemsOf(validPod({ ...pod }).pod)).toEqual([]);
  const names = pods.map(({ pod }) => pod.metadata.name);
  expect(names.filter((name) => !isDnsLabel(name))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
  const tasks = new Map([...tasksOf(plan)].map((task) => [task.id, task]));
  expect(pods.filter(({ task }) => task !== undefined && !tasks.has(task))).toEqual([]);
  const withPods = new Set(own.flatMap(({ kind, task }) => (kind === "task" && task !== undefined ? [task] : [])));
  const containers = [...tasks.values()].filter(({ component }) => component.kind === "container").map(({ id }) => id);
  // What may run for no item at all may have no pod.
  expect(containers.filter((id) => !withPods.has(id) && !mayRunForNone(id))).toEqual([]);
  expect([...withPods].filter((id) => !containers.includes(id))).toEqual([]);

  function mayRunForNone(id: string): boolean {
    const names = id.split("/");
    return names.some((_, index) => {
      const items = tasks.get(names.slice(0, index + 1).join("/"))?.definition.iterator?.items;
      return items !== undefined && (items.kind === "input" || items.values.length === 0);
    });
  }
}

/** By Kubernetes' own schema. */
function problemsOf(pod: JsonObject): readonly string[] {
  try {
    new Pod(pod as unknown as ConstructorParameters<typeof Pod>[0]).validate();
    return [];
  } catch (error) {
    return [`${pod["metadata"]}: ${error}`];
  }
}

function kindsOf(counted: PodCount | undefined): readonly string[] {
  const all = counted ? [counted, ...counted.loops] : [];
  return [...new Set(all.flatMap(({ kinds }) => Object.keys(kinds)))].sort();
}

describe.each([argo, tekton] as readonly AnyBackend[])("$name", (backend) => {
  test.each(casesIn(""))("golden case %s", (name) =>
    checkPods(readText(name, "pipeline.yaml"), backend, readOptions(name)),
  );

  test("any pipeline", () => {
    check(pipelines({ names: "wild", rare: true }), (pipeline) => checkPods(printYaml(pipeline), backend, {}), {
      runs: setting("SLIPWAY_RUNS", 100),
    });
  });
});

test("pods of what keeps a namespace in order are told of, and are none of a run", () => {
  const text = readText("option-tekton-cleanup", "pipeline.yaml");
  const result = compile(text, tekton, {
    parameters: {},
    options: readOptions("option-tekton-cleanup").options?.["tekton"] as never,
  });
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics));
  const { manifests } = result.value;
  expect(tekton.podsOf?.(manifests).map(({ kind }) => kind)).toEqual(["task", "upkeep"]);
  expect(tekton.countPods?.(manifests).kinds).toEqual({ task: { least: 1, most: 1 } });
});
