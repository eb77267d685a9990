// What is left out of a pod in which references stand.
import { validPod } from "@slipway/kubernetes";
import { expect, test } from "vitest";

const LATE = "{{tasks.choose.outputs.parameters.value}}";

test.each([
  [
    "metadata.labels.run",
    { metadata: { labels: { run: LATE, team: "prices" } } },
    { metadata: { labels: { team: "prices" } } },
  ],
  ["spec.nodeSelector", { spec: { nodeSelector: LATE } }, { spec: {} }],
  ["spec.nodeSelector.disk", { spec: { nodeSelector: { disk: LATE } } }, { spec: { nodeSelector: {} } }],
  ["spec.affinity.nodeAffinity", { spec: { affinity: { nodeAffinity: LATE } } }, { spec: { affinity: {} } }],
  [
    "spec.tolerations[1]",
    { spec: { tolerations: [{ operator: "Exists" }, LATE] } },
    { spec: { tolerations: [{ operator: "Exists" }] } },
  ],
  [
    "spec.containers[0].resources.limits.cpu",
    { spec: { containers: [{ name: "main", resources: { limits: { cpu: LATE, memory: "1Gi" } } }] } },
    { spec: { containers: [{ name: "main", resources: { limits: { memory: "1Gi" } } }] } },
  ],
  [
    "spec.containers[0].env[0].valueFrom",
    { spec: { containers: [{ env: [{ name: "KEY", valueFrom: { secretKeyRef: { name: LATE, key: "key" } } }] }] } },
    { spec: { containers: [{ env: [{ name: "KEY" }] }] } },
  ],
  [
    "spec.volumes[0].emptyDir.sizeLimit",
    { spec: { volumes: [{ emptyDir: { sizeLimit: LATE } }] } },
    { spec: { volumes: [{ emptyDir: {} }] } },
  ],
])("%s may not hold any text", (place, pod, valid) => {
  const result = validPod(pod);
  expect(result.pod).toEqual(valid);
  expect(Object.keys(result.leftOut)).toEqual([place]);
});

test("what may be any text stays", () => {
  const pod = {
    metadata: { name: "train", annotations: { about: LATE } },
    spec: {
      containers: [{ name: "main", image: LATE, args: [LATE], env: [{ name: "A", value: LATE }] }],
      volumes: [{ name: "v", secret: { secretName: LATE } }],
      imagePullSecrets: [{ name: LATE }],
    },
  };
  expect(validPod(pod)).toEqual({ pod, leftOut: {} });
});
