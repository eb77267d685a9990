// The importer: one pod that is driver and launcher in one.
// Source: https://github.com/kubeflow/pipelines/blob/master/backend/src/v2/compiler/argocompiler/importer.go
import type { DagComponent, Plan, TaskDefinition } from "@slipway/compiler";
import type { Diagnostic } from "@slipway/ir";
import { inputParameter, RUN_ID, WORKFLOW_NAME } from "../expression.js";
import { diagnose } from "../messages.js";
import type { ResolvedOptions } from "../options.js";
import type { Template } from "../workflow.js";
import { driverResources } from "./driver.js";
import { caPath, logFlags, metadataEnvFrom, metadataFlags, podEnv, tlsFlags, withCaBundle } from "./environment.js";
import { systemContainer, systemPod } from "./security.js";

export const WORKSPACE = { name: "kfp-workspace", mountPath: "/kfp-workspace" };

export function importerName(intoWorkspace: boolean): string {
  return intoWorkspace ? "system-importer-workspace" : "system-importer";
}

/**
 * Kubeflow's compiler gives an importer no `depends`, whatever it reads or is told to wait for. In a loop the loop waits
 * for it, and after others have ended the task before it does.
 */
export function startsAtOnce({ component, iterator, trigger }: TaskDefinition): boolean {
  return component.kind === "importer" && !iterator && trigger === "all-succeeded";
}

export function checkImporters(dag: DagComponent): readonly Diagnostic[] {
  return [...dag.tasks.values()].flatMap((task) => {
    if (!startsAtOnce(task) || task.dependencies.length === 0) return [];
    const upstream = [...new Set(task.dependencies)].map((name) => `"${name}"`).join(", ");
    return [diagnose("importer-does-not-wait", task.path, { task: task.name, upstream })];
  });
}

export function importerTemplate(plan: Plan, intoWorkspace: boolean, options: ResolvedOptions): Template {
  const args = [
    "--executor_type",
    "importer",
    "--task_spec",
    inputParameter("task"),
    "--component_spec",
    inputParameter("component"),
    "--importer_spec",
    inputParameter("importer"),
    "--pipeline_name",
    plan.name,
    "--run_id",
    RUN_ID,
    "--parent_dag_id",
    inputParameter("parent-dag-id"),
    "--pod_name",
    "$(KFP_POD_NAME)",
    "--pod_uid",
    "$(KFP_POD_UID)",
    ...metadataFlags(options),
    `--cache_disabled=${options.cacheDisabled}`,
    ...tlsFlags(options),
    "--ca_cert_path",
    caPath(options),
    ...logFlags(options),
  ];
  const claimName = `${WORKFLOW_NAME}-${WORKSPACE.name}`;
  const template = {
    name: importerName(intoWorkspace),
    metadata: { annotations: { "pipelines.kubeflow.org/runtime-role": "launcher" } },
    inputs: { parameters: ["task", "component", "importer", "parent-dag-id"].map((name) => ({ name })) },
    container: {
      image: options.launcher.image,
      command: options.launcher.command,
      args,
      env: podEnv,
      envFrom: metadataEnvFrom,
      resources: driverResources,
      securityContext: systemContainer,
      ...(intoWorkspace && { volumeMounts: [WORKSPACE] }),
    },
    securityContext: systemPod,
    ...(intoWorkspace && { volumes: [{ name: WORKSPACE.name, persistentVolumeClaim: { claimName } }] }),
  };
  return withCaBundle(template, options);
}
