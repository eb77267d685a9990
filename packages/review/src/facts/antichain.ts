// The heaviest set of tasks of which none waits for another: those may all run at one time. By Dilworth's theorem with weights it
// weighs as much as the fewest chains that cover each task as often as it weighs, which a maximum flow tells.
// https://en.wikipedia.org/wiki/Dilworth%27s_theorem and https://en.wikipedia.org/wiki/Dinic%27s_algorithm

export type Weighed = {
  readonly name: string;
  /** A whole number. */
  readonly weight: number;
  /** Names of others that it waits for. */
  readonly after: readonly string[];
};

/**
 * @example
 * heaviest([
 *   { name: "a", weight: 2, after: [] },
 *   { name: "b", weight: 1, after: ["a"] },
 *   { name: "c", weight: 2, after: ["a"] },
 * ]); // { weight: 3, names: ["b", "c"] }
 */
export function heaviest(tasks: readonly Weighed[]): { readonly weight: number; readonly names: readonly string[] } {
  const ancestors = ancestorsOf(tasks);
  const heavy = tasks.filter(({ weight }) => weight > 0);
  const position = new Map(heavy.map(({ name }, index) => [name, index]));
  const after = heavy.map(({ name }) =>
    [...(ancestors.get(name) ?? [])].flatMap((ancestor) => position.get(ancestor) ?? []),
  );
  const flow = flowOf(
    heavy.map(({ weight }) => weight),
    after,
  );
  const names = heavy.filter((_, index) => flow.isChosen(index)).map(({ name }) => name);
  return { weight: heavy.reduce((sum, { weight }) => sum + weight, 0) - flow.amount, names };
}

/** All that a task waits for, also through others. */
function ancestorsOf(tasks: readonly Weighed[]): ReadonlyMap<string, ReadonlySet<string>> {
  const known = new Map<string, Set<string>>();
  const byName = new Map(tasks.map((task) => [task.name, task]));
  const pending = [...tasks].reverse();
  for (let task = pending.at(-1); task; task = pending.at(-1)) {
    const missing = task.after.flatMap((name) => (known.has(name) ? [] : (byName.get(name) ?? [])));
    if (!known.has(task.name) && missing.length > 0) {
      pending.push(...missing);
      continue;
    }
    pending.pop();
    const all = new Set(task.after);
    for (const name of task.after) for (const ancestor of known.get(name) ?? []) all.add(ancestor);
    known.set(task.name, all);
  }
  return known;
}

type Edge = { readonly to: number; readonly back: number; room: number };

/**
 * Each task stands on both sides: from the source to its left, from its right to the sink, as much as it weighs; and from the left
 * of each task to the right of those that it waits for. A task is chosen when the cut that stops the flow goes through neither of its sides.
 */
function flowOf(weights: readonly number[], after: readonly (readonly number[])[]) {
  const count = weights.length;
  const [source, sink] = [2 * count, 2 * count + 1];
  const edges: Edge[][] = Array.from({ length: 2 * count + 2 }, () => []);
  const connect = (from: number, to: number, room: number) => {
    const [there, back] = [edges[from] ?? [], edges[to] ?? []];
    there.push({ to, back: back.length, room });
    back.push({ to: from, back: there.length - 1, room: 0 });
  };
  weights.forEach((weight, index) => {
    connect(source, index, weight);
    connect(count + index, sink, weight);
    for (const before of after[index] ?? []) connect(index, count + before, Number.POSITIVE_INFINITY);
  });
  let amount = 0;
  let levels = levelsFrom(source, edges);
  for (; levels[sink] !== -1; levels = levelsFrom(source, edges)) {
    const next = edges.map(() => 0);
    for (let pushed = push({ edges, levels, next, sink }, source); pushed > 0; ) {
      amount += pushed;
      pushed = push({ edges, levels, next, sink }, source);
    }
  }
  const isReached = (node: number) => levels[node] !== -1;
  return { amount, isChosen: (index: number) => isReached(index) && !isReached(count + index) };
}

function levelsFrom(source: number, edges: readonly (readonly Edge[])[]): readonly number[] {
  const levels = edges.map(() => -1);
  levels[source] = 0;
  const queue = [source];
  for (const node of queue)
    for (const { to, room } of edges[node] ?? [])
      if (room > 0 && levels[to] === -1) {
        levels[to] = (levels[node] ?? 0) + 1;
        queue.push(to);
      }
  return levels;
}

type Search = {
  readonly edges: readonly (readonly Edge[])[];
  readonly levels: readonly number[];
  readonly next: number[];
  readonly sink: number;
};

/** One way from the source to the sink, with as much as it lets through. */
function push({ edges, levels, next, sink }: Search, source: number): number {
  const path: Edge[] = [];
  for (let node = source; node !== sink; ) {
    const edge = edges[node]?.[next[node] ?? 0];
    if (edge === undefined) {
      const last = path.pop();
      if (!last) return 0;
      node = edges[last.to]?.[last.back]?.to ?? source;
      next[node] = (next[node] ?? 0) + 1;
    } else if (edge.room > 0 && levels[edge.to] === (levels[node] ?? 0) + 1) {
      path.push(edge);
      node = edge.to;
    } else next[node] = (next[node] ?? 0) + 1;
  }
  const amount = Math.min(...path.map(({ room }) => room));
  for (const edge of path) {
    edge.room -= amount;
    const back = edges[edge.to]?.[edge.back];
    if (back) back.room += amount;
  }
  return amount;
}
