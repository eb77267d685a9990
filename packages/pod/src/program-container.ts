// Slipway's own containers: the same image with another command, the least rights, and the store's credentials.
import type { JsonObject } from "@slipway/ir";
import type { ContainerVariable, KubernetesContainer } from "./kubernetes-container.js";
import type { ResolvedPodOptions } from "./pod-options.js";
import { proxyVariables } from "./proxy.js";
import { type SharedFolder, sharedVolume } from "./shared-folder.js";
import { storeMounts, storeVariables, storeVolumes } from "./store-settings.js";

/** The volume that the containers of a pod share, and where driver and publisher see it. */
export const SHARED = "slipway";
export const SHARED_PATH = "/slipway-pod";

type Program = Pick<ResolvedPodOptions, "image" | "imagePullPolicy" | "resources">;
type Settings = Program & Pick<ResolvedPodOptions, "store" | "proxy">;

/** One that opens no store. */
export function bareContainer(
  name: string,
  args: readonly string[],
  env: readonly ContainerVariable[],
  options: Program,
): KubernetesContainer & Required<Pick<KubernetesContainer, "env" | "resources">> {
  return {
    name,
    image: options.image,
    ...(options.imagePullPolicy && { imagePullPolicy: options.imagePullPolicy }),
    command: ["slipway-runtime"],
    args,
    env,
    resources: options.resources,
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      seccompProfile: { type: "RuntimeDefault" },
    },
  };
}

export function programContainer(
  name: string,
  args: readonly string[],
  options: Settings,
): KubernetesContainer & Required<Pick<KubernetesContainer, "env" | "resources" | "volumeMounts">> {
  const env: readonly ContainerVariable[] = [
    { name: "SLIPWAY_POD", valueFrom: { fieldRef: { fieldPath: "metadata.uid" } } },
    ...storeVariables(options.store),
    ...proxies(options),
  ];
  return {
    ...bareContainer(name, args, env, options),
    volumeMounts: [{ name: SHARED, mountPath: SHARED_PATH }, ...storeMounts(options.store)],
  };
}

/** The volume that is shared. What a task reads and writes needs more room than what programs tell each other. */
export function sharedVolumeOf(folder: SharedFolder = {}): JsonObject {
  return { name: SHARED, ...sharedVolume(folder) };
}

/** The volumes that Slipway's own containers mount. */
export function programVolumes({ store }: Pick<Settings, "store">, folder?: SharedFolder): readonly JsonObject[] {
  return [sharedVolumeOf(folder), ...storeVolumes(store)];
}

/** Of every container that goes out of its cluster. */
export function proxies({ proxy = {}, store }: Pick<Settings, "proxy" | "store">): readonly ContainerVariable[] {
  return proxyVariables(proxy, store.endpoint);
}
