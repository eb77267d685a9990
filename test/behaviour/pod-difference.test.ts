// What counts as a difference between a pod that was foreseen and the one that an engine made, and what does not.
import type { Pod } from "@slipway/compiler";
import type { JsonObject } from "@slipway/ir";
import { describe, expect, test } from "vitest";
import { difference, differenceFromAll } from "./pod-difference.js";

const main = {
  name: "main",
  image: "python:3.11",
  command: ["python", "-c"],
  args: ["print(1)", "--path", "for-loop-1/*/train"],
  env: [{ name: "HOME", value: "/slipway-home" }],
  resources: { limits: { memory: "1024Mi" } },
  volumeMounts: [{ name: "shared", mountPath: "/work" }],
};

function planned(spec: object = {}, metadata: object = {}): Pod {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "train", labels: { "slipway/run": "{{workflow.uid}}", "slipway/task": "train" }, ...metadata },
    spec: { restartPolicy: "Never", containers: [main], volumes: [{ name: "shared", emptyDir: {} }], ...spec },
  };
}

/** As Argo makes it, and the API server fills it in. */
function real(spec: object = {}, own: object = {}): JsonObject {
  const wrapped = {
    ...main,
    command: ["/var/run/argo/argoexec", "emissary", "--loglevel", "info", "--", "python", "-c"],
    args: ["print(1)", "--path", "for-loop-1/3/train"],
    env: [...main.env, { name: "ARGO_NODE_ID", value: "x" }],
    imagePullPolicy: "IfNotPresent",
    resources: { limits: { memory: "1Gi" }, requests: { memory: "1Gi" } },
    volumeMounts: [
      { name: "renamed", mountPath: "/work" },
      { name: "var-run-argo", mountPath: "/var/run/argo" },
    ],
    terminationMessagePath: "/dev/termination-log",
    ...own,
  };
  const made = {
    metadata: { name: "x-1", labels: { "slipway/run": "123", "slipway/task": "train", "argo/own": "y" } },
    spec: {
      restartPolicy: "Never",
      serviceAccountName: "default",
      schedulerName: "default-scheduler",
      securityContext: {},
      tolerations: [
        { key: "node.kubernetes.io/not-ready", operator: "Exists", effect: "NoExecute", tolerationSeconds: 300 },
      ],
      initContainers: [{ name: "init", image: "argoexec" }],
      containers: [{ name: "wait", image: "argoexec" }, wrapped],
      volumes: [
        { name: "renamed", emptyDir: {} },
        { name: "var-run-argo", emptyDir: {} },
      ],
      ...spec,
    },
  };
  return made as unknown as JsonObject;
}

test("what the engine and Kubernetes add is none", () => {
  expect(difference(planned(), real(), "argo")).toEqual([]);
});

describe.each([
  ["image", {}, { image: "python:3.12" }],
  ["words", {}, { args: ["print(2)"] }],
  ["env", {}, { env: [] }],
  ["env", {}, { env: [...main.env, { name: "SECRET", value: "x" }] }],
  ["resources", {}, { resources: {} }],
  ["resources", {}, { resources: { limits: { memory: "2Gi" }, requests: { memory: "1Gi" } } }],
  ["volumeMounts", {}, { volumeMounts: [] }],
  ["volumeMounts", {}, { volumeMounts: ["/work", "/more"].map((mountPath) => ({ name: "renamed", mountPath })) }],
  [
    "volumeMounts",
    { volumes: [{ name: "renamed", secret: { secretName: "s" } }] },
    { volumeMounts: [{ name: "renamed", mountPath: "/work" }] },
  ],
  ["containers.main.securityContext", {}, { securityContext: { privileged: true } }],
  ["serviceAccountName", { serviceAccountName: "admin" }, {}],
  ["nodeSelector", { nodeSelector: { disk: "ssd" } }, {}],
  ["tolerations", { tolerations: [{ operator: "Exists" }] }, {}],
  ["affinity", { affinity: { nodeAffinity: {} } }, {}],
  ["securityContext", { securityContext: { runAsUser: 0 } }, {}],
  ["initContainers", { initContainers: [{ name: "init" }, { name: "other" }] }, {}],
])("another %s", (place, spec, own) => {
  test("is one", () => {
    const found = difference(planned(), real(spec, own), "argo");
    expect(found.length).toBe(1);
    expect(found[0]).toContain(place);
  });
});

test("a reference stands for any text, and where it is all, for anything", () => {
  const late = {
    ...main,
    image: "python:{{inputs.parameters.a}}",
    resources: { limits: { memory: "{{inputs.parameters.b}}" } },
  };
  const pod = planned({ containers: [late], nodeSelector: "{{tasks.a.outputs.parameters.b}}" });
  const resources = { limits: { memory: "3Gi" }, requests: { memory: "3Gi" } };
  expect(difference(pod, real({ nodeSelector: { disk: "ssd" } }, { image: "python:3.9", resources }), "argo")).toEqual(
    [],
  );
  expect(
    difference(pod, real({ nodeSelector: { disk: "ssd" } }, { image: "perl:3.9", resources }), "argo").length,
  ).toBe(1);
});

test("a deadline may have come nearer, and not gone further", () => {
  const pod = planned({ activeDeadlineSeconds: 60 });
  expect(difference(pod, real({ activeDeadlineSeconds: 59 }), "argo")).toEqual([]);
  expect(difference(pod, real({ activeDeadlineSeconds: 61 }), "argo").length).toBe(1);
  expect(difference(pod, real(), "argo").length).toBe(1);
});

test("Tekton's own program is taken off", () => {
  const step = { name: "step-main", image: "a:1", command: ["sh", "-c"], args: ["true"] };
  const args = ["-wait_file", "/tekton/x", "-entrypoint", "sh", "--", "-c", "true"];
  const made = { ...step, command: ["/tekton/bin/entrypoint"], args };
  const pod = planned({ containers: [step] });
  const spec = { initContainers: [{ name: "prepare" }], containers: [made] };
  expect(difference(pod, real(spec), "tekton")).toEqual([]);
});

test("of several the most similar one counts", () => {
  const other = planned({ containers: [{ ...main, image: "a", env: [] }] });
  expect(differenceFromAll([other, planned()], real(), "argo")).toEqual([]);
  expect(differenceFromAll([other, planned()], real({}, { image: "b:1" }), "argo").length).toBe(1);
  expect(differenceFromAll([], real(), "argo")).toEqual(["no pod was foreseen"]);
});
