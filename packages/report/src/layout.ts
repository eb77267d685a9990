// Where the tasks of one DAG stand in its drawing. @dagrejs/dagre does the work.
import { Graph, layout } from "@dagrejs/dagre";
import type { OutlineTask } from "@slipway/pod";

export type Point = { readonly x: number; readonly y: number };

export type Placed = {
  readonly width: number;
  readonly height: number;
  /** By name of a task, the middle of its box. */
  readonly boxes: ReadonlyMap<string, Point>;
  readonly edges: readonly { readonly to: string; readonly points: readonly Point[] }[];
};

/** In pixels. */
export const BOX = { width: 232, height: 54 } as const;

const MARGIN = 6;

type Label = { readonly width: number; readonly height: number; readonly x?: number; readonly y?: number };

/** Tasks from top to bottom, each below what it waits for. */
export function placeTasks(tasks: readonly OutlineTask[]): Placed {
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
    Label,
    { readonly points?: readonly Point[] }
  >();
  graph.setGraph({ rankdir: "TB", nodesep: 26, ranksep: 42, marginx: MARGIN, marginy: MARGIN });
  // Names are the user's, and some mean something to the library.
  const names = [...new Set(tasks.map(({ name }) => name))];
  const keys = new Map(names.map((name, index) => [name, `task-${index}`]));
  for (const key of keys.values()) graph.setNode(key, { ...BOX });
  for (const { name, dependencies } of tasks)
    for (const dependency of dependencies) {
      const [from, to] = [keys.get(dependency), keys.get(name)];
      if (from !== undefined && to !== undefined) graph.setEdge(from, to, {});
    }
  layout(graph);
  const nameOf = (key: string) => names[Number(key.slice("task-".length))] ?? "";
  const { width = 0, height = 0 } = graph.graph();
  return {
    width,
    height,
    boxes: new Map([...keys].map(([name, key]) => [name, pointOf(graph.node(key))])),
    edges: graph.edges().map((edge) => ({ to: nameOf(edge.w), points: graph.edge(edge).points ?? [] })),
  };
}

function pointOf({ x = 0, y = 0 }: Label): Point {
  return { x, y };
}
