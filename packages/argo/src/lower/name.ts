// Names of the pipeline's own become names of Argo's, which are narrower.
// Source: https://github.com/argoproj/argo-workflows/blob/main/workflow/validate/validate.go (isValidWorkflowFieldName)
import { toDnsLabel } from "@slipway/kubernetes";

const LONGEST = 100;
const NAME = /^[a-zA-Z][-a-zA-Z0-9]*$/;

/** The text itself where Argo takes it for the name of a task or a template, else one that is readable and its own. */
export function argoName(text: string): string {
  // A name that begins with a digit is none in a `depends`; one that is no label gets a hash.
  return text.length <= LONGEST && NAME.test(text) ? text : toDnsLabel(`task ${text}`);
}

/**
 * A name for each key, none twice: the one it wants, else that with a number.
 *
 * @example
 * distinctNames([["a", "train"], ["b", "train"]]); // a: "train", b: "train-2"
 */
export function distinctNames(
  wanted: readonly (readonly [key: string, name: string])[],
  taken: readonly string[] = [],
): ReadonlyMap<string, string> {
  const used = new Set(taken);
  const names = wanted.map(([key, name]) => {
    const base = argoName(name);
    let free = base;
    for (let number = 2; used.has(free); number++) free = `${base}-${number}`;
    used.add(free);
    return [key, free] as const;
  });
  return new Map(names);
}
