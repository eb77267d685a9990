import { statusAfterTimeout, type WaitingPod } from "@slipway/pod";
import { describe, expect, test } from "vitest";

const NOW = Date.parse("2026-01-01T12:00:00Z");
const at = (secondsAgo: number) => new Date(NOW - secondsAgo * 1000).toISOString();

type Changes = {
  readonly metadata?: Partial<WaitingPod["metadata"]>;
  readonly spec?: Partial<WaitingPod["spec"]>;
  readonly status?: WaitingPod["status"];
};

/** Made ten minutes ago, with a limit of one, and never looked at. */
function pod({ metadata, spec, status }: Changes = {}): WaitingPod {
  const labels = { "slipway/pending-timeout": "1m" };
  return {
    metadata: { name: "train", uid: "u", resourceVersion: "7", creationTimestamp: at(600), labels, ...metadata },
    spec: { schedulerName: "default-scheduler", containers: [{ name: "main", image: "alpine:3" }], ...spec },
    status: { phase: "Pending", ...status },
  };
}

const scheduled = (secondsAgo: number) => [
  { type: "PodScheduled", status: "True", lastTransitionTime: at(secondsAgo) },
];
const onNode = { nodeName: "node-1" };
const waiting = (reason: string, message?: string) => ({
  waiting: { reason, ...(message !== undefined && { message }) },
});
const messageFor = (changes: Changes) => statusAfterTimeout(pod(changes), NOW)?.["message"];

describe("a pod that is beyond its limit fails with the reason why it waited", () => {
  test("without a node: what the scheduler says, and ended containers", () => {
    const message = "0/1 nodes are available: 1 Insufficient nvidia.com/gpu.";
    const conditions = [{ type: "PodScheduled", status: "False", message, lastTransitionTime: at(599) }];
    const told = `${message} (pending for longer than 1m, its limit)`;
    const terminated = { exitCode: 137, reason: "PendingTimeout", message: told };
    expect(statusAfterTimeout(pod({ status: { phase: "Pending", conditions } }), NOW)).toEqual({
      phase: "Failed",
      reason: "PendingTimeout",
      message: told,
      containerStatuses: [
        { name: "main", image: "alpine:3", imageID: "", ready: false, restartCount: 0, state: { terminated } },
      ],
    });
  });

  test("whose scheduler is not there", () => {
    expect(messageFor({ spec: { schedulerName: "bin-packing" } })).toContain('it asks for "bin-packing"');
  });

  test("without its image, beside a container that runs", () => {
    const containerStatuses = [
      { name: "wait", state: { running: {} } },
      { name: "main", state: waiting("ImagePullBackOff", 'Back-off pulling image "alpine:33"') },
    ];
    const status = { phase: "Pending", conditions: scheduled(500), containerStatuses };
    const containers = [
      { name: "wait", image: "argoexec:1" },
      { name: "main", image: "alpine:33" },
    ];
    const failed = statusAfterTimeout(pod({ spec: { ...onNode, containers }, status }), NOW);
    expect(failed?.["message"]).toBe(
      'main: ImagePullBackOff: Back-off pulling image "alpine:33" (pending for longer than 1m, its limit)',
    );
    expect(failed?.["containerStatuses"]).toMatchObject([
      { name: "wait", state: { running: {} } },
      { name: "main", state: { terminated: { exitCode: 137 } } },
    ]);
  });

  test("whose init container cannot begin", () => {
    const status = {
      phase: "Pending",
      conditions: scheduled(500),
      initContainerStatuses: [{ name: "driver", state: waiting("CreateContainerConfigError", 'secret "s" not found') }],
      containerStatuses: [{ name: "main", state: waiting("PodInitializing") }],
    };
    expect(messageFor({ spec: onNode, status })).toContain('driver: CreateContainerConfigError: secret "s" not found');
  });

  test("of which nothing is said", () => {
    const containerStatuses = [{ name: "main", state: waiting("ContainerCreating") }];
    const status = { phase: "Pending", conditions: scheduled(500), containerStatuses };
    expect(messageFor({ spec: onNode, status })).toContain("node node-1 has not started all containers");
  });

  test("of which its node has not said anything: with ended containers, too", () => {
    const failed = statusAfterTimeout(
      pod({ spec: onNode, status: { phase: "Pending", conditions: scheduled(500) } }),
      NOW,
    );
    expect(failed?.["message"]).toContain("node node-1 has not started all containers");
    expect(failed?.["containerStatuses"]).toMatchObject([{ name: "main", state: { terminated: { exitCode: 137 } } }]);
  });

  test("beside a sidecar that runs from the beginning", () => {
    const initContainers = [{ name: "mesh", restartPolicy: "Always" }];
    const initContainerStatuses = [{ name: "mesh", state: { running: {} } }];
    const containerStatuses = [{ name: "main", state: waiting("ErrImagePull") }];
    const status = { phase: "Pending", conditions: scheduled(500), initContainerStatuses, containerStatuses };
    expect(messageFor({ spec: { ...onNode, initContainers }, status })).toContain("main: ErrImagePull");
  });
});

describe("a pod is left alone", () => {
  const driver = (state: object) => ({ initContainers: [{ name: "driver" }], state: [{ name: "driver", state }] });
  const cases: Readonly<Record<string, Changes>> = {
    "that is within its limit": { metadata: { creationTimestamp: at(59) } },
    "that runs": { spec: onNode, status: { phase: "Running" } },
    "that has ended": { spec: onNode, status: { phase: "Failed" } },
    "that goes": { metadata: { deletionTimestamp: at(1) } },
    "without a limit": { metadata: { labels: {} } },
    "whose limit is none": { metadata: { labels: { "slipway/pending-timeout": "soon" } } },
    "that has just got its node": { spec: onNode, status: { phase: "Pending", conditions: scheduled(30) } },
    "whose init container works": {
      spec: { ...onNode, initContainers: driver({}).initContainers },
      status: { phase: "Pending", conditions: scheduled(500), initContainerStatuses: driver({ running: {} }).state },
    },
    "whose init container has just ended": {
      spec: onNode,
      status: {
        phase: "Pending",
        conditions: scheduled(500),
        initContainerStatuses: driver({ terminated: { finishedAt: at(5) } }).state,
      },
    },
    "that a gate holds": { spec: { schedulingGates: [{ name: "kueue.x-k8s.io/admission" }] } },
    "that waits in a queue": {
      metadata: { labels: { "slipway/pending-timeout": "1m", "kueue.x-k8s.io/queue-name": "team-a" } },
    },
  };

  test.each(Object.entries(cases))("%s", (_, changes) => {
    expect(statusAfterTimeout(pod(changes), NOW)).toBeUndefined();
  });
});
