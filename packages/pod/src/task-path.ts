// Where a task is in a run: names and iteration numbers from the root down, which is also where its record lies.

/** By id of a loop, which of its iterations, from 0. */
export type Iterations = Readonly<Record<string, number>>;

/**
 * The place of a task, or of a DAG: `train`, `for-loop-1/3/train`. A loop that `iterations` does not name stands without
 * a number, which is the place of the loop itself.
 *
 * @param task id in the plan
 */
export function taskPath(task: string, iterations: Iterations): string {
  const names = task.split("/");
  const parts = names.flatMap((name, index) => {
    const id = names.slice(0, index + 1).join("/");
    const iteration = Object.hasOwn(iterations, id) ? iterations[id] : undefined;
    return iteration === undefined ? [pathSegment(name)] : [pathSegment(name), String(iteration)];
  });
  return parts.join("/");
}

/** Of the loops around a task, not of itself where it is one. */
export function iterationsAround(task: string, iterations: Iterations): Iterations {
  return Object.fromEntries(Object.entries(iterations).filter(([loop]) => task.startsWith(`${loop}/`)));
}

/**
 * A name as one segment of a path or an object's key, whatever it holds: letters, digits, `-`, `_` and inner dots as
 * they are, anything else percent-encoded. Different names have different segments.
 */
export function pathSegment(name: string): string {
  // Half a surrogate pair has no UTF-8.
  const parts = name.split(/([\ud800-\udfff])/u);
  const encoded = parts.map((part, index) => (index % 2 === 1 ? percent(part) : encodeURIComponent(part))).join("");
  const strict = encoded.replace(/[!'()*~]/g, percent);
  if (/^\.*$/.test(strict)) return `%${strict.replace(/\./g, percent)}`;
  // Beside the folders of tasks lie task.json and decision.json.
  return strict.replace(/\.json$/, "%2Ejson");
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}
