// What `--with` makes for a namespace, put there, and its Jobs started whenever a test wants one.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { BatchV1Api, KubeConfig, KubernetesObjectApi, type V1CronJob } from "@kubernetes/client-node";
import { type ArgoOptions, argo } from "@slipway/argo";
import { compileOrThrow } from "@slipway/compiler";
import type { Connection } from "./connect.js";

/** Puts all of it but the Workflow into its namespace, and gives what runs a Job of the CronJob in it to its end. */
export async function upkeepIn(
  connection: Connection,
  pipeline: string,
  options: ArgoOptions & { readonly namespace: string },
): Promise<() => Promise<void>> {
  const { namespace } = options;
  const config = new KubeConfig();
  config.loadFromFile(connection.kubeconfig);
  const objects = KubernetesObjectApi.makeApiClient(config);
  const batch = config.makeApiClient(BatchV1Api);
  const text = readFileSync(pipeline, "utf8");
  const manifests = compileOrThrow(text, argo, { options }).filter(({ kind }) => kind !== "Workflow");
  for (const manifest of manifests) await objects.create(JSON.parse(JSON.stringify(manifest)));
  const { spec } = manifests.find(({ kind }) => kind === "CronJob") as unknown as V1CronJob;
  return async () => {
    const name = `upkeep-${randomUUID().slice(0, 8)}`;
    const job = spec?.jobTemplate.spec;
    await batch.createNamespacedJob({ namespace, body: { metadata: { name }, ...(job && { spec: job }) } });
    for (let turn = 0; turn < 60; turn++) {
      const { status } = await batch.readNamespacedJob({ namespace, name });
      if (status?.completionTime !== undefined) return;
      await sleep(1000);
    }
    throw new Error(`Job ${name} has not ended well after a minute`);
  };
}
