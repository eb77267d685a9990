// The two driver templates: one for tasks that run a container, one for DAGs.
// Source: https://github.com/kubeflow/pipelines/blob/master/backend/src/v2/compiler/argocompiler/container.go and dag.go
import type { Plan } from "@slipway/compiler";
import type { Metadata } from "@slipway/kubernetes";
import { constant } from "@slipway/kubernetes";
import { CREATION_TIME, inputParameter, outputPath, RUN_ID, WORKFLOW_NAME } from "../expression.js";
import type { ResolvedOptions } from "../options.js";
import type { EnvVar, Template } from "../workflow.js";
import { caPath, logFlags, metadataFlags, podEnv, proxyEnv, tlsFlags, withCaBundle } from "./environment.js";
import { systemContainer, systemPod } from "./security.js";

export const CONTAINER_DRIVER = "system-container-driver";
export const DAG_DRIVER = "system-dag-driver";

export const driverResources = constant({
  limits: { cpu: "500m", memory: "512Mi" },
  requests: { cpu: "100m", memory: "64Mi" },
});

export function containerDriver(plan: Plan, options: ResolvedOptions): Template {
  const args = [
    "--type",
    "CONTAINER",
    ...runFlags(plan),
    ...inputFlags(["component", "task"]),
    "--task_name",
    inputParameter("task-name"),
    "--container",
    inputParameter("container"),
    "--iteration_index",
    inputParameter("iteration-index"),
    "--cached_decision_path",
    outputPath("cached-decision"),
    "--pod_spec_patch_path",
    outputPath("pod-spec-patch"),
    "--condition_path",
    outputPath("condition"),
    "--kubernetes_config",
    inputParameter("kubernetes-config"),
    ...serverFlags(options),
    ...taskSecurityFlags(options),
  ];
  const proxies = proxyEnv(options);
  const env = proxies.length > 0 ? [...proxies, ...podEnv] : podEnv;
  return driver({ name: CONTAINER_DRIVER, args, inputs: CONTAINER_INPUTS, outputs: CONTAINER_OUTPUTS, env }, options);
}

const CONTAINER_INPUTS: Parameters = constant({
  parameters: [
    ...["component", "task", "container", "task-name", "parent-dag-id"].map((name) => ({ name })),
    { name: "iteration-index", default: "-1" },
    { name: "kubernetes-config", default: "" },
  ],
});

const CONTAINER_OUTPUTS: Parameters = constant({
  parameters: [
    { name: "pod-spec-patch", valueFrom: { path: "/tmp/outputs/pod-spec-patch", default: "" } },
    {
      name: "cached-decision",
      default: "false",
      valueFrom: { path: "/tmp/outputs/cached-decision", default: "false" },
    },
    { name: "condition", valueFrom: { path: "/tmp/outputs/condition", default: "true" } },
  ],
});

export function dagDriver(plan: Plan, options: ResolvedOptions): Template {
  const args = [
    "--type",
    inputParameter("driver-type"),
    ...runFlags(plan),
    ...inputFlags(["component", "task"]),
    "--task_name",
    inputParameter("task-name"),
    "--runtime_config",
    inputParameter("runtime-config"),
    "--iteration_index",
    inputParameter("iteration-index"),
    "--execution_id_path",
    outputPath("execution-id"),
    "--iteration_count_path",
    outputPath("iteration-count"),
    "--condition_path",
    outputPath("condition"),
    ...serverFlags(options),
  ];
  return driver({ name: DAG_DRIVER, args, inputs: DAG_INPUTS, outputs: DAG_OUTPUTS, env: proxyEnv(options) }, options);
}

const DAG_INPUTS: Parameters = constant({
  parameters: [
    { name: "component" },
    { name: "runtime-config", default: "" },
    { name: "task", default: "" },
    { name: "task-name", default: "" },
    { name: "parent-dag-id", default: "0" },
    { name: "iteration-index", default: "-1" },
    { name: "driver-type", default: "DAG" },
  ],
});

const DAG_OUTPUTS: Parameters = constant({
  parameters: [
    { name: "execution-id", valueFrom: { path: "/tmp/outputs/execution-id" } },
    { name: "iteration-count", valueFrom: { path: "/tmp/outputs/iteration-count", default: "0" } },
    { name: "condition", valueFrom: { path: "/tmp/outputs/condition", default: "true" } },
  ],
});

type Parameters = NonNullable<Template["inputs"]>;

type DriverParts = {
  readonly name: string;
  readonly args: readonly string[];
  readonly inputs: Parameters;
  readonly outputs: Parameters;
  readonly env: readonly EnvVar[];
};

function driver({ name, args, inputs, outputs, env }: DriverParts, options: ResolvedOptions): Template {
  const { image, command } = options.driver;
  const container = {
    image,
    command,
    args,
    ...(env.length > 0 && { env }),
    resources: driverResources,
    securityContext: systemContainer,
  };
  const template = {
    name,
    metadata: driverMetadata(options),
    inputs,
    outputs,
    container,
    securityContext: systemPod,
  };
  return withCaBundle(template, options);
}

function driverMetadata({ driver: { labels, annotations } }: ResolvedOptions): Metadata {
  return {
    ...(Object.keys(labels).length > 0 && { labels }),
    annotations: { ...annotations, "pipelines.kubeflow.org/runtime-role": "driver" },
  };
}

function runFlags({ name, runDisplayName = "" }: Plan): readonly string[] {
  return [
    "--pipeline_name",
    name,
    "--run_id",
    RUN_ID,
    "--run_name",
    WORKFLOW_NAME,
    "--run_display_name",
    runDisplayName,
    "--pipeline_job_create_time_utc",
    CREATION_TIME,
    "--dag_execution_id",
    inputParameter("parent-dag-id"),
  ];
}

function inputFlags(names: readonly string[]): readonly string[] {
  return names.flatMap((name) => [`--${name}`, inputParameter(name)]);
}

function serverFlags(options: ResolvedOptions): readonly string[] {
  const { proxy, mlPipelineServer, cacheDisabled } = options;
  return [
    "--http_proxy",
    proxy.http,
    "--https_proxy",
    proxy.https,
    "--no_proxy",
    proxy.noProxy,
    "--ml_pipeline_server_address",
    mlPipelineServer.address,
    "--ml_pipeline_server_port",
    mlPipelineServer.port,
    ...metadataFlags(options),
    `--cache_disabled=${cacheDisabled}`,
    ...logFlags(options),
    ...tlsFlags(options),
    "--ca_cert_path",
    caPath(options),
  ];
}

function taskSecurityFlags({ taskSecurity }: ResolvedOptions): readonly string[] {
  const flags = [
    ["--default_run_as_user", taskSecurity.runAsUser],
    ["--default_run_as_group", taskSecurity.runAsGroup],
    ["--default_run_as_non_root", taskSecurity.runAsNonRoot],
    ["--default_host_users", taskSecurity.hostUsers],
  ] as const;
  return flags.flatMap(([flag, value]) => (value === undefined ? [] : [flag, String(value)]));
}
