// Calls of the API of the cluster that the pod is in, with the token of the pod's service account.
// https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/#directly-accessing-the-rest-api
import { readFile } from "node:fs/promises";
import { request } from "node:https";
import type { JsonObject, JsonValue } from "@slipway/ir";

const ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";

export type Call = {
  readonly method: string;
  readonly path: string;
  readonly body?: JsonObject;
  /** What the body is; plain JSON unless set. */
  readonly contentType?: string;
};

export type Answered = { readonly status: number; readonly body: JsonValue };

/** @param server address of the API, as Kubernetes tells every pod in KUBERNETES_SERVICE_HOST and _PORT */
export async function callCluster(server: string, { method, path, body, contentType }: Call): Promise<Answered> {
  const token = (await readFile(`${ACCOUNT}/token`, "utf8")).trim();
  const ca = await readFile(`${ACCOUNT}/ca.crt`);
  const headers = { authorization: `Bearer ${token}`, "content-type": contentType ?? "application/json" };
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

/** What the API says of a call that it refused. */
export function messageOf({ status, body }: Answered): string {
  const { message } = (body ?? {}) as JsonObject;
  return typeof message === "string" && message !== "" ? message : `the cluster answers ${status}`;
}

function jsonOf(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return {};
  }
}
