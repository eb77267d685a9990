// Settings that the SDK has no function for, older spellings, and settings that no cluster would take.
import { readFileSync } from "node:fs";
import { featuresOf } from "@slipway/compiler";
import type { JsonObject } from "@slipway/ir";
import { known, printVolume } from "@slipway/pod";
import { describe, expect, test } from "vitest";
import { complaintsOf, fragmentOf, planOf } from "./planned.ts";

const given = { runtimeValue: { constant: "given" } };

test("every setting of the schema is known", () => {
  const schema = new URL("../../../schemas/platform-spec.schema.json", import.meta.url);
  const { definitions } = JSON.parse(readFileSync(schema, "utf8")) as { readonly definitions: Definitions };
  const fields = Object.entries(definitions["KubernetesExecutorConfig"]?.properties ?? {});
  const least = (field: string, type: string | undefined) =>
    type === "array" ? [{}] : type === "string" || field === "activeDeadlineSeconds" ? "1" : {};
  const unknown = fields.filter(([field, { type }]) => {
    const plan = planOf({ kubernetes: { [field]: least(field, type) } });
    return featuresOf(plan).every(({ feature }) => feature === "container");
  });
  expect(fields.length).toBeGreaterThan(15);
  expect(unknown).toEqual([]);
});

type Definitions = Readonly<
  Record<string, { readonly properties?: Readonly<Record<string, { readonly type?: string }>> }>
>;

describe("what Kubeflow passes over", () => {
  test("shared memory", () => {
    const { main, pod } = fragmentOf({ kubernetes: { enabledSharedMemory: { volumeName: "shm", size: "2Gi" } } });
    expect(main.volumeMounts).toEqual([{ name: "task-volume-shm", mountPath: "/dev/shm" }]);
    expect(pod.volumes).toEqual([{ name: "task-volume-shm", emptyDir: { medium: "Memory", sizeLimit: "2Gi" } }]);
    const plain = fragmentOf({ kubernetes: { enabledSharedMemory: {} } });
    expect(plain.pod.volumes).toEqual([{ name: "task-volume-shared-memory", emptyDir: { medium: "Memory" } }]);
  });

  test("pods to be near to, or away from", () => {
    const near = {
      matchPodLabels: { app: "cache" },
      topologyKey: "kubernetes.io/hostname",
      namespaces: ["other"],
      matchNamespaceLabels: { team: "a" },
    };
    const away = {
      matchPodExpressions: [{ key: "app", operator: "Exists" }],
      topologyKey: "zone",
      weight: 5,
      anti: true,
    };
    const { placement } = fragmentOf({ kubernetes: { podAffinity: [near, away] } });
    expect(placement.podAffinity).toEqual({
      required: [
        {
          labelSelector: { matchLabels: { app: "cache" } },
          topologyKey: "kubernetes.io/hostname",
          namespaces: ["other"],
          namespaceSelector: { matchLabels: { team: "a" } },
        },
      ],
      preferred: [],
    });
    expect(placement.podAntiAffinity.preferred).toEqual([
      {
        weight: 5,
        podAffinityTerm: {
          labelSelector: { matchExpressions: [{ key: "app", operator: "Exists" }] },
          topologyKey: "zone",
        },
      },
    ]);
  });
});

describe("older spellings", () => {
  test("of names", () => {
    const kubernetes = {
      secretAsEnv: [{ secretName: "old", keyToEnv: [{ secretKey: "a", envVar: "A" }] }],
      imagePullSecret: [{ secretName: "old" }],
      pvcMount: [
        { constant: "first", mountPath: "/first" },
        { componentInputParameter: "given", mountPath: "/second" },
      ],
    };
    const { main, pod, slots } = fragmentOf({ kubernetes });
    expect(main.env).toEqual([{ name: "A", valueFrom: { secretKeyRef: { name: known("old"), key: "a" } } }]);
    expect(pod.imagePullSecrets).toEqual([{ name: known("old") }]);
    expect(pod.volumes[0]).toEqual({ name: "task-pvc-0", persistentVolumeClaim: { claimName: known("first") } });
    expect([...slots.keys()]).toEqual(["/pvcMount/1"]);
  });

  test.each([
    [{ cpuLimit: 0.5, memoryLimit: 65.536 }, ["cpu=0.5", "memory=65.536G"]],
    [{ cpuLimit: 0, memoryLimit: 1 }, ["memory=1G"]],
    [{ cpuLimit: 1, resourceCpuLimit: "500m" }, ["cpu=500m"]],
    [{ accelerator: { type: "amd.com/gpu", count: "2" } }, ["amd.com/gpu=2"]],
    [{ accelerator: { type: "amd.com/gpu" } }, []],
  ])("of resources: %j", (resources: JsonObject, limits) => {
    const { main } = fragmentOf({ resources });
    const words = main.resources.limits.map(({ resource, amount }) => [resource, amount]);
    expect(words).toEqual(limits.map((one) => one.split("=").map((text) => known(text))));
  });
});

test("a name that is null leaves its entry out, but not that of a claim", () => {
  const none = { runtimeValue: { constant: null } };
  const kubernetes = {
    secretAsEnv: [{ secretNameParameter: none, keyToEnv: [{ secretKey: "a", envVar: "A" }] }],
    configMapAsVolume: [{ configMapNameParameter: none, mountPath: "/a" }],
    imagePullSecret: [{ secretNameParameter: none }],
    nodeSelector: { nodeSelectorJson: none },
    tolerations: [{ tolerationJson: none }, { tolerationJson: { runtimeValue: { constant: [] } } }],
    nodeAffinity: [{ nodeAffinityJson: none }],
  };
  const { main, pod, placement } = fragmentOf({ kubernetes });
  expect([main.env, pod.volumes, pod.imagePullSecrets, placement.tolerations.list]).toEqual([[], [], [], []]);
  expect(complaintsOf({ kubernetes: { pvcMount: [{ pvcNameParameter: none, mountPath: "/a" }] } })).toEqual([
    'pod/missing-setting: component "comp-work": pvcMount[0] has no pvcName',
  ]);
});

test("a name that speaks of the run is a slot of several parts", () => {
  const name = { runtimeValue: { constant: "{{$.pipeline_job_name}}-data" } };
  const { pod, slots } = fragmentOf({ kubernetes: { pvcMount: [{ pvcNameParameter: name, mountPath: "/data" }] } });
  expect(
    pod.volumes.map((one) => printVolume(one, (setting) => (setting.kind === "slot" ? setting.slot : ""))),
  ).toEqual([{ name: "task-pvc-0", persistentVolumeClaim: { claimName: "/pvcMount/0/pvcNameParameter" } }]);
  expect([...slots.values()]).toEqual([
    [
      { kind: "general", name: "pipeline_job_name" },
      { kind: "text", text: "-data" },
    ],
  ]);
});

test("init containers mount the task's volumes by the names that it gives them", () => {
  const container = {
    name: "prepare",
    image: "alpine:3.22",
    command: ["sh", "-c", "echo $(NAME)"],
    env: [{ name: "NAME", value: "a" }],
    volumeMounts: [
      { volumeName: "scratch", mountPath: "/scratch" },
      { volumeName: "given", mountPath: "/claim" },
    ],
    restartPolicy: "Always",
    resources: { limits: { cpu: "1" } },
  };
  const kubernetes = {
    initContainers: [container],
    emptyDirMounts: [{ volumeName: "scratch", mountPath: "/work" }],
    pvcMount: [{ pvcNameParameter: given, mountPath: "/data" }],
  };
  expect(fragmentOf({ kubernetes }).pod.initContainers).toEqual([
    {
      ...container,
      volumeMounts: [
        { name: "task-volume-scratch", mountPath: "/scratch" },
        { name: "task-pvc-0", mountPath: "/claim" },
      ],
    },
  ]);
  const lost = { ...container, volumeMounts: [{ volumeName: "other", mountPath: "/a" }] };
  expect(complaintsOf({ kubernetes: { initContainers: [lost, lost] } })).toEqual([
    'pod/unknown-volume: component "comp-work": the init container "prepare" mounts the volume "other", which no setting defines',
    'pod/unknown-volume: component "comp-work": the init container "prepare" mounts the volume "other", which no setting defines',
    'pod/wrong-setting: component "comp-work": initContainers[1].name is "prepare", but must be a name that no other init container has',
  ]);
});

const long = "x".repeat(64);

describe("what no cluster takes", () => {
  test.each<[JsonObject, string]>([
    [{ imagePullPolicy: "Sometimes" }, 'imagePullPolicy is "Sometimes", but must be Always, Never or IfNotPresent'],
    [{ podMetadata: { labels: { app: long } } }, `podMetadata.labels.app is "${long}"`],
    [{ podMetadata: { annotations: { "a/b/c": "" } } }, 'podMetadata.annotations.a/b/c is "a/b/c"'],
    [{ nodeSelector: { labels: { "not a key": "" } } }, 'nodeSelector.labels.not a key is "not a key"'],
    [{ nodeSelector: { nodeSelectorJson: { runtimeValue: { constant: { a: 1 } } } } }, 'nodeSelector is "{"a":1}"'],
    [{ tolerations: [{ key: "a", operator: "Is" }] }, 'tolerations[0].operator is "Is", but must be Equal or Exists'],
    [{ tolerations: [{}] }, 'tolerations[0].operator is "Equal", but must be Exists where it has no key'],
    [{ tolerations: [{ key: "a", operator: "Exists", value: "b" }] }, 'tolerations[0].value is "b", but must be empty'],
    [{ tolerations: [{ key: "a", tolerationSeconds: "5" }] }, 'effect is "", but must be NoExecute'],
    [{ tolerations: [{ tolerationJson: { runtimeValue: { constant: "a" } } }] }, 'tolerations[0] is "a"'],
    [{ nodeAffinity: [{ matchExpressions: [{ key: "a", operator: "In" }] }] }, "must be one value or more for In"],
    [{ nodeAffinity: [{ matchExpressions: [{ key: "a", operator: "Exists" }], weight: 0 }] }, "from 1 to 100"],
    [{ nodeAffinity: [{ matchExpressions: [{ key: "a", operator: "Gt", values: ["x"] }] }] }, "a whole number for Gt"],
    [
      { nodeAffinity: [{ nodeAffinityJson: { runtimeValue: { constant: { required: [] } } } }] },
      "but must be a mapping",
    ],
    [{ podAffinity: [{ matchPodLabels: { a: "b" } }] }, "podAffinity[0] has no topologyKey"],
    [{ secretAsVolume: [{ secretNameParameter: given }] }, "secretAsVolume[0] has no mountPath"],
    [{ secretAsVolume: [{ mountPath: "/a" }] }, "secretAsVolume[0] has no secretName"],
    [{ secretAsVolume: [{ secretName: "Not A Name", mountPath: "/a" }] }, 'secretName is "Not A Name"'],
    [{ pvcMount: [{ pvcNameParameter: given, mountPath: "data" }] }, 'pvcMount[0].mountPath is "data"'],
    [{ pvcMount: [{ pvcNameParameter: given, mountPath: "/a", subPath: "a/../.." }] }, 'subPath is "a/../.."'],
    [{ emptyDirMounts: [{ volumeName: "a", mountPath: "/a", sizeLimit: "much" }] }, 'sizeLimit is "much"'],
    [{ emptyDirMounts: [{ volumeName: "a", mountPath: "/a", medium: "Tape" }] }, 'medium is "Tape"'],
    [
      { genericEphemeralVolume: [{ volumeName: "a", mountPath: "/a", size: "0", accessModes: ["All"] }] },
      'accessModes[0] is "All"',
    ],
    [{ enabledSharedMemory: { size: "-1Gi" } }, 'enabledSharedMemory.size is "-1Gi"'],
    [{ activeDeadlineSeconds: "9999999999" }, 'activeDeadlineSeconds is "9999999999"'],
    [{ securityContext: { runAsUser: "0", runAsNonRoot: true } }, "must be another user than root"],
    [{ securityContext: { runAsGroup: "-1" } }, 'securityContext.runAsGroup is "-1"'],
    [{ fieldPathAsEnv: [{ name: "A", fieldPath: "metadata.labels" }] }, 'fieldPath is "metadata.labels"'],
    [{ fieldPathAsEnv: [{ name: "A=B", fieldPath: "metadata.name" }] }, 'name is "A=B"'],
    [{ secretAsEnv: [{ secretName: "a", keyToEnv: [{ secretKey: "a b", envVar: "A" }] }] }, 'secretKey is "a b"'],
    [{ initContainers: [{ name: "Main", command: ["a"] }] }, "initContainers[0] has no image"],
  ])("%j", (kubernetes, sentence) => {
    expect(complaintsOf({ kubernetes }).join("\n")).toContain(sentence);
  });

  test.each<[JsonObject, string]>([
    [{ resourceCpuLimit: "many" }, 'container.resources.resourceCpuLimit is "many"'],
    [{ cpuRequest: -1 }, 'cpuRequest is "-1"'],
    [{ resourceMemoryLimit: "1G", resourceMemoryRequest: "1Gi" }, "at most 1G of memory and asks for 1Gi"],
    [{ accelerator: { resourceType: "nvidia.com/gpu", resourceCount: "half" } }, 'resourceCount is "half"'],
  ])("%j", (resources, sentence) => {
    expect(complaintsOf({ resources }).join("\n")).toContain(sentence);
  });

  test("two volumes at one folder, or of one name", () => {
    const kubernetes = {
      emptyDirMounts: [
        { volumeName: "a", mountPath: "/dev/shm/" },
        { volumeName: "a", mountPath: "/a" },
      ],
      enabledSharedMemory: {},
    };
    expect(complaintsOf({ kubernetes })).toEqual([
      'pod/same-place: component "comp-work": two settings mount a volume at "/dev/shm"; mount one of them elsewhere',
      'pod/wrong-setting: component "comp-work": emptyDirMounts[1].volumeName is "a", but must be a name that no other volume has',
    ]);
  });
});

test("a term that matches nothing is left out, and said", () => {
  const asked = { kubernetes: { nodeAffinity: [{}] } };
  expect(complaintsOf(asked)).toEqual([
    'pod/empty-setting: component "comp-work": nodeAffinity[0] says nothing and is left out',
  ]);
  expect(fragmentOf(asked).placement.nodeAffinity.required).toEqual([]);
});
