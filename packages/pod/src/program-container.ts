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

type Settings = Pick<ResolvedPodOptions, "image" | "imagePullPolicy" | "resources" | "store" | "proxy">;

export function programContainer(
  name: string,
  args: readonly string[],
  options: Settings,
): KubernetesContainer & Required<Pick<KubernetesContainer, "env" | "resources" | "volumeMounts">> {
  const env = [
    { name: "SLIPWAY_POD", valueFrom: { fieldRef: { fieldPath: "metadata.uid" } } },
    ...storeVariables(options.store),
    ...proxies(options),
  ];
  const volumeMounts = [{ name: SHARED, mountPath: SHARED_PATH }, ...storeMounts(options.store)];
  const { resources } = options;
  const program = { command: ["slipway-runtime"], args, env, resources, volumeMounts };
  return { ...ownContainer(name, program, options), env, resources, volumeMounts };
}

type Program = Omit<KubernetesContainer, "name" | "image" | "imagePullPolicy" | "securityContext">;

/** A program of the runtime image, with the least rights. */
export function ownContainer(
  name: string,
  { command, args, env = [], resources, volumeMounts = [] }: Program,
  { image, imagePullPolicy }: Pick<Settings, "image" | "imagePullPolicy">,
): KubernetesContainer {
  return {
    name,
    image,
    ...(imagePullPolicy && { imagePullPolicy }),
    command,
    ...(args && { args }),
    ...(env.length > 0 && { env }),
    ...(resources && { resources }),
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      seccompProfile: { type: "RuntimeDefault" },
    },
    ...(volumeMounts.length > 0 && { volumeMounts }),
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
