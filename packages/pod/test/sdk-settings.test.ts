// What the real kfp-kubernetes writes, as parts of a pod. This needs python3 and a package index, and fails without them.
import type { Plan } from "@slipway/compiler";
import {
  canBeAbsent,
  known,
  linkPlan,
  type PodFragment,
  type PodSettings,
  podFragments,
  printVariable,
  printVolume,
  type Setting,
  slotsIn,
} from "@slipway/pod";
import { beforeAll, describe, expect, test } from "vitest";
import { fragmentsOf, plansOfSdk, said } from "./planned.ts";

let plans: ReadonlyMap<string, Plan> = new Map();

beforeAll(async () => {
  plans = await plansOfSdk();
});

function planNamed(name: string): Plan {
  const plan = plans.get(name);
  if (!plan) throw new Error(`there is no pipeline ${name}`);
  return plan;
}

function fragment(name: string, task: string, settings: PodSettings = {}): PodFragment {
  const found = fragmentsOf(planNamed(name), settings).get(task);
  if (!found) throw new Error(`there is no task ${task}`);
  return found;
}

/** As an engine might print it. */
const words = (setting: Setting) => (setting.kind === "known" ? setting.value : `<${setting.slot}>`);

describe("constants", () => {
  test("of the container", () => {
    const { main } = fragment("constants", "work");
    expect(main.env.map((variable) => printVariable(variable, words))).toEqual([
      { name: "PLAIN", value: "a $$(HOME) $$$$ b" },
      { name: "TOKEN", valueFrom: { secretKeyRef: { name: "credentials", key: "token", optional: true } } },
      { name: "LEVEL", valueFrom: { configMapKeyRef: { name: "settings", key: "level" } } },
      { name: "POD", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
    ]);
    expect(main).toMatchObject({
      image: known("alpine:3.22"),
      imagePullPolicy: "Always",
      securityContext: { runAsUser: 1000, runAsGroup: 0, runAsNonRoot: true },
      resources: { limits: [], requests: [] },
    });
    expect(main.volumeMounts).toEqual([
      { name: "task-pvc-0", mountPath: "/data", subPath: "folder" },
      { name: "task-pvc-0", mountPath: "/more" },
      { name: "task-secret-0", mountPath: "/etc/secret" },
      { name: "task-config-map-0", mountPath: "/etc/settings" },
      { name: "task-volume-scratch", mountPath: "/scratch" },
      { name: "task-volume-fast", mountPath: "/fast" },
      { name: "task-volume-usual", mountPath: "/usual" },
    ]);
  });

  test("of the pod", () => {
    const { main, pod, slots } = fragment("constants", "work");
    expect(pod.volumes.map((volume) => printVolume(volume, words))).toEqual([
      { name: "task-pvc-0", persistentVolumeClaim: { claimName: "claim" } },
      { name: "task-secret-0", secret: { secretName: "credentials" } },
      { name: "task-config-map-0", configMap: { name: "settings", optional: true } },
      { name: "task-volume-scratch", emptyDir: { medium: "Memory", sizeLimit: "2Gi" } },
      {
        name: "task-volume-fast",
        ephemeral: {
          volumeClaimTemplate: {
            metadata: { labels: { a: "b" } },
            spec: {
              accessModes: ["ReadWriteOnce"],
              resources: { requests: { storage: "5Gi" } },
              storageClassName: "ssd",
            },
          },
        },
      },
      {
        name: "task-volume-usual",
        ephemeral: {
          volumeClaimTemplate: {
            spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
          },
        },
      },
    ]);
    expect(pod).toMatchObject({
      labels: { team: "data" },
      annotations: { "example.com/note": '{"a": "b"}' },
      imagePullSecrets: [{ name: known("registry") }],
    });
    expect(main.timeLimit).toBe(600);
    expect([...slots]).toEqual([]);
  });

  test("of its place", () => {
    const { placement, asksForAccelerator } = fragment("constants", "work");
    expect(asksForAccelerator).toBe(false);
    expect(placement).toEqual({
      nodeSelector: { labels: { disk: "ssd" } },
      tolerations: {
        list: [
          { key: "gpu", operator: "Exists", effect: "NoExecute", tolerationSeconds: 30 },
          { key: "a", operator: "Exists" },
          { key: "b", value: "c" },
        ],
        json: [],
      },
      nodeAffinity: {
        required: [{ matchExpressions: [{ key: "zone", operator: "In", values: ["a", "b"] }] }],
        preferred: [
          {
            weight: 50,
            preference: { matchFields: [{ key: "metadata.name", operator: "NotIn", values: ["node-1"] }] },
          },
          { weight: 1, preference: { matchExpressions: [{ key: "disk", operator: "Exists" }] } },
        ],
        json: [],
      },
      podAffinity: { required: [], preferred: [] },
      podAntiAffinity: { required: [], preferred: [] },
    });
  });
});

describe("inputs", () => {
  test("are slots, each with its form and its source", () => {
    const one = fragment("inputs", "work");
    const table = slotsIn(one).map(({ slot, form, absent }) => {
      const [part] = one.slots.get(slot) ?? [];
      const from = part?.kind === "value" ? part.value : undefined;
      const name = from?.kind === "pipeline-parameter" ? from.name : from?.kind === "task-output" ? from.task.id : "";
      return [slot, form, absent, name];
    });
    expect(table).toEqual([
      ["/image", "image", "fail", "secret"],
      ["/secretAsEnv/0/secretNameParameter", "name", "leave-out", "secret"],
      ["/configMapAsEnv/0/configMapNameParameter", "name", "leave-out", "secret"],
      ["/resources/resourceCpuLimit", "amount", "leave-out", "cpu"],
      ["/resources/resourceMemoryLimit", "amount", "leave-out", "choose"],
      ["/pvcMount/0/pvcNameParameter", "name", "fail", "claim"],
      ["/pvcMount/2/pvcNameParameter", "name", "fail", "choose"],
      ["/secretAsVolume/0/secretNameParameter", "name", "leave-out", "choose"],
      ["/configMapAsVolume/0/configMapNameParameter", "name", "leave-out", "secret"],
      ["/imagePullSecret/0/secretNameParameter", "name", "leave-out", "secret"],
      ["/nodeSelector/nodeSelectorJson", "labels", "leave-out", "choose-nodes"],
      ["/tolerations/0/tolerationJson", "tolerations", "leave-out", "toleration"],
      ["/tolerations/2/tolerationJson", "tolerations", "leave-out", "tolerations"],
      ["/nodeAffinity/0/nodeAffinityJson", "node-affinity", "leave-out", "affinity"],
    ]);
  });

  test("one claim at two folders is one volume", () => {
    const { main, pod } = fragment("inputs", "work");
    expect(main.volumeMounts.slice(0, 3)).toEqual([
      { name: "task-pvc-0", mountPath: "/data" },
      { name: "task-pvc-0", mountPath: "/more" },
      { name: "task-pvc-2", mountPath: "/other" },
    ]);
    expect(pod.volumes.map(({ name }) => name)).toEqual([
      "task-pvc-0",
      "task-pvc-2",
      "task-secret-0",
      "task-config-map-0",
    ]);
  });

  test("what is known stands beside them", () => {
    const { placement, pod } = fragment("inputs", "work");
    expect(placement.tolerations.list).toEqual([{ key: "known", operator: "Exists" }]);
    expect(pod.imagePullSecrets[1]).toEqual({ name: known("constant") });
  });

  test("parameters with defaults are there, what tasks make may not be", () => {
    const plan = planNamed("inputs");
    const { slots } = fragment("inputs", "work");
    const absent = [...slots].filter(([, source]) => canBeAbsent(source, plan)).map(([slot]) => slot);
    expect(absent).toEqual([
      "/resources/resourceMemoryLimit",
      "/pvcMount/2/pvcNameParameter",
      "/secretAsVolume/0/secretNameParameter",
      "/nodeSelector/nodeSelectorJson",
    ]);
  });

  test("what fills one is a source as well", () => {
    const { sourceOf } = linkPlan(planNamed("inputs"));
    const parts = [...fragment("inputs", "work").slots.values()].flat();
    const sources = parts.map((part) => part.kind === "value" && sourceOf(part.value));
    expect(sources[0]).toEqual({ kind: "pipeline-parameter", name: "secret" });
    expect(sources[4]).toEqual({ kind: "task-output", task: "choose", output: "Output" });
  });

  test("the item of a loop is one", () => {
    const { slots } = fragment("inputs", "for-loop-2/work-2");
    expect([...slots]).toEqual([
      ["/secretAsEnv/0/secretNameParameter", [{ kind: "value", value: { kind: "loop-item", loop: "for-loop-2" } }]],
    ]);
  });

  test("a constant that a nested pipeline is given is known", () => {
    const plan = planNamed("nested");
    const [constant, given] = ["inner/work", "inner-2/work"].map((id) => fragmentsOf(plan).get(id));
    expect(constant?.main.env.map((one) => printVariable(one, words))).toEqual([
      { name: "A", valueFrom: { secretKeyRef: { name: "constant", key: "a" } } },
    ]);
    expect(constant?.main.resources.limits).toEqual([{ resource: known("memory"), amount: known("1Gi") }]);
    expect([...(constant?.slots ?? [])]).toEqual([]);
    expect(given?.main.resources.limits).toEqual([{ resource: known("memory"), amount: known("2Gi") }]);
    expect([...(given?.slots.keys() ?? [])]).toEqual(["/secretAsEnv/0/secretNameParameter"]);
  });
});

describe("accelerators", () => {
  const limitsOf = (task: string, settings: PodSettings) =>
    fragment("accelerators", task, settings).main.resources.limits.map(
      ({ resource, amount }) => `${words(resource)}=${words(amount)}`,
    );

  test("on GKE", () => {
    const gke = { accelerators: { vendor: "gke" } } as const;
    expect(limitsOf("work", gke)).toEqual(["nvidia.com/mig-1g.5gb=2"]);
    expect(limitsOf("work-2", gke)).toEqual(["memory=8G", "nvidia.com/gpu=1"]);
    expect(fragment("accelerators", "work-2", gke).placement).toMatchObject({
      nodeSelector: { labels: { "cloud.google.com/gke-accelerator": "nvidia-tesla-t4" } },
      tolerations: { list: [{ key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" }] },
    });
    expect(limitsOf("work-3", gke)).toEqual([
      "</resources/accelerator/resourceType>=</resources/accelerator/resourceCount>",
    ]);
    expect(limitsOf("work-4", gke)).toEqual(["google.com/tpu=8"]);
    // The user's own label wins over the profile's.
    expect(fragment("accelerators", "work-4", gke).placement.nodeSelector.labels).toEqual({
      "cloud.google.com/gke-tpu-accelerator": "tpu-v5-lite-podslice",
      "cloud.google.com/gke-tpu-topology": "2x2x2",
    });
    const asking = [...fragmentsOf(planNamed("accelerators"), gke)].filter(([, one]) => one.asksForAccelerator);
    expect(asking.map(([id]) => id)).toEqual(["work", "work-2", "work-3", "work-4"]);
  });

  test("what is said of them", () => {
    expect(said(podFragments(planNamed("accelerators"), { accelerators: { vendor: "nvidia" } }))).toEqual([
      'pod/accelerator-known-late: component "comp-work-3" learns the type of its accelerator only when it runs, so no profile applies; it must be the name of a resource, such as nvidia.com/gpu',
      'pod/unknown-accelerator: component "comp-work-4" asks for the accelerator "TPU_V5_LITEPOD", which is neither a resource nor in a profile; write a profile: {"TPU_V5_LITEPOD": {"resource": "google.com/tpu", "nodeSelector": {…}}}',
      'pod/accelerator-without-type: component "comp-work-5" asks for accelerators without a type, so it gets none',
    ]);
  });
});

test("what a component hands on to its code is not on its pod", () => {
  const { main, placement, pod, asksForAccelerator } = fragment("handed-on", "hand-on");
  expect(main.env).toEqual([{ name: "A", value: known("a") }]);
  expect(main.resources).toEqual({ limits: [], requests: [] });
  expect(placement.tolerations.list).toEqual([]);
  expect(pod.volumes).toEqual([]);
  expect(asksForAccelerator).toBe(false);
});
