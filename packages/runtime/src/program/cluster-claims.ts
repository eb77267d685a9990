// Volume claims of the cluster that the pod is in: two calls of its API.
// https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/persistent-volume-claim-v1/
import type { JsonObject, JsonValue } from "@slipway/ir";
import { messageOf } from "../start-run.js";
import type { Volumes } from "../volume.js";
import { callCluster as call } from "./cluster.js";

/**
 * @param server address of the API, as Kubernetes tells every pod in KUBERNETES_SERVICE_HOST and _PORT
 * @param run id of the run: a claim that an earlier try of it made is taken for made
 */
export function clusterClaims(server: string, namespace: string, run: string): Volumes {
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/persistentvolumeclaims`;
  return {
    create: async (name, settings) => {
      const made = await call(server, { method: "POST", path, body: claim(name, settings, run) });
      if (made.status === 409) {
        const there = await call(server, { method: "GET", path: `${path}/${encodeURIComponent(name)}` });
        return runOf(there.body) === run ? undefined : `there is already a volume claim "${name}"`;
      }
      return made.status < 300 ? undefined : `the volume claim "${name}" could not be made: ${messageOf(made)}`;
    },
    remove: async (name) => {
      const gone = await call(server, { method: "DELETE", path: `${path}/${encodeURIComponent(name)}` });
      if (gone.status === 404) return `there is no volume claim "${name}"`;
      return gone.status < 300 ? undefined : `the volume claim "${name}" could not be deleted: ${messageOf(gone)}`;
    },
  };
}

const RUN = "slipway/run";

/** Source: https://github.com/kubeflow/pipelines/blob/master/kubernetes_platform/python/kfp/kubernetes/volume.py */
function claim(name: string, settings: JsonObject, run: string): JsonObject {
  const {
    access_modes: accessModes,
    size,
    storage_class_name: storageClass,
    volume_name: volume,
    annotations,
  } = settings;
  return {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: { name, annotations: { ...(annotations as JsonObject | undefined), [RUN]: run } },
    spec: {
      accessModes: accessModes ?? [],
      resources: { requests: { storage: size ?? "" } },
      ...(isText(storageClass) && { storageClassName: storageClass }),
      ...(isText(volume) && { volumeName: volume }),
    },
  };
}

function isText(value: JsonValue | undefined): value is string {
  return typeof value === "string" && value !== "";
}

function runOf(body: JsonValue): JsonValue | undefined {
  const metadata = (body as JsonObject)["metadata"] as JsonObject | undefined;
  return (metadata?.["annotations"] as JsonObject | undefined)?.[RUN];
}
