// The two templates of a task that runs a container: `…-executor`, which skips it when it was cached, around `…-impl`,
// the pod. Image, command and settings come from the driver as a patch of the pod.
// Source: https://github.com/kubeflow/pipelines/blob/master/backend/src/v2/compiler/argocompiler/container.go
import type { ContainerComponent } from "@slipway/compiler";
import type { RetryPolicy } from "@slipway/ir";
import { constant } from "@slipway/kubernetes";
import { inputParameter, RETRIES, unlessTrue } from "../expression.js";
import type { ResolvedOptions } from "../options.js";
import type { Container, Parameter, Template } from "../workflow.js";
import { metadataEnvFrom, podEnv, withCaBundle } from "./environment.js";
import { metadataParameters, metadataPrefix, metadataReferences } from "./pod-metadata.js";
import { retryParameters, retryStrategy } from "./retry.js";
import { systemContainer, taskContainer, taskPod } from "./security.js";

/** Folders that a task may write to whatever its user: one volume each. */
const SCRATCH = [
  ["kfp-launcher", "/kfp-launcher"],
  ["gcs-scratch", "/gcs"],
  ["s3-scratch", "/s3"],
  ["minio-scratch", "/minio"],
  ["dot-local-scratch", "/.local"],
  ["dot-cache-scratch", "/.cache"],
  ["dot-config-scratch", "/.config"],
] as const;

const SCRATCH_MOUNTS = constant(SCRATCH.map(([name, mountPath]) => ({ name, mountPath })));
const SCRATCH_VOLUMES = constant(SCRATCH.map(([name]) => ({ name, emptyDir: {} })));
const LAUNCHER_RESOURCES = constant({ limits: { cpu: "500m", memory: "256Mi" }, requests: { cpu: "100m" } });
const LAUNCHER_MOUNT = constant([{ name: "kfp-launcher", mountPath: "/kfp-launcher" }]);

type Variant = { readonly component: ContainerComponent; readonly retry?: RetryPolicy | undefined };

export function executorName({ component, retry }: Variant): string {
  return `${metadataPrefix(component.kubernetes?.podMetadata)}${retry ? "retry-" : ""}system-container-executor`;
}

type Pair = readonly [outer: Template, implementation: Template];

const made = new WeakMap<ResolvedOptions, Map<string, Pair>>();

/** Both templates; the same for every task, of whichever pipeline, with the same options and name of them. */
export function executorTemplates(variant: Variant, options: ResolvedOptions): Pair {
  const known = made.get(options) ?? new Map<string, Pair>();
  made.set(options, known);
  const name = executorName(variant);
  const pair = known.get(name) ?? constant(makeTemplates(name, variant, options));
  known.set(name, pair);
  return pair;
}

function makeTemplates(name: string, variant: Variant, options: ResolvedOptions): Pair {
  const implementation = name.replace(/executor$/, "impl");
  const own: readonly Parameter[] = [
    ...metadataParameters(variant.component.kubernetes?.podMetadata),
    ...retryParameters(variant.retry),
  ];
  const outer: Template = {
    name,
    inputs: {
      parameters: [
        { name: "pod-spec-patch" },
        { name: "cached-decision", default: "false" },
        ...metadataParameters(variant.component.kubernetes?.podMetadata),
        ...retryParameters(variant.retry).map((parameter) => ({ ...parameter, default: "0" })),
      ],
    },
    dag: {
      tasks: [
        {
          name: "executor",
          template: implementation,
          when: unlessTrue(inputParameter("cached-decision")),
          arguments: {
            parameters: [{ name: "pod-spec-patch" }, ...own].map((parameter) => ({
              ...parameter,
              value: inputParameter(parameter.name),
            })),
          },
        },
      ],
    },
  };
  const inputs = [{ name: "pod-spec-patch" }, ...own];
  return [outer, withCaBundle(pod(implementation, inputs, variant, options), options)];
}

function pod(
  name: string,
  parameters: readonly Parameter[],
  { component, retry }: Variant,
  options: ResolvedOptions,
): Template & { readonly container: Container } {
  const references = metadataReferences(component.kubernetes?.podMetadata);
  const role = { "pipelines.kubeflow.org/runtime-role": "launcher" };
  return {
    name,
    metadata: { ...references, annotations: { ...references.annotations, ...role } },
    inputs: { parameters },
    ...(retry && { retryStrategy }),
    podSpecPatch: inputParameter("pod-spec-patch"),
    securityContext: taskPod,
    initContainers: [launcherInit(options)],
    container: {
      // The patch puts the task's own image and command here; should it ever fail to, nothing can be pulled or run.
      image: "gcr.io/ml-pipeline/should-be-overridden-during-runtime",
      command: ["should-be-overridden-during-runtime"],
      env: retry ? [...podEnv, { name: "KFP_RETRY_INDEX", value: RETRIES }] : podEnv,
      envFrom: metadataEnvFrom,
      securityContext: taskContainer(options.taskSecurity),
      volumeMounts: SCRATCH_MOUNTS,
    },
    volumes: SCRATCH_VOLUMES,
  };
}

/** Copies the launcher into the pod, where it starts the task's command. */
function launcherInit({ launcher }: ResolvedOptions): Container {
  return {
    name: "kfp-launcher",
    image: launcher.image,
    command: launcher.command,
    args: ["--copy", "/kfp-launcher/launch"],
    resources: LAUNCHER_RESOURCES,
    securityContext: systemContainer,
    volumeMounts: LAUNCHER_MOUNT,
  };
}
