// Who opens the store where no Secret does: an identity that the pod has, which its containers share.

import type { Diagnostic } from "@slipway/ir";
import type { Labels } from "@slipway/kubernetes";
import { diagnose } from "./messages.js";

/** How the pod's identity is kept from the user's containers: not at all, or as Amazon's webhook can. */
export type StoreIdentity = "shared" | "eks";

/** Stores that are opened with credentials. */
const WITH_CREDENTIALS = /^(s3|gs):/;

type StoreAccess = { readonly uri: string; readonly secret?: object; readonly identity?: StoreIdentity };

/** A warning, unless a Secret opens the store, or whoever set it up has said that it is meant. */
export function checkIdentity({ uri, secret, identity }: StoreAccess): readonly Diagnostic[] {
  const isTold = identity !== undefined || !opensByIdentity({ uri, ...(secret && { secret }) });
  return isTold ? [] : [diagnose("shared-identity", [], { store: uri })];
}

/** Nothing but the identity of a pod says who asks. */
export function opensByIdentity({ uri, secret }: Pick<StoreAccess, "uri" | "secret">): boolean {
  return secret === undefined && WITH_CREDENTIALS.test(uri);
}

/**
 * Annotations of a pod that keep its identity from some containers. Amazon's webhook puts no role into those that are
 * named, neither of IRSA nor of EKS Pod Identity. Elsewhere, as on GKE, whoever is in the pod can ask for it.
 * Source: https://github.com/aws/amazon-eks-pod-identity-webhook/blob/master/pkg/handler/handler.go
 */
export function withoutIdentity({ uri, secret, identity }: StoreAccess, containers: readonly string[]): Labels {
  if (secret !== undefined || identity !== "eks" || !uri.startsWith("s3:")) return {};
  return { "eks.amazonaws.com/skip-containers": containers.join(",") };
}
