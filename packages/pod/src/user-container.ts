// The user's container: the launcher runs its command, so that the publisher runs whatever becomes of it.
import type { JsonObject } from "@slipway/ir";
import type { ContainerMount, ContainerVariable, KubernetesContainer } from "./kubernetes-container.js";
import type { MainFragment } from "./platform/fragment.js";
import type { Setting } from "./platform/setting.js";
import { printVariable } from "./platform/slots-of.js";
import type { ResolvedPodOptions } from "./pod-options.js";
import { proxies, SHARED } from "./program-container.js";
import { HOME, RESTRICTED_CONTAINER } from "./security.js";

/** Where the SDK looks for artifacts, and where the launcher and what the task is told lie. */
const FOLDERS = ["gcs", "s3", "minio", "oci", "slipway"];
const LAUNCHER = "/slipway/bin";

/** What a task's settings make of it. */
export type UserContainerSettings = Pick<
  KubernetesContainer,
  "image" | "env" | "resources" | "imagePullPolicy" | "securityContext"
> & {
  readonly volumeMounts: readonly ContainerMount[];
  /** Seconds that the command may take. */
  readonly timeLimit?: number;
};

/**
 * @param print a setting in the engine's words
 *
 * @example
 * userContainerSettings(fragment.main, (setting) => (setting.kind === "known" ? setting.value : `$${setting.slot}`));
 */
export function userContainerSettings(main: MainFragment, print: (setting: Setting) => string): UserContainerSettings {
  // Constants are told to the driver, which hands them on whatever they hold.
  const env = main.env.filter((one) => "valueFrom" in one).map((one) => printVariable(one, print));
  const resources = knownAmounts(main);
  const { imagePullPolicy, securityContext, timeLimit } = main;
  return {
    image: print(main.image),
    ...(env.length > 0 && { env: env as readonly ContainerVariable[] }),
    volumeMounts: main.volumeMounts,
    ...(Object.keys(resources).length > 0 && { resources }),
    ...(imagePullPolicy !== undefined && { imagePullPolicy }),
    ...(securityContext && { securityContext: securityContext as JsonObject }),
    ...(timeLimit !== undefined && { timeLimit }),
  };
}

/** Those that are not known yet an engine writes elsewhere, where it can. */
function knownAmounts({ resources }: MainFragment): JsonObject {
  return Object.fromEntries(
    (["limits", "requests"] as const).flatMap((kind) => {
      const known = resources[kind].flatMap(({ resource, amount }) =>
        resource.kind === "known" && amount.kind === "known" ? [[resource.value, amount.value] as const] : [],
      );
      return known.length > 0 ? [[kind, Object.fromEntries(known)] as const] : [];
    }),
  );
}

/** @param tokens what it may show to others, or what hides it */
export function userContainer(
  { env = [], volumeMounts, securityContext, timeLimit, ...settings }: UserContainerSettings,
  tokens: readonly ContainerMount[],
  options: Pick<ResolvedPodOptions, "podSecurity" | "proxy" | "store">,
): KubernetesContainer {
  const mounts = FOLDERS.map((folder): ContainerMount => ({ name: SHARED, mountPath: `/${folder}`, subPath: folder }));
  const isRestricted = options.podSecurity === "restricted";
  const own = new Set(env.map(({ name }) => name));
  const usual: readonly ContainerVariable[] = [
    ...proxies(options),
    ...(isRestricted ? [{ name: "HOME", value: HOME.path }] : []),
  ];
  const variables = [...usual.filter(({ name }) => !own.has(name)), ...env];
  const home = isRestricted ? [{ name: SHARED, mountPath: HOME.path, subPath: HOME.folder }] : [];
  const security: JsonObject = { ...(isRestricted && RESTRICTED_CONTAINER), ...securityContext };
  return {
    name: "main",
    ...settings,
    ...(variables.length > 0 && { env: variables }),
    ...(Object.keys(security).length > 0 && { securityContext: security }),
    command: [
      `${LAUNCHER}/busybox`,
      "sh",
      `${LAUNCHER}/launch.sh`,
      "",
      ...(timeLimit === undefined ? [] : [String(timeLimit)]),
    ],
    volumeMounts: [...mounts, ...home, ...tokens, ...volumeMounts],
  };
}
