// Where Kubernetes puts the token of a pod's service account, and how it is kept from a container.
// Source: https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account
import type { JsonObject } from "@slipway/ir";
import { type Grant, tokenVolume } from "./grant.js";
import type { ContainerMount } from "./kubernetes-container.js";

const NAME = "slipway-no-token";
const PATH = "/var/run/secrets/kubernetes.io/serviceaccount";

/** An empty folder in the place of the token: whoever does not mount it keeps the token. */
export const withoutToken: ContainerMount = { name: NAME, mountPath: PATH, readOnly: true };
export const withoutTokenVolume: JsonObject = { name: NAME, emptyDir: {} };

/** What the user's container mounts, in a pod that has a token: one that is granted may lie where the pod's own would. */
export function tokenMounts(grant: Grant): readonly ContainerMount[] {
  const granted = grantedMounts(grant);
  const isMasked = grant.serviceAccount === undefined && granted.every(({ mountPath }) => mountPath !== PATH);
  return [...(isMasked ? [withoutToken] : []), ...granted];
}

/** What it mounts where the pod has none. */
export function grantedMounts(grant: Grant): readonly ContainerMount[] {
  const granted = tokenVolume(grant)?.mount;
  return granted ? [granted] : [];
}
