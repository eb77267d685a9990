// How large the status of a Workflow will be: what Argo notes of each node, once it packs it because all of it together would
// be too large. docs/architecture.md has what was measured.
import { STATUS } from "../limits.js";
import type { DagTask, Template, WorkflowSpec } from "../workflow.js";

export type Statuses = {
  /** Bytes of all, where each loop of which nobody knows how many iterations it has, has so many. */
  readonly bytesWith: (iterations: number) => number;
  /** Templates that Argo repeats so often, each with what one iteration takes. */
  readonly loops: readonly { readonly name: string; readonly iterations: number; readonly bytes: number }[];
  /** Is there a loop of which nobody knows? */
  readonly isOpen: boolean;
};

export function statusesOf({ entrypoint, onExit, templates }: WorkflowSpec): Statuses {
  const byName = new Map(templates.map((template) => [template.name, template]));
  const tasks = templates.flatMap(({ dag }) => dag?.tasks ?? []);
  const repeated = tasks.filter(({ withSequence }) => withSequence);
  return {
    bytesWith: (iterations) =>
      [entrypoint, ...(onExit === undefined ? [] : [onExit])]
        .map((name) => bytesOfTemplate(name, iterations, byName, new Map()))
        .reduce((sum, one) => sum + one, 0),
    loops: repeated.flatMap((task) => {
      const iterations = knownCount(task);
      if (iterations === undefined) return [];
      return [{ name: task.name, iterations, bytes: bytesOfTemplate(task.template, 1, byName, new Map()) }];
    }),
    isOpen: repeated.some((task) => knownCount(task) === undefined),
  };
}

/** @param known what was counted before */
function bytesOfTemplate(
  name: string,
  iterations: number,
  templates: ReadonlyMap<string, Template>,
  known: Map<string, number>,
): number {
  const before = known.get(name);
  if (before !== undefined) return before;
  const template = templates.get(name);
  const own = template ? ownBytes(template) : 0;
  const inside = (template?.dag?.tasks ?? []).map((task) => {
    const one = bytesOfTemplate(task.template, iterations, templates, known);
    return task.withSequence ? STATUS.node + (knownCount(task) ?? iterations) * (one + STATUS.child) : one;
  });
  const steps = (template?.steps ?? [])
    .flat()
    .map((step) => bytesOfTemplate(step.template, iterations, templates, known));
  const bytes = [...inside, ...steps].reduce((sum, one) => sum + one, own);
  known.set(name, bytes);
  return bytes;
}

/** A pod has a node for each of its containers in a set, too, and one around its tries. Two tries are not counted. */
function ownBytes({ containerSet, container, retryStrategy, steps }: Template): number {
  const pods = containerSet || container ? STATUS.pod : 0;
  const nodes = 1 + (containerSet?.containers.length ?? 0) + (retryStrategy ? 1 : 0) + (steps?.length ?? 0);
  return nodes * STATUS.node + pods;
}

function knownCount({ withSequence }: DagTask): number | undefined {
  const count = Number(withSequence?.count);
  return withSequence && Number.isInteger(count) ? count : undefined;
}

/**
 * The most iterations of loops of which nobody knows how many they have, so that the status stays within `room` bytes: 1, 2
 * or 5 and noughts, so that a small change of a pipeline changes nothing here. 0 when not even one fits.
 *
 * @example
 * mostIterations({ bytesWith: (iterations) => 300 * iterations, … }, 500_000); // 1000
 */
export function mostIterations({ bytesWith }: Statuses, room: number): number {
  const steps = Array.from({ length: 7 }, (_, power) => [1, 2, 5].map((digit) => digit * 10 ** power)).flat();
  return steps.filter((iterations) => bytesWith(iterations) <= room).at(-1) ?? 0;
}
