// What settings and an accelerator's profile say together of the nodes that a pod may run on.
import type { Diagnostic } from "@slipway/ir";
import type { Accelerator } from "../accelerator.js";
import type { Placement, Requirement, Toleration } from "./fragment.js";
import { type Piece, type Reading, wrong } from "./reading.js";
import type { Slot } from "./setting.js";

const NO_PODS = { required: [], preferred: [] };

export function placementOf(
  reading: Reading,
  { nodeSelector, nodeAffinity, tolerations = [], podAffinity = NO_PODS, podAntiAffinity = NO_PODS }: Piece,
  accelerator: Accelerator | undefined,
): { readonly value: Placement; readonly problems: readonly Diagnostic[] } {
  const { labels = {}, requirements = [], runtimeClassName } = accelerator ?? {};
  const affinity = nodeAffinity ?? { required: [], preferred: [], json: [] };
  const lists = [...(accelerator?.tolerations ?? []), ...tolerations];
  const value: Placement = {
    // The user's own word on a label wins.
    nodeSelector: { ...nodeSelector, labels: { ...labels, ...nodeSelector?.labels } },
    tolerations: { list: unique(lists.filter(isToleration)), json: lists.filter(isSlot) },
    nodeAffinity: { ...affinity, required: withRequirements(affinity.required, requirements) },
    podAffinity,
    podAntiAffinity,
    ...(runtimeClassName !== undefined && { runtimeClassName }),
  };
  const isUnknown = requirements.length > 0 && affinity.json.length > 0;
  const rule = "known now, because the profile of the accelerator names nodes, too";
  const problems = isUnknown ? [wrong(reading, [...reading.path, "nodeAffinity"], "an input", rule)] : [];
  return { value, problems };
}

/** A node has to fit one term, so that each term takes what every node has to fulfil. */
function withRequirements(
  terms: Placement["nodeAffinity"]["required"],
  requirements: readonly Requirement[],
): Placement["nodeAffinity"]["required"] {
  if (requirements.length === 0) return terms;
  if (terms.length === 0) return [{ matchExpressions: requirements }];
  return terms.map((term) => ({ ...term, matchExpressions: [...(term.matchExpressions ?? []), ...requirements] }));
}

function isSlot(one: Toleration | Slot): one is Slot {
  return "kind" in one;
}

function isToleration(one: Toleration | Slot): one is Toleration {
  return !isSlot(one);
}

function unique(tolerations: readonly Toleration[]): readonly Toleration[] {
  return [...new Map(tolerations.map((one) => [JSON.stringify(one), one])).values()];
}
