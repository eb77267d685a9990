// The order of the elements of a merged list.
import type { JsonValue } from "./json.js";
import { identityOf } from "./patch-directive.js";

/**
 * Elements that the patch names stand as the patch says; each other one stands where it stood before, if that can be. The
 * patch wins over the live object.
 *
 * https://github.com/kubernetes/design-proposals-archive/blob/main/cli/preserve-order-in-strategic-merge-patch.md
 */
export function arrange(
  elements: readonly JsonValue[],
  order: { readonly patch: readonly JsonValue[]; readonly live: readonly JsonValue[] },
  mergeKey: string,
): readonly JsonValue[] {
  const inPatch = ranksOf(order.patch, mergeKey);
  const inLive = ranksOf(order.live, mergeKey);
  const named = elements.filter((element) => inPatch(element) !== undefined);
  const others = elements.filter((element) => inPatch(element) === undefined);
  return interleave(sortBy(others, inLive), sortBy(named, inPatch), inLive);
}

type Rank = (element: JsonValue) => number | undefined;

function ranksOf(elements: readonly JsonValue[], mergeKey: string): Rank {
  const ranks = new Map<JsonValue | undefined, number>();
  elements.forEach((element, index) => {
    const identity = identityOf(element, mergeKey);
    if (!ranks.has(identity)) ranks.set(identity, index);
  });
  return (element) => ranks.get(identityOf(element, mergeKey));
}

function sortBy(elements: readonly JsonValue[], rank: Rank): readonly JsonValue[] {
  const last = elements.length + 1;
  return elements.toSorted((a, b) => (rank(a) ?? last) - (rank(b) ?? last));
}

/** Puts each of the others before the first named element that stood behind it. */
function interleave(others: readonly JsonValue[], named: readonly JsonValue[], rank: Rank): readonly JsonValue[] {
  const waiting = [...others];
  const result = named.flatMap((element) => {
    const limit = rank(element) ?? -1;
    const count = waiting.findIndex((other) => (rank(other) ?? limit) >= limit);
    return [...waiting.splice(0, count === -1 ? waiting.length : count), element];
  });
  return [...result, ...waiting];
}
