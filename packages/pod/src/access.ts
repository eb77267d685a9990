// An account for pods, and its rights, as documents of Kubernetes.
// https://kubernetes.io/docs/reference/access-authn-authz/rbac/
import type { Component, Plan } from "@slipway/compiler";
import type { JsonValue } from "@slipway/ir";

export type Rule = {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
};

export type AccessObject = {
  readonly apiVersion: string;
  readonly kind: "ServiceAccount" | "Role" | "RoleBinding";
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly rules?: readonly Rule[];
  readonly roleRef?: Readonly<Record<string, JsonValue>>;
  readonly subjects?: readonly Readonly<Record<string, JsonValue>>[];
};

type Access = {
  readonly namespace: string;
  /** Of the role and of its binding. */
  readonly name: string;
  readonly rules: readonly Rule[];
};

/** An account with these rights in its namespace. */
export function accessObjects({ account, ...access }: Access & { readonly account: string }): readonly AccessObject[] {
  const { namespace, rules } = access;
  return [
    { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: account, namespace } },
    ...(rules.length > 0 ? boundRole([account], access) : []),
  ];
}

/** These rights for accounts that are there. */
export function boundRole(accounts: readonly string[], { namespace, name, rules }: Access): readonly AccessObject[] {
  const group = "rbac.authorization.k8s.io";
  return [
    { apiVersion: `${group}/v1`, kind: "Role", metadata: { name, namespace }, rules },
    {
      apiVersion: `${group}/v1`,
      kind: "RoleBinding",
      metadata: { name, namespace },
      roleRef: { apiGroup: group, kind: "Role", name },
      subjects: accounts.map((account) => ({ kind: "ServiceAccount", name: account, namespace })),
    },
  ];
}

const VERBS: Readonly<Partial<Record<Component["kind"], readonly string[]>>> = {
  // One that is there already is looked at: it may be this run's own, from a try before.
  "create-pvc": ["create", "get"],
  "delete-pvc": ["delete"],
};

/**
 * What pods that make and remove volume claims ask of the API server. Names of claims are known when the pipeline runs, so
 * no right can be bound to them.
 */
export function claimRules({ components }: Plan): readonly Rule[] {
  const verbs = [...new Set(components.flatMap(({ kind }) => VERBS[kind] ?? []))].sort();
  return verbs.length > 0 ? [{ apiGroups: [""], resources: ["persistentvolumeclaims"], verbs }] : [];
}
