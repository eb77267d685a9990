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
  const matrices = new Set<string>();
  const stems = new Set<string>();
  // A TaskRun of a matrix has the name of its task with a number, and Tekton takes it for that of a task which has this name.
  const isTaken = (name: string, isMatrix: boolean) =>
    used.has(name) || matrices.has(stemOf(name)) || (isMatrix && stems.has(name));
  const free = (wanted: string, isMatrix: boolean) => {
    const base = toDnsLabel(wanted, LONGEST);
    let name = !used.has(base) && isTaken(base, isMatrix) ? `${base}-task` : base;
    for (let number = 2; isTaken(name, isMatrix); number++) name = `${base}-part-${number}`;
    used.add(name);
    if (isMatrix) matrices.add(name);
    if (stemOf(name) !== name) stems.add(stemOf(name));
    return name;
  };
  return new Map(
    copies.map((copy) => {
      const base = copy.path.replaceAll("/*", "").replaceAll("/", "-");
      const isAsked = askedOf(copy, about).length > 0 && !isToldByKeys(copy);
      const tells = isIteration(copy) && copy.spread && !copy.spread.keys;
      const isSpread = copy.spread !== undefined;
      const names: Names = {
        ...(isPod(copy) && { own: free(base, isSpread) }),
        ...(tells && { keys: free(`${base}-iterations`, isSpread) }),
        ...(isAsked && { decide: free(`${base}-decide`, isSpread) }),
      };
      return [copy, names] as const;
    }),
  );
}

/** Without a number at its end; of a name without one, the name. */
function stemOf(name: string): string {
  return name.replace(/-\d+$/, "");
}

/** The pod that ends as the run did, and the one of a run without any other. */
export const VERDICT = "slipway-verdict";
export const EMPTY = "slipway-begin";
/** The one that tells people how the run has ended. */
export const NOTIFY = "slipway-notify";
const OWN = [VERDICT, EMPTY, NOTIFY];
