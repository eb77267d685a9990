// The user's container: the launcher runs its command, so that the publisher runs whatever becomes of it.
import type { JsonObject } from "@slipway/ir";
import { type PodFragment, printVariable, type Setting } from "@slipway/pod";
import type { Step, VolumeMount } from "../pipeline-run.js";
import { SHARED } from "./program.js";

/** Where the SDK looks for artifacts, and where the launcher and what the task is told lie. */
const FOLDERS = ["gcs", "s3", "minio", "oci", "slipway"];
const LAUNCHER = "/slipway/bin";

export function mainStep({ main }: PodFragment, print: (setting: Setting) => string): Step {
  const mounts: readonly VolumeMount[] = FOLDERS.map((folder) => ({
    name: SHARED,
    mountPath: `/${folder}`,
    subPath: folder,
  }));
  // Constants are told to the driver, which hands them on whatever they hold.
  const env = main.env.filter((one) => "valueFrom" in one).map((one) => printVariable(one, print));
  const resources = resourcesOf(main);
  const { imagePullPolicy, securityContext } = main;
  return {
    name: "main",
    image: print(main.image),
    ...(imagePullPolicy !== undefined && { imagePullPolicy }),
    command: [`${LAUNCHER}/busybox`, "sh", `${LAUNCHER}/launch.sh`, ""],
    ...(env.length > 0 && { env: env as Step["env"] & object }),
    ...(Object.keys(resources).length > 0 && { computeResources: resources }),
    ...(securityContext && { securityContext: securityContext as JsonObject }),
    volumeMounts: [...mounts, ...(main.volumeMounts as readonly VolumeMount[])],
    onError: "continue",
  };
}

function resourcesOf({ resources }: PodFragment["main"]): JsonObject {
  return Object.fromEntries(
    (["limits", "requests"] as const).flatMap((kind) => {
      const known = resources[kind].flatMap(({ resource, amount }) =>
        resource.kind === "known" && amount.kind === "known" ? [[resource.value, amount.value] as const] : [],
      );
      return known.length > 0 ? [[kind, Object.fromEntries(known)] as const] : [];
    }),
  );
}

/** What its settings put before it, as steps; what is to run beside it, as sidecars. */
export function initSteps({ pod }: PodFragment): {
  readonly steps: readonly Step[];
  readonly sidecars: readonly Step[];
} {
  const all = pod.initContainers.map(({ restartPolicy, resources, ...one }) => ({
    isSidecar: restartPolicy === "Always",
    step: { ...one, ...(resources && { computeResources: resources as JsonObject }) } as Step,
  }));
  const of = (isSidecar: boolean) => all.filter((one) => one.isSidecar === isSidecar).map(({ step }) => step);
  return { steps: of(false), sidecars: of(true) };
}
