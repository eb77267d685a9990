// The containers of a pod that run what the user brought: main, and those that its settings put before it.
import { type Grant, HOME, RESTRICTED_CONTAINER, tokenVolume } from "@slipway/pod";
import type { ResolvedOptions } from "../options.js";
import type { Container, VolumeMount } from "../workflow.js";
import { proxies, SHARED, withoutToken } from "./program.js";
import type { TemplateSettings } from "./settings.js";

/** Where the SDK looks for artifacts, and where the launcher and what the task is told lie. */
const FOLDERS = ["gcs", "s3", "minio", "oci", "slipway"];
const LAUNCHER = "/slipway/bin";

export function mainContainer(
  { env = [], volumeMounts = [], securityContext, ...settings }: TemplateSettings["main"],
  grant: Grant,
  options: ResolvedOptions,
): Container {
  const mounts: readonly VolumeMount[] = FOLDERS.map((folder) => ({
    name: SHARED,
    mountPath: `/${folder}`,
    subPath: folder,
  }));
  const isRestricted = options.podSecurity === "restricted";
  const own = new Set(env.map(({ name }) => name));
  const usual = [...proxies(options), ...(isRestricted ? [{ name: "HOME", value: HOME.path }] : [])];
  const variables = [...usual.filter(({ name }) => !own.has(name)), ...env];
  const home = isRestricted ? [{ name: SHARED, mountPath: HOME.path, subPath: HOME.folder }] : [];
  const security = { ...(isRestricted && RESTRICTED_CONTAINER), ...securityContext };
  return {
    name: "main",
    ...settings,
    ...(variables.length > 0 && { env: variables }),
    ...(Object.keys(security).length > 0 && { securityContext: security }),
    command: [`${LAUNCHER}/busybox`, "sh", `${LAUNCHER}/launch.sh`, ""],
    volumeMounts: [...mounts, ...home, ...tokens(grant), ...volumeMounts],
  };
}

/** One that is granted may lie where the pod's own would. */
function tokens(grant: Grant): readonly VolumeMount[] {
  const granted = tokenVolume(grant)?.mount;
  const isMasked = grant.serviceAccount === undefined && granted?.mountPath !== withoutToken.mountPath;
  return [...(isMasked ? [withoutToken] : []), ...(granted ? [granted] : [])];
}

/** What runs before main may show no more than main itself. */
export function usersInitContainers(
  { initContainers }: TemplateSettings,
  { serviceAccount }: Grant,
  { podSecurity }: ResolvedOptions,
): readonly Container[] {
  return (initContainers as unknown as readonly Container[]).map((one) => ({
    ...one,
    ...(podSecurity === "restricted" && { securityContext: RESTRICTED_CONTAINER }),
    ...(serviceAccount === undefined && { volumeMounts: [...(one.volumeMounts ?? []), withoutToken] }),
  }));
}
