// What the pods of drivers, launchers and tasks have in common: variables, the CA bundle, the flags of the servers.
import { constant } from "@slipway/kubernetes";
import type { ResolvedOptions } from "../options.js";
import type { Container, EnvVar, Template, Volume } from "../workflow.js";

export const podEnv: readonly EnvVar[] = constant([
  { name: "KFP_POD_NAME", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
  { name: "KFP_POD_UID", valueFrom: { fieldRef: { fieldPath: "metadata.uid" } } },
]);

export const metadataEnvFrom = constant([{ configMapRef: { name: "metadata-grpc-configmap", optional: true } }]);

/** Each in both spellings, as some programs read the one and some the other. */
export function proxyEnv({ proxy }: ResolvedOptions): readonly EnvVar[] {
  const variables = [
    ["http_proxy", proxy.http],
    ["https_proxy", proxy.https],
    ["no_proxy", proxy.noProxy],
  ] as const;
  return variables.flatMap(([name, value]) =>
    value === ""
      ? []
      : [
          { name, value },
          { name: name.toUpperCase(), value },
        ],
  );
}

const CERTIFICATES = "/kfp/certs";

export function caPath({ caBundle }: ResolvedOptions): string {
  return caBundle ? `${CERTIFICATES}/ca.crt` : "";
}

/** Mounts the CA bundle, if there is one, into the container of a template. */
export function withCaBundle<T extends Template & { readonly container: Container }>(
  template: T,
  { caBundle }: ResolvedOptions,
): T {
  if (!caBundle) return template;
  const items = [{ key: caBundle.key, path: "ca.crt" }];
  const volume: Volume =
    caBundle.kind === "secret"
      ? { name: "custom-ca", secret: { secretName: caBundle.name, items } }
      : { name: "custom-ca", configMap: { name: caBundle.name, items } };
  const mounts = [...(template.container.volumeMounts ?? []), { name: "custom-ca", mountPath: CERTIFICATES }];
  return {
    ...template,
    container: { ...template.container, volumeMounts: mounts },
    volumes: [...(template.volumes ?? []), volume],
  };
}

export function tlsFlags({ mlPipelineServer, metadataServer }: ResolvedOptions): readonly string[] {
  return [`--ml_pipeline_tls_enabled=${mlPipelineServer.tls}`, `--metadata_tls_enabled=${metadataServer.tls}`];
}

export function metadataFlags({ metadataServer }: ResolvedOptions): readonly string[] {
  return ["--mlmd_server_address", metadataServer.address, "--mlmd_server_port", metadataServer.port];
}

export function logFlags({ logLevel, publishLogs }: ResolvedOptions): readonly string[] {
  return ["--log_level", logLevel, "--publish_logs", String(publishLogs)];
}
