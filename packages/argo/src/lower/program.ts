// Slipway's own containers: the same image with another command, the least rights, and the store's credentials.
import type { JsonObject } from "@slipway/ir";
import { proxyVariables, type SharedFolder, sharedVolume } from "@slipway/pod";
import { inertJson, RETRIES } from "../expression.js";
import { ARGUMENT } from "../limits.js";
import type { ResolvedOptions } from "../options.js";
import type { Container, EnvVar, VolumeMount } from "../workflow.js";

/** The volume that the containers of a pod share, and where driver and publisher see it. */
export const SHARED = "slipway";
export const SHARED_PATH = "/slipway-pod";
/** What they tell Argo lies in a folder of its own: the user's container can read it only. */
export const ANSWERS = "answers";
export const ANSWERS_PATH = "/slipway-answers";
const TOKEN = "slipway-no-token";
const TOKEN_PATH = "/var/run/secrets/kubernetes.io/serviceaccount";
const STORE = "slipway-store";

/** A text that no engine looks into, in pieces that a kernel takes. */
export function inertArguments(value: unknown): readonly string[] {
  const text = inertJson(value);
  const pieces: string[] = [];
  for (let start = 0; start < text.length; ) {
    let end = Math.min(start + ARGUMENT, text.length);
    // A reference of an engine's must not come to be, nor be hidden, at the border of two pieces.
    while (end < text.length && /[{$\\]/.test(text.charAt(end - 1))) end -= 1;
    pieces.push(text.slice(start, end));
    start = end;
  }
  return pieces;
}

export function programContainer(name: string, args: readonly string[], options: ResolvedOptions): Container {
  return {
    name,
    image: options.image,
    ...(options.imagePullPolicy && { imagePullPolicy: options.imagePullPolicy }),
    command: ["slipway-runtime"],
    args,
    env: [
      { name: "SLIPWAY_POD", valueFrom: { fieldRef: { fieldPath: "metadata.uid" } } },
      ...credentials(options),
      ...proxies(options),
    ],
    resources: options.resources,
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      seccompProfile: { type: "RuntimeDefault" },
    },
    volumeMounts: [{ name: SHARED, mountPath: SHARED_PATH }, ...storeMounts(options), withoutToken],
  };
}

/** Number of the try. */
export function retryNumber(isRetried: boolean): string {
  return isRetried ? RETRIES : "0";
}

/**
 * An empty folder where Kubernetes puts the pod's token: Argo's own container, which needs it, keeps it.
 * Source: https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account
 */
export const withoutToken: VolumeMount = { name: TOKEN, mountPath: TOKEN_PATH, readOnly: true };

/** The volumes of every pod. What a task reads and writes needs more room than what programs tell each other. */
export function podVolumes({ store }: ResolvedOptions, shared: SharedFolder = {}): readonly JsonObject[] {
  const { volume, secret } = store;
  return [
    { name: SHARED, ...sharedVolume(shared) },
    { name: TOKEN, emptyDir: {} },
    ...(volume ? [{ name: STORE, persistentVolumeClaim: { claimName: volume } }] : []),
    ...(secret && store.uri.startsWith("gs:") ? [{ name: STORE, secret: { secretName: secret.name } }] : []),
  ];
}

export function proxies({ proxy = {}, store }: ResolvedOptions): readonly EnvVar[] {
  return proxyVariables(proxy, store.endpoint);
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

const CREDENTIALS_PATH = "/slipway-credentials";

function storeMounts({ store: { uri, volume, secret } }: ResolvedOptions): readonly VolumeMount[] {
  if (volume) return [{ name: STORE, mountPath: uri.replace(/^file:\/\//, "") }];
  return secret && uri.startsWith("gs:") ? [{ name: STORE, mountPath: CREDENTIALS_PATH, readOnly: true }] : [];
}
