// Names of Tekton's tasks.
import { toDnsLabel } from "@slipway/kubernetes";
import { askedOf, type Context, isToldByKeys } from "./context.js";
import type { Copy } from "./copy.js";
import { isIteration, isPod } from "./tree.js";

/** Of what runs for a copy: itself, the pod that tells its iterations, the one that decides on it. */
export type Names = { readonly own?: string; readonly keys?: string; readonly decide?: string };

/** Names of TaskRuns and pods hold it, and may have 63 characters. */
const LONGEST = 50;

export function nameAll(
  copies: readonly Copy[],
  about: Pick<Context, "guards" | "settings">,
): ReadonlyMap<Copy, Names> {
  const used = new Set(OWN);
  const free = (wanted: string) => {
    const base = toDnsLabel(wanted, LONGEST);
    let name = base;
    for (let number = 2; used.has(name); number++) name = `${base}-${number}`;
    used.add(name);
    return name;
  };
  return new Map(
    copies.map((copy) => {
      const base = copy.path.replaceAll("/*", "").replaceAll("/", "-");
      const isAsked = askedOf(copy, about).length > 0 && !isToldByKeys(copy);
      const tells = isIteration(copy) && copy.spread && !copy.spread.keys;
      const names: Names = {
        ...(isPod(copy) && { own: free(base) }),
        ...(tells && { keys: free(`${base}-iterations`) }),
        ...(isAsked && { decide: free(`${base}-decide`) }),
      };
      return [copy, names] as const;
    }),
  );
}

/** The pod that ends as the run did, and the one of a run without any other. */
export const VERDICT = "slipway-verdict";
export const EMPTY = "slipway-begin";
/** The one that tells people how the run has ended. */
export const NOTIFY = "slipway-notify";
const OWN = [VERDICT, EMPTY, NOTIFY];
