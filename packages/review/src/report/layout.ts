// Where everything stands in the drawing: each DAG is laid out by itself, innermost first, and is then one box of the DAG around
// it. Tasks wait for tasks of their own DAG only, so no line crosses a border. @dagrejs/dagre does the work.
import { Graph, layout } from "@dagrejs/dagre";
import type { TaskFacts } from "../facts/task.js";

export type Point = { readonly x: number; readonly y: number };
export type Box = Point & { readonly width: number; readonly height: number };

/** Everything from the upper left corner of the whole drawing. */
export type Drawing = {
  readonly width: number;
  readonly height: number;
  /** By id of a task; a group before what is in it. */
  readonly boxes: ReadonlyMap<string, Box>;
  readonly edges: readonly { readonly to: string; readonly points: readonly Point[] }[];
};

export type Size = { readonly width: number; readonly height: number };

export type Sizes = {
  readonly leaf: (task: TaskFacts) => Size;
  /** Height of what stands at the top of a group. */
  readonly head: (task: TaskFacts) => number;
  /** Of a group, whatever is in it. */
  readonly leastWidth: (task: TaskFacts) => number;
};

const PADDING = 16;
const GAP = { nodesep: 24, ranksep: 40, marginx: 1, marginy: 1 } as const;
/** Of a page, for tasks that may stand beside each other or below. */
const ROOM = 1160;

type Settings = { readonly rankdir: "TB"; width?: number; height?: number } & typeof GAP;

/** @param children of a task by its id; of the pipeline by "". A group that is not in it is drawn closed. */
export function place(
  children: ReadonlyMap<string, readonly TaskFacts[]>,
  sizes: Sizes,
  parent = "",
  room = ROOM,
): Drawing {
  const tasks = children.get(parent) ?? [];
  const inside = new Map(
    tasks.flatMap((task) =>
      children.has(task.id) ? [[task.id, place(children, sizes, task.id, room - 2 * PADDING)] as const] : [],
    ),
  );
  const sizeOf = (task: TaskFacts) => {
    const drawing = inside.get(task.id);
    return drawing ? around(drawing, task, sizes) : sizes.leaf(task);
  };
  const outer = inRows(
    componentsOf(tasks).map((some) => layered(some, sizeOf)),
    room,
  );
  const opened = tasks.flatMap((task) => {
    const [drawing, box] = [inside.get(task.id), outer.boxes.get(task.id)];
    if (!drawing || !box) return [];
    return [shifted(drawing, { x: box.x + (box.width - drawing.width) / 2, y: box.y + sizes.head(task) })];
  });
  return joined([outer, ...opened], outer);
}

/** Tasks that wait for one another, apart from those that they have nothing to do with. */
function componentsOf(tasks: readonly TaskFacts[]): readonly (readonly TaskFacts[])[] {
  const groups = new Map(tasks.map((task) => [task.id, [task]]));
  for (const { id, dependencies } of tasks)
    for (const dependency of dependencies) {
      const [one, other] = [groups.get(id), groups.get(dependency)];
      if (!one || !other || one === other) continue;
      const [small, large] = one.length < other.length ? [one, other] : [other, one];
      large.push(...small);
      for (const task of small) groups.set(task.id, large);
    }
  return [...new Set(groups.values())];
}

/** One below what it waits for. */
function layered(tasks: readonly TaskFacts[], sizeOf: (task: TaskFacts) => Size): Drawing {
  const graph = new Graph<
    Settings,
    Size & { readonly x?: number; readonly y?: number },
    { readonly points?: readonly Point[] }
  >();
  graph.setGraph({ rankdir: "TB", ...GAP });
  // Names are the user's, and some mean something to the library.
  const keys = new Map(tasks.map(({ id }, index) => [id, `task-${index}`]));
  for (const task of tasks) graph.setNode(keys.get(task.id) ?? "", { ...sizeOf(task) });
  for (const { id, dependencies } of tasks)
    for (const dependency of dependencies) {
      const [from, to] = [keys.get(dependency), keys.get(id)];
      if (from !== undefined && to !== undefined) graph.setEdge(from, to, {});
    }
  layout(graph);
  const idOf = new Map([...keys].map(([id, key]) => [key, id]));
  const boxOf = ([id, key]: readonly [string, string]) => {
    const { x = 0, y = 0, width, height } = graph.node(key);
    return [id, { x: x - width / 2, y: y - height / 2, width, height }] as const;
  };
  const { width = 0, height = 0 } = graph.graph();
  const edges = graph.edges().map((edge) => ({ to: idOf.get(edge.w) ?? "", points: graph.edge(edge).points ?? [] }));
  return { width, height, boxes: new Map([...keys].map(boxOf)), edges };
}

/** Beside each other, and below where there is no room. */
function inRows(drawings: readonly Drawing[], room: number): Drawing {
  let [x, y, height, width] = [0, 0, 0, 0];
  const placed = drawings.map((drawing) => {
    if (x > 0 && x + drawing.width > room) [x, y, height] = [0, y + height + GAP.ranksep, 0];
    const moved = shifted(drawing, { x, y });
    [x, height] = [x + drawing.width + GAP.nodesep, Math.max(height, drawing.height)];
    width = Math.max(width, x - GAP.nodesep);
    return moved;
  });
  return joined(placed, { width, height: y + height });
}

function joined(drawings: readonly Drawing[], { width, height }: Size): Drawing {
  const boxes = new Map(drawings.flatMap((drawing) => [...drawing.boxes]));
  return { width, height, boxes, edges: drawings.flatMap(({ edges }) => edges) };
}

function shifted(drawing: Drawing, by: Point): Drawing {
  return {
    ...drawing,
    boxes: new Map([...drawing.boxes].map(([id, box]) => [id, { ...box, ...moved(box, by) }])),
    edges: drawing.edges.map(({ to, points }) => ({ to, points: points.map((point) => moved(point, by)) })),
  };
}

function around({ width, height }: Size, task: TaskFacts, sizes: Sizes): Size {
  return {
    width: Math.max(width + 2 * PADDING, sizes.leastWidth(task)),
    height: height + sizes.head(task) + PADDING,
  };
}

function moved({ x, y }: Point, by: Point): Point {
  return { x: x + by.x, y: y + by.y };
}
