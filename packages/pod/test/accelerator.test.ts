// GPU profiles: those of vendors, and the user's own.
import { isLabelValue, isQualifiedName } from "@slipway/kubernetes";
import { type AcceleratorSettings, type GpuProfile, gpuProfiles, known } from "@slipway/pod";
import { describe, expect, test } from "vitest";
import { complaintsOf, fragmentOf } from "./planned.ts";

const asking = (resourceType: string, resourceCount = "1") => ({
  resources: { accelerator: { resourceType, resourceCount } },
});

const own: AcceleratorSettings = {
  vendor: "gke",
  profiles: {
    NVIDIA_TESLA_T4: {
      resource: "example.com/t4",
      nodeSelector: { pool: "t4", kind: ["a", "b"] },
      tolerations: [{ key: "gpu", operator: "Exists" }],
      runtimeClassName: "nvidia",
      sharedMemory: "8Gi",
    },
  },
};

test("a profile of one's own wins, and says everything", () => {
  const { main, placement, pod } = fragmentOf(asking("NVIDIA_TESLA_T4", "2"), { accelerators: own });
  expect(main.resources.limits).toEqual([{ resource: known("example.com/t4"), amount: known("2") }]);
  expect(placement).toMatchObject({
    nodeSelector: { labels: { pool: "t4" } },
    nodeAffinity: { required: [{ matchExpressions: [{ key: "kind", operator: "In", values: ["a", "b"] }] }] },
    tolerations: { list: [{ key: "gpu", operator: "Exists" }] },
    runtimeClassName: "nvidia",
  });
  expect(main.volumeMounts).toEqual([{ name: "task-volume-shared-memory", mountPath: "/dev/shm" }]);
  expect(pod.volumes).toEqual([
    { name: "task-volume-shared-memory", emptyDir: { medium: "Memory", sizeLimit: "8Gi" } },
  ]);
});

test.each([
  { enabledSharedMemory: { size: "1Gi" } },
  { emptyDirMounts: [{ volumeName: "shm", mountPath: "/dev/shm", medium: "Memory", sizeLimit: "1Gi" }] },
])("the task's own word on shared memory wins: %j", (kubernetes) => {
  const { pod } = fragmentOf({ ...asking("NVIDIA_TESLA_T4"), kubernetes }, { accelerators: own });
  expect(pod.volumes.map((volume) => "emptyDir" in volume && volume.emptyDir.sizeLimit)).toEqual(["1Gi"]);
});

test("every way to choose a node has the profile's nodes in it", () => {
  const kubernetes = {
    nodeAffinity: ["a", "b"].map((zone) => ({ matchExpressions: [{ key: "zone", operator: "In", values: [zone] }] })),
  };
  const { placement } = fragmentOf({ ...asking("NVIDIA_TESLA_T4"), kubernetes }, { accelerators: own });
  expect(placement.nodeAffinity.required).toEqual(
    ["a", "b"].map((zone) => ({
      matchExpressions: [
        { key: "zone", operator: "In", values: [zone] },
        { key: "kind", operator: "In", values: ["a", "b"] },
      ],
    })),
  );
  const unknown = { nodeAffinity: [{ nodeAffinityJson: { componentInputParameter: "given" } }] };
  expect(complaintsOf({ ...asking("NVIDIA_TESLA_T4"), kubernetes: unknown }, { accelerators: own })).toEqual([
    'pod/wrong-setting: component "comp-work": nodeAffinity is "an input", but must be known now, because the profile of the accelerator names nodes, too',
  ]);
});

test("a resource needs no profile, and may have one", () => {
  expect(fragmentOf(asking("amd.com/gpu")).placement.tolerations.list).toEqual([]);
  const tolerations = [{ key: "amd.com/gpu", operator: "Exists" }];
  const profiles = { "amd.com/gpu": { resource: "amd.com/gpu", tolerations } };
  expect(fragmentOf(asking("amd.com/gpu"), { accelerators: { profiles } }).placement.tolerations.list).toEqual(
    tolerations,
  );
});

test("chips of a TPU come in numbers that one node has", () => {
  const gke = { accelerators: { vendor: "gke" } } as const;
  expect(fragmentOf(asking("TPU_V3", "4"), gke).placement.nodeSelector.labels).toEqual({
    "cloud.google.com/gke-tpu-accelerator": "tpu-v3-device",
    "cloud.google.com/gke-tpu-topology": "2x2",
  });
  expect(complaintsOf(asking("TPU_V3", "8"), gke)).toEqual([
    'pod/wrong-setting: component "comp-work": container.resources.accelerator.resourceCount is "8", but must be a constant of which the profile knows the nodes: 4',
  ]);
});

test.each(["nvidia.com/gpu/", "constructor", "gpu", "NVIDIA_TESLA_T5"])("%s is unknown", (type) => {
  const [first = ""] = complaintsOf(asking(type), { accelerators: { vendor: "eks" } });
  expect(first).toContain(`pod/unknown-accelerator: component "comp-work" asks for the accelerator "${type}"`);
  expect(first.includes('Did you mean "NVIDIA_TESLA_T4"?')).toBe(type === "NVIDIA_TESLA_T5");
});

describe.each(["gke", "eks", "nvidia"] as const)("profiles of %s", (vendor) => {
  test.each(Object.entries(gpuProfiles(vendor)))("%s fits Kubernetes' rules", (type, profile: GpuProfile) => {
    const labels = [
      ...Object.entries(profile.nodeSelector ?? {}).flatMap(([key, values]) =>
        [values].flat().map((one) => [key, one]),
      ),
      ...Object.values(profile.counts ?? {}).flatMap((one) => Object.entries(one)),
    ];
    expect(labels.filter(([key = "", value = ""]) => !isQualifiedName(key) || !isLabelValue(value))).toEqual([]);
    const [count = "1"] = Object.keys(profile.counts ?? {});
    expect(complaintsOf(asking(type, count), { accelerators: { vendor } })).toEqual([]);
  });
});
