// The store that pods open: what may be set, and what it adds to a container that opens it.
import type { JsonObject } from "@slipway/ir";
import type { StoreIdentity } from "./identity.js";
import type { ContainerMount, ContainerVariable } from "./kubernetes-container.js";

export type StoreSettings = {
  readonly uri?: string;
  readonly endpoint?: string;
  readonly region?: string;
  readonly pathStyle?: boolean;
  /** Holds credentials; the names are those of its keys. */
  readonly secret?: {
    readonly name: string;
    readonly accessKey?: string;
    readonly secretKey?: string;
    readonly key?: string;
  };
  readonly identity?: StoreIdentity;
  /** A volume claim, for a store that is a folder. */
  readonly volume?: string;
};

/** With every default filled in. */
export type ResolvedStore = Omit<StoreSettings, "uri" | "secret"> & {
  readonly uri: string;
  readonly secret?: Required<NonNullable<StoreSettings["secret"]>>;
};

/** @param uri which the caller has made sure of */
export function resolveStore({ secret, uri: _, ...place }: StoreSettings, uri: string): ResolvedStore {
  const keys = { accessKey: "accesskey", secretKey: "secretkey", key: "credentials.json" };
  return { ...place, uri, ...(secret && { secret: { ...keys, ...secret } }) };
}

/** What a program is told of it, without a secret. */
export function storeDescription({ uri, endpoint, region, pathStyle }: ResolvedStore): {
  readonly uri: string;
  readonly options?: JsonObject;
} {
  const options = {
    ...(endpoint !== undefined && { endpoint }),
    ...(region !== undefined && { region }),
    ...(pathStyle !== undefined && { pathStyle }),
  };
  return { uri, ...(Object.keys(options).length > 0 && { options }) };
}

const VOLUME = "slipway-store";
const CREDENTIALS_PATH = "/slipway-credentials";

/** Of a Secret, each key by its name: no more than is needed reaches the program. */
export function storeVariables({ uri, secret }: ResolvedStore): readonly ContainerVariable[] {
  if (!secret) return [];
  if (isOfGoogle(uri)) return [{ name: "GOOGLE_APPLICATION_CREDENTIALS", value: `${CREDENTIALS_PATH}/${secret.key}` }];
  const from = (key: string) => ({ secretKeyRef: { name: secret.name, key } });
  return [
    { name: "AWS_ACCESS_KEY_ID", valueFrom: from(secret.accessKey) },
    { name: "AWS_SECRET_ACCESS_KEY", valueFrom: from(secret.secretKey) },
  ];
}

export function storeVolumes({ uri, volume, secret }: ResolvedStore): readonly JsonObject[] {
  return [
    ...(volume ? [{ name: VOLUME, persistentVolumeClaim: { claimName: volume } }] : []),
    ...(secret && isOfGoogle(uri) ? [{ name: VOLUME, secret: { secretName: secret.name } }] : []),
  ];
}

export function storeMounts({ uri, volume, secret }: ResolvedStore): readonly ContainerMount[] {
  if (volume) return [{ name: VOLUME, mountPath: uri.replace(/^file:\/\//, "") }];
  return secret && isOfGoogle(uri) ? [{ name: VOLUME, mountPath: CREDENTIALS_PATH, readOnly: true }] : [];
}

function isOfGoogle(uri: string): boolean {
  return uri.startsWith("gs:");
}
