// The cluster of test/cluster, when it is up: where its API server is, and the store that pods and tests share.
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { CoreV1Api, CustomObjectsApi, KubeConfig, RbacAuthorizationV1Api } from "@kubernetes/client-node";

export type Connection = {
  readonly kubeconfig: string;
  /** Enforces Pod Security `baseline`; cases have namespaces of their own, made after this one. */
  readonly namespace: string;
  readonly store: {
    readonly uri: string;
    readonly endpoint: string;
    readonly region: string;
    readonly pathStyle: boolean;
    readonly accessKey: string;
    readonly secretKey: string;
  };
};

const FILE = join(homedir(), ".cache/slipway/cluster/run/connect.json");

/** undefined while no cluster is up. */
export function connection(): Connection | undefined {
  return existsSync(FILE) ? (JSON.parse(readFileSync(FILE, "utf8")) as Connection) : undefined;
}

export function clients({ kubeconfig }: Connection) {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  return {
    core: config.makeApiClient(CoreV1Api),
    custom: config.makeApiClient(CustomObjectsApi),
    rights: config.makeApiClient(RbacAuthorizationV1Api),
  };
}
