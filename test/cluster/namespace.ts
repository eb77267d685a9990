// Namespaces of a case's own, so that cases at the same time find nothing of one another, and leave nothing.
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { CoreV1Api } from "@kubernetes/client-node";
import { type Connection, clients } from "./connect.js";

/** What is enforced there. https://kubernetes.io/docs/concepts/security/pod-security-admission/ */
export type Level = "privileged" | "baseline" | "restricted";

export type Namespaces = {
  /** Its name; made when it is first asked for. */
  readonly of: (level: Level) => Promise<string>;
  readonly remove: () => Promise<void>;
};

/** With the rights and the store's Secret that the cluster's own namespaces have. */
export function ownNamespaces(connection: Connection): Namespaces {
  const made = new Map<Level, Promise<string>>();
  const { core } = clients(connection);
  return {
    of: (level) => {
      const name = made.get(level) ?? makeNamespace(connection, level);
      made.set(level, name);
      return name;
    },
    remove: async () => {
      for (const name of await Promise.all(made.values())) await core.deleteNamespace({ name });
    },
  };
}

async function makeNamespace(connection: Connection, level: Level): Promise<string> {
  const { core, rights } = clients(connection);
  const { namespace } = connection;
  const name = `slipway-case-${randomUUID().slice(0, 8)}`;
  const labels = { "pod-security.kubernetes.io/enforce": level };
  await core.createNamespace({ body: { metadata: { name, labels } } });
  const { data } = await core.readNamespacedSecret({ name: "slipway-store", namespace });
  await core.createNamespacedSecret({
    namespace: name,
    body: { metadata: { name: "slipway-store" }, ...(data && { data }) },
  });
  for (const { metadata, rules } of (await rights.listNamespacedRole({ namespace })).items) {
    await rights.createNamespacedRole({
      namespace: name,
      body: { metadata: { name: metadata?.name ?? "" }, ...(rules && { rules }) },
    });
  }
  for (const { metadata, roleRef } of (await rights.listNamespacedRoleBinding({ namespace })).items) {
    const subjects = [{ kind: "ServiceAccount", name: "default" }];
    await rights.createNamespacedRoleBinding({
      namespace: name,
      body: { metadata: { name: metadata?.name ?? "" }, roleRef, subjects },
    });
  }
  await accountThere(name, core);
  return name;
}

/** Kubernetes makes it a moment later, and no pod without it. */
async function accountThere(namespace: string, core: CoreV1Api): Promise<void> {
  for (let turn = 0; turn < 300; turn++) {
    const { items } = await core.listNamespacedServiceAccount({ namespace });
    if (items.some(({ metadata }) => metadata?.name === "default")) return;
    await sleep(100);
  }
  throw new Error(`${namespace} has no service account "default" after half a minute`);
}
