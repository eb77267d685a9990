// What Kubernetes' Pod Security Standards want of pods.
// Source: https://kubernetes.io/docs/concepts/security/pod-security-standards/
import type { JsonObject } from "@slipway/ir";

export type PodSecurity = "baseline" | "restricted";

/** The user of a task whose settings name none, and the group to which volumes are given: an image can rely on neither. */
const USER = 1000;

/** Of a whole pod: no container of it is root, and its volumes can be written. */
export const RESTRICTED_POD: JsonObject = {
  runAsNonRoot: true,
  runAsUser: USER,
  fsGroup: USER,
  fsGroupChangePolicy: "OnRootMismatch",
  seccompProfile: { type: "RuntimeDefault" },
};

/** Of each container in such a pod. */
export const RESTRICTED_CONTAINER: JsonObject = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
};

/**
 * Where a user that the image does not know can write: programs keep their settings there, and pip installs into it what it
 * may not install for all. A folder of the pod's shared volume, which the publisher does not look into.
 * Source: https://pip.pypa.io/en/stable/user_guide/#user-installs
 */
export const HOME = { path: "/slipway-home", folder: "home" } as const;
