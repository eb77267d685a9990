// The plan as Tekton runs it: DAGs and loops laid out. A loop over a known list that is short stands there once for each
// item; any other once for all its iterations, which a matrix starts.
import type { DagTask, LeafTask, Task } from "@slipway/compiler";
import { type Iterations, importsIntoWorkspace, type LinkedPlan, pathSegment } from "@slipway/pod";
import { LARGEST_MATRIX, type ResolvedOptions } from "../options.js";
import { knownCount } from "./known-count.js";

/** Iterations of a loop that a matrix starts, or those of several loops in each other. */
export type Spread = {
  /** The loops, the outermost first, and which of all their iterations these are. */
  readonly chain: readonly { readonly loop: string; readonly from: number; readonly size: number }[];
  /** `3.0`: the iterations, where they are known. Otherwise a pod tells them. */
  readonly keys?: readonly string[];
};

/** A task at one place of the run. */
export type Copy = {
  readonly task: Task;
  /** Where it lies in the run, with a star for a number that only the matrix knows. */
  readonly path: string;
  /** Numbers that are known, of loops that are written out. */
  readonly fixed: Iterations;
  readonly spread?: Spread;
  readonly parent?: Copy;
  /** Of a loop its iterations; of a DAG its tasks, each after those it depends on. */
  readonly children: readonly Copy[];
  readonly kind: "leaf" | "dag" | "loop";
  /** It takes a pod. An importer takes one only to download; else whoever reads its artifact first writes its record. */
  readonly hasPod?: true;
  /** Of an iteration, or a batch of iterations, the one that must have ended before: so many may run at once. */
  readonly after?: Copy;
  /** What is lost of a loop's limit, where something is. */
  readonly unlimited?: string;
};

type Room = { readonly linked: LinkedPlan; readonly options: ResolvedOptions };
type Around = Pick<Copy, "fixed"> & { readonly path: string; readonly spread?: Spread; readonly parent?: Copy };

/** The tasks of the pipeline itself. */
export function layOut(linked: LinkedPlan, options: ResolvedOptions): readonly Copy[] {
  const room = { linked, options };
  const top = { fixed: {}, path: "" };
  return [...linked.plan.root.tasks.values()].map((task) => copyOf(task, top, room));
}

function copyOf(task: Task, around: Around, room: Room): Copy {
  const name = pathSegment(task.definition.name);
  const here = { ...around, path: around.path === "" ? name : `${around.path}/${name}` };
  return task.definition.iterator ? loopOf(task, here, room) : onceOf(task, here, room);
}

function onceOf(task: Task, here: Around & Pick<Copy, "after">, room: Room): Copy {
  if (task.kind === "leaf") {
    return { ...here, task, kind: "leaf", children: [], ...(takesPod(task, room) && { hasPod: true }) };
  }
  const children: Copy[] = [];
  const own: Copy = { ...here, task, kind: "dag", children };
  for (const inner of task.dag.tasks.values()) children.push(copyOf(inner, { ...inside(here), parent: own }, room));
  return own;
}

function takesPod({ component }: LeafTask, { linked }: Room): boolean {
  return component.kind !== "importer" || importsIntoWorkspace(component, linked.plan);
}

function inside({ fixed, path, spread }: Around): Pick<Around, "fixed" | "path" | "spread"> {
  return { fixed, path, ...(spread && { spread }) };
}

function loopOf(task: Task, here: Around, room: Room): Copy {
  const count = knownCount(task);
  const isWritten = count !== undefined && !here.spread && count * podsIn(task, room) <= room.options.loops.unroll;
  return isWritten ? writtenLoop(task, here, count, room) : spreadLoop(task, here, count, room);
}

/** How many pods a task may take, with every loop in it written out. */
function podsIn(task: Task | DagTask | LeafTask, room: Room): number {
  if (task.kind === "leaf") return 1;
  return [...task.dag.tasks.values()]
    .map((inner) => podsIn(inner, room) * Math.max(1, knownCount(inner) ?? 1))
    .reduce((sum, one) => sum + one, 0);
}

function writtenLoop(task: Task, here: Around, count: number, room: Room): Copy {
  const children: Copy[] = [];
  const loop: Copy = { ...here, task, kind: "loop", children };
  const { parallelism = count } = task.definition.iterator ?? {};
  for (let at = 0; at < count; at++) {
    const after = children[at - Math.max(1, parallelism)];
    const fixed = { ...here.fixed, [task.id]: at };
    const one = { fixed, path: `${here.path}/${at}`, parent: loop, ...(after && { after }) };
    children.push(onceOf(task, one, room));
  }
  return loop;
}

/** The most batches that a limit is kept with: each is a definition of its own. */
const MOST_BATCHES = 100;

function spreadLoop(task: Task, here: Around, count: number | undefined, room: Room): Copy {
  const { maximum, isMaximumDeclared } = room.options.loops;
  const keys = keysOf(count, here.spread);
  const all = keys?.length ?? maximum;
  const { parallelism = all } = task.definition.iterator ?? {};
  // In a loop in a loop the limit is one for each iteration of the outer one.
  const why = here.spread
    ? "it is in another loop"
    : keys || isMaximumDeclared
      ? "there would be too many batches"
      : "nobody says how many there may be";
  const canBatch = !here.spread && (keys ?? isMaximumDeclared) && all / parallelism <= MOST_BATCHES;
  const isLost = parallelism < all && !canBatch;
  const size = Math.min(LARGEST_MATRIX, isLost ? all : parallelism);
  const children: Copy[] = [];
  const loop: Copy = {
    ...here,
    task,
    kind: "loop",
    children,
    ...(isLost && { unlimited: why }),
  };
  for (let from = 0; from < all; from += Math.max(1, size)) {
    const own = keys?.slice(from, from + size);
    const spread: Spread = {
      chain: [...(here.spread?.chain ?? []), { loop: task.id, from, size }],
      ...(own && { keys: own }),
    };
    const after = parallelism < all && !isLost ? children.at(-1) : undefined;
    const one = { fixed: here.fixed, path: `${here.path}/*`, spread, parent: loop, ...(after && { after }) };
    children.push(onceOf(task, one, room));
  }
  return loop;
}

function keysOf(count: number | undefined, around: Spread | undefined): readonly string[] | undefined {
  if (count === undefined || (around && !around.keys)) return undefined;
  const own = Array.from({ length: count }, (_, at) => String(at));
  return around?.keys ? around.keys.flatMap((key) => own.map((at) => `${key}.${at}`)) : own;
}
