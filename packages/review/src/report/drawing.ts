// The graph of a pipeline as a drawing: conditions, loops and nested pipelines are frames around their tasks.
import type { TaskFacts } from "../facts/task.js";
import { type Box, type Point, place, type Sizes } from "./layout.js";
import { clip, count } from "./words.js";

/** More would be a carpet: then the groups that hold most are closed. */
const MOST_BOXES = 250;
const LEAF = { width: 212, height: 50, marks: 24 } as const;
const HEAD = { first: 34, line: 17 } as const;
/** Pixels that a character takes at most on average: of a name, and of what stands below it. */
const WIDTH = { name: 7.4, below: 6.5 } as const;

export type DrawingView = {
  readonly width: number;
  readonly height: number;
  readonly viewBox: string;
  /** Shown as large as it is: made to fit it could not be read. */
  readonly isLarge: boolean;
  readonly frames: readonly Frame[];
  /** What is in it of what needs a word. */
  readonly legend: readonly { readonly className: string; readonly text: string }[];
  readonly boxes: readonly TaskBox[];
  readonly lines: readonly { readonly path: string; readonly isLoose: boolean }[];
};

type Frame = Box & {
  readonly className: string;
  readonly title: string;
  readonly texts: readonly {
    readonly text: string;
    readonly x: number;
    readonly y: number;
    readonly className: string;
  }[];
};

type TaskBox = Box & {
  readonly anchor: string;
  readonly className: string;
  readonly title: string;
  readonly name: string;
  readonly below: string;
  readonly marks: readonly {
    readonly text: string;
    readonly x: number;
    readonly width: number;
    readonly middle: number;
    readonly className: string;
  }[];
  readonly markY: number;
  readonly chipY: number;
};

/** Undefined where there is nothing to draw, or too much. */
export function drawingOf(tasks: readonly TaskFacts[], anchors: ReadonlyMap<string, string>): DrawingView | undefined {
  const children = openGroups(tasks);
  const drawn = [...children.values()].flat();
  if (drawn.length === 0 || drawn.length > MOST_BOXES) return undefined;
  const { width, height, boxes, edges } = place(children, SIZES);
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const placed = drawn.flatMap((task) => {
    const box = boxes.get(task.id);
    return box ? [{ task, box: rounded(box) }] : [];
  });
  const isOpen = ({ task }: { readonly task: TaskFacts }) => children.has(task.id);
  // Outer frames lie below those in them.
  const open = placed.filter(isOpen).toSorted(byDepth);
  const frames = open.map(({ task, box }) => frameOf(task, box));
  const lines = edges.map(({ to, points }) => ({
    path: curve(points),
    isLoose: byId.get(to)?.trigger === "all-completed",
  }));
  return {
    width: Math.ceil(width),
    height: Math.ceil(height),
    isLarge: width > 2000,
    viewBox: `0 0 ${Math.ceil(width)} ${Math.ceil(height)}`,
    legend: LEGEND.filter(({ className }) =>
      className === "loose" ? lines.some(({ isLoose }) => isLoose) : frames.some((one) => one.className === className),
    ),
    frames,
    boxes: placed.filter((one) => !isOpen(one)).map(({ task, box }) => boxOf(task, box, anchors.get(task.id) ?? "")),
    lines,
  };
}

const LEGEND = [
  { className: "loop", text: "loop" },
  { className: "condition", text: "condition" },
  { className: "group", text: "group" },
  { className: "loose", text: "waits, however it ends" },
] as const;

function byDepth(a: { readonly task: TaskFacts }, b: { readonly task: TaskFacts }): number {
  return a.task.id.split("/").length - b.task.id.split("/").length;
}

/** What stands in each group that is drawn open: from the top, as long as all fits. */
function openGroups(tasks: readonly TaskFacts[]): ReadonlyMap<string, readonly TaskFacts[]> {
  const all = new Map<string, TaskFacts[]>();
  for (const task of tasks) {
    const parent = task.parent ?? "";
    const siblings = all.get(parent);
    if (siblings) siblings.push(task);
    else all.set(parent, [task]);
  }
  const open = new Map([["", all.get("") ?? []]]);
  let room = MOST_BOXES - (open.get("")?.length ?? 0);
  const pending = [...(all.get("") ?? [])];
  for (const task of pending) {
    const inside = all.get(task.id);
    if (!inside || inside.length > room) continue;
    room -= inside.length;
    open.set(task.id, inside);
    pending.push(...inside);
  }
  return open;
}

const SIZES: Sizes = {
  leaf: (task) => ({ width: LEAF.width, height: LEAF.height + (marksOf(task).length > 0 ? LEAF.marks : 0) }),
  head: (task) => HEAD.first + HEAD.line * ruleTexts(task).length,
  leastWidth: (task) =>
    Math.min(420, 32 + Math.max(...[titleOf(task), ...ruleTexts(task)].map((text) => text.length * WIDTH.below))),
};

function titleOf({ displayName, name }: TaskFacts): string {
  return displayName || name;
}

/** What a group does with its tasks, a line each. */
function ruleTexts({ id, condition, loop }: TaskFacts): readonly string[] {
  const rules = [...(condition ? [`if ${condition.words}`] : []), ...(loop ? [loopText(loop)] : [])];
  return rules.map((rule) => seenFrom(id, rule));
}

/** Tasks named as they are where this one stands: who sees the frames needs no path. */
function seenFrom(id: string, words: string): string {
  const parents = id.split("/").slice(0, -1);
  return parents
    .map((_, index) => `of "${parents.slice(0, parents.length - index).join("/")}/`)
    .reduce((text, start) => text.replaceAll(start, 'of "'), words);
}

export function loopText(loop: NonNullable<TaskFacts["loop"]>): string {
  const { iterations, usualIterations, parallelism, source } = loop;
  const items =
    iterations === undefined
      ? `item of ${source?.words ?? "a list"}${usualIterations === undefined ? "" : ` (${usualIterations} unless given)`}`
      : `of ${count(iterations, "item")}`;
  return `for each ${items}${parallelism === undefined ? "" : `, ${parallelism} at a time`}`;
}

function frameOf(task: TaskFacts, box: Box): Frame {
  const { condition, loop } = task;
  const room = Math.floor((box.width - 28) / WIDTH.below);
  const rules = ruleTexts(task);
  return {
    ...box,
    className: loop ? "loop" : condition ? "condition" : "group",
    title: [titleOf(task), ...rules].join("\n"),
    texts: [
      {
        text: clip(titleOf(task), Math.floor((box.width - 28) / WIDTH.name)),
        x: box.x + 14,
        y: box.y + 22,
        className: "name",
      },
      ...rules.map((rule, index) => ({
        text: clip(rule, room),
        x: box.x + 14,
        y: box.y + 22 + HEAD.line * (index + 1),
        className: "rule",
      })),
    ],
  };
}

const KINDS = {
  container: "",
  importer: "importer",
  "create-pvc": "creates a volume claim",
  "delete-pvc": "deletes a volume claim",
  dag: "pipeline",
  resolver: "resolver",
  "custom-job": "custom job",
} as const satisfies Record<TaskFacts["kind"], string>;

export function kindText({ kind, condition, loop, isExitTask }: TaskFacts): string {
  if (isExitTask && kind === "container") return "exit task";
  if (kind !== "dag") return KINDS[kind];
  return loop ? "loop" : condition ? "condition" : "group";
}

function belowText(task: TaskFacts): string {
  const { container } = task;
  if (!container) return KINDS[task.kind];
  const { text, digest } = container.image;
  const name = text.replace(/@.*$/, "").split("/").at(-1) ?? text;
  return digest === undefined ? name : `${name} @${digest.slice(7, 13)}`;
}

type Mark = { readonly text: string; readonly className: string };

function marksOf({ container, retry, isExitTask, condition, loop, cache, kind }: TaskFacts): readonly Mark[] {
  const gpus = (container?.accelerators ?? []).map(({ count: number }) => number);
  const amount = gpus.reduce<number>((sum, one) => sum + (one ?? 0), 0);
  return [
    ...(isExitTask ? [{ text: "always runs", className: "exit" }] : []),
    ...(kind !== "dag" && condition ? [{ text: "if", className: "if" }] : []),
    ...(kind !== "dag" && loop ? [{ text: "loop", className: "if" }] : []),
    ...(gpus.length > 0 ? [{ text: gpus.includes(undefined) ? "GPU ?" : `GPU ${amount}`, className: "gpu" }] : []),
    ...((container?.secrets.length ?? 0) > 0 ? [{ text: "secret", className: "secret" }] : []),
    ...((retry?.limit ?? 0) > 0 ? [{ text: `retry ${retry?.limit}`, className: "plain" }] : []),
    ...(container && !cache.enabled ? [{ text: "no cache", className: "plain" }] : []),
  ];
}

function boxOf(task: TaskFacts, box: Box, anchor: string): TaskBox {
  const room = box.width - 28;
  let x = 14;
  const marks = marksOf(task).flatMap(({ text, className }) => {
    const width = Math.ceil(text.length * WIDTH.below) + 12;
    if (x + width > box.width - 8) return [];
    const mark = { text, x, width, middle: x + width / 2, className };
    x += width + 5;
    return [mark];
  });
  const rules = ruleTexts(task);
  return {
    ...box,
    anchor,
    className: task.kind === "dag" ? "closed" : task.kind === "container" ? "task" : "other",
    title: [titleOf(task), kindText(task), task.container?.image.text ?? "", ...rules].filter(Boolean).join("\n"),
    name: clip(titleOf(task), Math.floor(room / WIDTH.name)),
    below: clip(belowText(task), Math.floor(room / WIDTH.below)),
    marks,
    markY: LEAF.height - 4,
    chipY: LEAF.height + 9,
  };
}

function rounded({ x, y, width, height }: Box): Box {
  return { x: round(x), y: round(y), width: round(width), height: round(height) };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** A smooth line: through the middles between the points, bent towards each. */
function curve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const last = rest.pop();
  if (!first || !last) return "";
  const bends = rest.map((point, index) => {
    const next = rest[index + 1] ?? last;
    const to = index === rest.length - 1 ? last : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
    return `Q${round(point.x)} ${round(point.y)} ${round(to.x)} ${round(to.y)}`;
  });
  return `M${round(first.x)} ${round(first.y)}${bends.join("") || `L${round(last.x)} ${round(last.y)}`}`;
}
