// The API of the cluster that the pod is in, with the token of the pod's service account.
import { readFile } from "node:fs/promises";
import { request } from "node:https";
import type { JsonValue } from "@slipway/ir";
import type { ClusterAnswer, ClusterCall } from "../start-run.js";

const ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";

/** @param server address of the API, as Kubernetes tells every pod in KUBERNETES_SERVICE_HOST and _PORT */
export async function callCluster(server: string, { method, path, body }: ClusterCall): Promise<ClusterAnswer> {
  const token = (await readFile(`${ACCOUNT}/token`, "utf8")).trim();
  const ca = await readFile(`${ACCOUNT}/ca.crt`);
  const headers = {
    authorization: `Bearer ${token}`,
    "content-type": method === "PATCH" ? "application/merge-patch+json" : "application/json",
  };
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

/** The namespace that the pod is in. */
export async function ownNamespace(): Promise<string> {
  return (await readFile(`${ACCOUNT}/namespace`, "utf8")).trim();
}

function jsonOf(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return {};
  }
}
