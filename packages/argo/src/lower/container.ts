// Tasks of one component → the template of their pods: the driver first, then the user's container, then the publisher.
import type { ContainerComponent } from "@slipway/compiler";
import type { Container, Template, VolumeMount } from "../workflow.js";
import { type Context, PATH, templateOf } from "./context.js";
import { answersOf, driverArguments, type LeafGroup } from "./leaf.js";
import { answerOutputs, podLabels } from "./pod.js";
import { ANSWERS, ANSWERS_PATH, podVolumes, programContainer, SHARED, SHARED_PATH, withoutToken } from "./program.js";
import { retryStrategy } from "./retry.js";

/** Where the SDK looks for artifacts, and where the launcher and what the task is told lie. */
const FOLDERS = ["gcs", "s3", "minio", "oci", "slipway"];
const LAUNCHER = "/slipway/bin";

export function containerTemplate(group: LeafGroup, component: ContainerComponent, context: Context): Template {
  const { options, linked } = context;
  const { tasks } = group;
  const [first] = tasks;
  const answers = answersOf(group, context);
  const driver = programContainer("driver", driverArguments(group, context), options);
  const publisher = programContainer("publisher", ["publish", SHARED_PATH], options);
  const names = new Set(tasks.map(({ definition }) => definition.name));
  return {
    name: templateOf(first.id, context),
    metadata: {
      labels: podLabels(linked.plan, options, {
        component: component.name,
        ...(names.size === 1 && { task: first.definition.name }),
      }),
    },
    inputs: { parameters: [{ name: PATH }] },
    ...(answers.length > 0 && { outputs: { parameters: answerOutputs(answers) } }),
    ...retryStrategy(first.retry),
    initContainers: [driver],
    containerSet: {
      ...(answers.length > 0 && { volumeMounts: [ANSWERS_MOUNT] }),
      containers: [mainContainer(component), { ...publisher, dependencies: ["main"] }],
    },
    volumes: podVolumes(options),
  };
}

/**
 * Argo looks for outputs in folders that are mounted in the whole set. The user's container sees them too, but cannot
 * write there.
 */
const ANSWERS_MOUNT: VolumeMount = { name: SHARED, mountPath: ANSWERS_PATH, subPath: ANSWERS, readOnly: true };

function mainContainer({ container }: ContainerComponent): Container {
  const mounts: readonly VolumeMount[] = FOLDERS.map((folder) => ({
    name: SHARED,
    mountPath: `/${folder}`,
    subPath: folder,
  }));
  return {
    name: "main",
    image: container.image ?? "",
    command: [`${LAUNCHER}/busybox`, "sh", `${LAUNCHER}/launch.sh`, ""],
    volumeMounts: [...mounts, withoutToken],
  };
}
