// What the container of a task may show to others: by default it has no token at all.
// Source: https://kubernetes.io/docs/concepts/storage/projected-volumes/#serviceaccounttoken
import { type LeafTask, type Plan, tasksOf } from "@slipway/compiler";
import { type Diagnostic, didYouMean, type JsonObject } from "@slipway/ir";
import { diagnose } from "./messages.js";
import type { VolumeMount } from "./platform/fragment.js";

export type Grant = {
  /** The pod runs as it, and main has its token. */
  readonly serviceAccount?: string;
  /** A token of the pod's service account for one audience. */
  readonly token?: {
    readonly audience: string;
    /** The file in main. */
    readonly path: string;
    readonly expirationSeconds?: number;
  };
};

/** By name or id of a task. */
export type Grants = Readonly<Record<string, Grant>>;

/**
 * What a task is granted: its id counts before its name.
 *
 * @example
 * grantFor("for-loop-1/train", { train: { serviceAccount: "spark" } }); // { serviceAccount: "spark" }
 */
export function grantFor(id: string, grants: Grants): Grant {
  const key = [id, nameIn(id)].find((one) => Object.hasOwn(grants, one));
  return (key === undefined ? undefined : grants[key]) ?? {};
}

function nameIn(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}

/** One that names no task of the user's own code is nothing that was meant. */
export function checkGrants(plan: Plan, grants: Grants, path: readonly string[]): readonly Diagnostic[] {
  const ids = [...tasksOf(plan)].flatMap((task) =>
    task.kind === "leaf" && isUsers(task) ? [task.id, nameIn(task.id)] : [],
  );
  return Object.keys(grants)
    .filter((name) => !ids.includes(name))
    .map((name) => diagnose("grant-without-task", [...path, name], { task: name, hint: didYouMean(name, ids) }));
}

function isUsers({ component }: LeafTask): boolean {
  return component.kind === "container";
}

const TOKEN = "slipway-token";

/** The volume of a granted token, and where main mounts it; nothing where none is granted. */
export function tokenVolume({
  token,
}: Grant): { readonly volume: JsonObject; readonly mount: VolumeMount & { readonly readOnly: true } } | undefined {
  if (!token) return undefined;
  const { audience, path, expirationSeconds = 3600 } = token;
  const cut = path.lastIndexOf("/");
  const source = { serviceAccountToken: { audience, expirationSeconds, path: path.slice(cut + 1) } };
  return {
    volume: { name: TOKEN, projected: { sources: [source] } },
    mount: { name: TOKEN, mountPath: path.slice(0, cut), readOnly: true },
  };
}
