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

export type Sizes = {
  readonly leaf: (task: TaskFacts) => { readonly width: number; readonly height: number };
  /** Height of what stands at the top of a group. */
  readonly head: (task: TaskFacts) => number;
  /** Of a group, whatever is in it. */
  readonly leastWidth: (task: TaskFacts) => number;
};

const PADDING = 16;
const GAP = { nodesep: 24, ranksep: 40, marginx: 1, marginy: 1 } as const;

/** @param children of a task by its id; of the pipeline by "". A group that is not in it is drawn closed. */
export function place(children: ReadonlyMap<string, readonly TaskFacts[]>, sizes: Sizes, parent = ""): Drawing {
  const tasks = children.get(parent) ?? [];
  const inside = new Map(
    tasks.flatMap((task) => (children.has(task.id) ? [[task.id, place(children, sizes, task.id)] as const] : [])),
  );
  const graph = new Graph<
    {
      rankdir: "TB";
      nodesep: number;
      ranksep: number;
      marginx: number;
      marginy: number;
      width?: number;
      height?: number;
    },
    { readonly width: number; readonly height: number; readonly x?: number; readonly y?: number },
    { readonly points?: readonly Point[] }
  >();
  graph.setGraph({ rankdir: "TB", ...GAP });
  // Names are the user's, and some mean something to the library.
  const keys = new Map(tasks.map(({ id }, index) => [id, `task-${index}`]));
  for (const task of tasks) {
    const drawing = inside.get(task.id);
    graph.setNode(keys.get(task.id) ?? "", drawing ? around(drawing, task, sizes) : { ...sizes.leaf(task) });
  }
  for (const { id, dependencies } of tasks)
    for (const dependency of dependencies) {
      const [from, to] = [keys.get(dependency), keys.get(id)];
      if (from !== undefined && to !== undefined) graph.setEdge(from, to, {});
    }
  layout(graph);
  const idOf = new Map([...keys].map(([id, key]) => [key, id]));
  const boxes = tasks.flatMap((task): readonly (readonly [string, Box])[] => {
    const { x = 0, y = 0, width, height } = graph.node(keys.get(task.id) ?? "");
    const box = { x: x - width / 2, y: y - height / 2, width, height };
    const drawing = inside.get(task.id);
    if (!drawing) return [[task.id, box]];
    const corner = { x: box.x + (width - drawing.width) / 2, y: box.y + sizes.head(task) };
    return [[task.id, box], ...[...drawing.boxes].map(([id, one]) => [id, { ...one, ...moved(one, corner) }] as const)];
  });
  const places = new Map(boxes);
  const inner = [...inside].flatMap(([id, drawing]) => {
    const { x, y, width } = places.get(id) ?? { x: 0, y: 0, width: 0 };
    const task = tasks.find((one) => one.id === id);
    const corner = { x: x + (width - drawing.width) / 2, y: y + (task ? sizes.head(task) : 0) };
    return drawing.edges.map(({ to, points }) => ({ to, points: points.map((point) => moved(point, corner)) }));
  });
  const own = graph.edges().map((edge) => ({ to: idOf.get(edge.w) ?? "", points: graph.edge(edge).points ?? [] }));
  const { width = 0, height = 0 } = graph.graph();
  return { width, height, boxes: places, edges: [...own, ...inner] };
}

function around({ width, height }: Drawing, task: TaskFacts, sizes: Sizes) {
  return {
    width: Math.max(width + 2 * PADDING, sizes.leastWidth(task)),
    height: height + sizes.head(task) + PADDING,
  };
}

function moved({ x, y }: Point, by: Point): Point {
  return { x: x + by.x, y: y + by.y };
}
