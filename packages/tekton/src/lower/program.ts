// Slipway's own steps: the same image with another command, the least rights, and the store's credentials.
import type { JsonObject } from "@slipway/ir";
import type { ResolvedOptions } from "../options.js";
import type { EnvVar, Step, VolumeMount } from "../pipeline-run.js";

/** The volume that the steps of a pod share, and where driver and publisher see it. */
export const SHARED = "slipway";
export const SHARED_PATH = "/slipway-pod";
/** Where Tekton looks for results. Source: https://tekton.dev/docs/pipelines/tasks/#emitting-results */
export const RESULTS_PATH = "/tekton/results";
const STORE = "slipway-store";
const CREDENTIALS_PATH = "/slipway-credentials";

export function programStep(
  name: string,
  args: readonly string[],
  options: ResolvedOptions,
  mounts: readonly VolumeMount[] = [],
): Step {
  return {
    name,
    image: options.image,
    ...(options.imagePullPolicy && { imagePullPolicy: options.imagePullPolicy }),
    command: ["slipway-runtime"],
    args,
    env: [{ name: "SLIPWAY_POD", valueFrom: { fieldRef: { fieldPath: "metadata.uid" } } }, ...credentials(options)],
    computeResources: options.resources,
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      seccompProfile: { type: "RuntimeDefault" },
    },
    volumeMounts: [{ name: SHARED, mountPath: SHARED_PATH }, ...storeMounts(options), ...mounts],
  };
}

/** The volumes of every pod. */
export function podVolumes({ store }: ResolvedOptions): readonly JsonObject[] {
  const { volume, secret } = store;
  return [
    { name: SHARED, emptyDir: {} },
    ...(volume ? [{ name: STORE, persistentVolumeClaim: { claimName: volume } }] : []),
    ...(secret && store.uri.startsWith("gs:") ? [{ name: STORE, secret: { secretName: secret.name } }] : []),
  ];
}

/** Of a Secret, each key by its name: no more than is needed reaches the program. */
function credentials({ store: { uri, secret } }: ResolvedOptions): readonly EnvVar[] {
  if (!secret) return [];
  if (uri.startsWith("gs:"))
    return [{ name: "GOOGLE_APPLICATION_CREDENTIALS", value: `${CREDENTIALS_PATH}/${secret.key}` }];
  const from = (key: string) => ({ secretKeyRef: { name: secret.name, key } });
  return [
    { name: "AWS_ACCESS_KEY_ID", valueFrom: from(secret.accessKey) },
    { name: "AWS_SECRET_ACCESS_KEY", valueFrom: from(secret.secretKey) },
  ];
}

function storeMounts({ store: { uri, volume, secret } }: ResolvedOptions): readonly VolumeMount[] {
  if (volume) return [{ name: STORE, mountPath: uri.replace(/^file:\/\//, "") }];
  return secret && uri.startsWith("gs:") ? [{ name: STORE, mountPath: CREDENTIALS_PATH, readOnly: true }] : [];
}
