// What Kubeflow's compiler takes from the environment of its API server, as options.
// Source: https://github.com/kubeflow/pipelines/blob/master/backend/src/apiserver/common/const.go and config.go
import { explainOption, failed, type JsonObject, type JsonValue, type Result, resultOf } from "@slipway/ir";
import type { Labels } from "@slipway/kubernetes";
import { validateKubeflowOptions } from "./gen/validators.js";
import { OPTIONS } from "./option-names.js";

/** Everything is optional; schemas/slipway.schema.json says what each means. */
export type KubeflowOptions = {
  readonly namespace?: string;
  readonly serviceAccount?: string;
  readonly pipelineRoot?: string;
  readonly cacheDisabled?: boolean;
  readonly logLevel?: string;
  readonly publishLogs?: boolean;
  readonly runAsUser?: number;
  readonly taskSecurity?: TaskSecurity;
  readonly driver?: Program & { readonly labels?: Labels; readonly annotations?: Labels };
  readonly launcher?: Program;
  readonly caBundle?: { readonly configMap?: string; readonly secret?: string; readonly key?: string };
  readonly proxy?: { readonly http?: string; readonly https?: string; readonly noProxy?: string };
  readonly mlPipelineServer?: Server;
  readonly metadataServer?: Server;
  readonly workspace?: JsonObject;
  readonly specPatch?: JsonObject;
};

type Program = { readonly image?: string; readonly command?: readonly string[] };
type Server = { readonly address?: string; readonly port?: string; readonly tls?: boolean };
export type TaskSecurity = {
  readonly runAsUser?: number;
  readonly runAsGroup?: number;
  readonly runAsNonRoot?: boolean;
  readonly hostUsers?: boolean;
};

/** The options with every default filled in. */
export type ResolvedOptions = {
  readonly namespace?: string;
  readonly serviceAccount: string;
  readonly pipelineRoot?: string;
  readonly cacheDisabled: boolean;
  readonly logLevel: string;
  readonly publishLogs: boolean;
  readonly runAsUser?: number;
  readonly taskSecurity: TaskSecurity;
  readonly driver: Required<Program> & { readonly labels: Labels; readonly annotations: Labels };
  readonly launcher: Required<Program>;
  readonly caBundle?: { readonly kind: "secret" | "configMap"; readonly name: string; readonly key: string };
  readonly proxy: { readonly http: string; readonly https: string; readonly noProxy: string };
  readonly mlPipelineServer: Required<Server>;
  readonly metadataServer: Required<Server>;
  readonly workspace: JsonObject;
  readonly specPatch: JsonObject;
};

/** Checks options that came as JSON. */
export function readOptions(options: unknown): Result<KubeflowOptions> {
  if (validateKubeflowOptions(options)) return resultOf(options as KubeflowOptions, []);
  const errors = validateKubeflowOptions.errors ?? [];
  return failed(errors.map((error) => explainOption("kubeflow", error, options as JsonValue, OPTIONS)));
}

const NO_PROXY =
  "localhost,127.0.0.1,.svc.cluster.local,kubernetes.default.svc,minio-service.kubeflow," +
  "metadata-grpc-service,metadata-grpc-service.kubeflow,ml-pipeline.kubeflow";

let last: { readonly text: string; readonly resolved: ResolvedOptions } | undefined;

/** The same object for the same options, so that what follows from them alone is made once for many pipelines. */
export function resolveOptions(options: KubeflowOptions): ResolvedOptions {
  const text = JSON.stringify(options);
  // Of a copy, since callers may go on to change theirs.
  if (last?.text !== text) last = { text, resolved: withDefaults(JSON.parse(text) as KubeflowOptions) };
  return last.resolved;
}

function withDefaults(options: KubeflowOptions): ResolvedOptions {
  const { driver = {}, launcher = {}, proxy = {}, mlPipelineServer, metadataServer } = options;
  const hasProxy = proxy.http !== undefined || proxy.https !== undefined;
  return {
    serviceAccount: options.serviceAccount ?? "pipeline-runner",
    cacheDisabled: options.cacheDisabled ?? false,
    logLevel: options.logLevel ?? "1",
    publishLogs: options.publishLogs ?? true,
    taskSecurity: options.taskSecurity ?? {},
    driver: {
      image: driver.image ?? "ghcr.io/kubeflow/kfp-driver:latest",
      command: driver.command ?? ["driver"],
      labels: withoutReserved(driver.labels),
      annotations: withoutReserved(driver.annotations),
    },
    launcher: {
      image: launcher.image ?? "ghcr.io/kubeflow/kfp-launcher:latest",
      command: launcher.command ?? ["launcher-v2"],
    },
    proxy: {
      http: proxy.http ?? "",
      https: proxy.https ?? "",
      noProxy: proxy.noProxy ?? (hasProxy ? NO_PROXY : ""),
    },
    mlPipelineServer: {
      address: mlPipelineServer?.address ?? "ml-pipeline.kubeflow.svc.cluster.local",
      port: mlPipelineServer?.port ?? "8887",
      tls: mlPipelineServer?.tls ?? false,
    },
    metadataServer: {
      address: metadataServer?.address ?? "metadata-grpc-service.kubeflow.svc.cluster.local",
      port: metadataServer?.port ?? "8080",
      tls: metadataServer?.tls ?? false,
    },
    workspace: options.workspace ?? {},
    specPatch: options.specPatch ?? {},
    ...(options.namespace !== undefined && { namespace: options.namespace }),
    ...(options.pipelineRoot !== undefined && { pipelineRoot: options.pipelineRoot }),
    ...(options.runAsUser !== undefined && { runAsUser: options.runAsUser }),
    ...caBundleOf(options.caBundle),
  };
}

function caBundleOf({ secret, configMap, key = "ca.crt" }: KubeflowOptions["caBundle"] = {}) {
  if (secret !== undefined) return { caBundle: { kind: "secret", name: secret, key } as const };
  return configMap === undefined ? {} : { caBundle: { kind: "configMap", name: configMap, key } as const };
}

/** Kubeflow keeps names with its own prefix for itself. */
function withoutReserved(labels: Labels = {}): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([key]) => !key.startsWith("pipelines.kubeflow.org/")));
}
