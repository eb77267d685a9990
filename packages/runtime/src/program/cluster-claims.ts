// Volume claims of the cluster that the pod is in: two calls of its API, with the token of the pod's service account.
// https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/persistent-volume-claim-v1/
import { readFile } from "node:fs/promises";
import { request } from "node:https";
import type { JsonObject, JsonValue } from "@slipway/ir";
import type { Volumes } from "../volume.js";

const ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";

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

function messageOf({ status, body }: Answered): string {
  const { message } = (body ?? {}) as JsonObject;
  return isText(message) ? message : `the cluster answers ${status}`;
}

type Call = { readonly method: string; readonly path: string; readonly body?: JsonObject };
type Answered = { readonly status: number; readonly body: JsonValue };

async function call(server: string, { method, path, body }: Call): Promise<Answered> {
  const token = (await readFile(`${ACCOUNT}/token`, "utf8")).trim();
  const ca = await readFile(`${ACCOUNT}/ca.crt`);
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  return new Promise((resolve, reject) => {
    const asked = request(`${server}${path}`, { method, ca, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("error", reject);
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body: jsonOf(text) }));
    });
    asked.on("error", reject);
    asked.end(body && JSON.stringify(body));
  });
}

function jsonOf(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return {};
  }
}
