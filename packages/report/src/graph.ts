// The graph of a run: a drawing for each DAG, and below it the groups in it, which can be opened.
import type { TaskView } from "@slipway/runtime";
import { clip, count, durationBetween } from "./format.js";
import { kindOf, labelOf, tallyOf } from "./group.js";
import { type Html, html, NOTHING } from "./html.js";
import { BOX, type Placed, type Point, placeTasks } from "./layout.js";
import type { Report } from "./page-data.js";
import { badge, classOf, sign, wordOf } from "./state.js";
import { anchorOf, isLeaf, isLoop } from "./walk.js";

/** Tasks of one DAG that are drawn; more would be a carpet. */
const MOST_BOXES = 400;
/** Characters that fit into a box. */
const MOST_CHARACTERS = { name: 27, below: 31 } as const;
/** Leaf tasks of a run of which all groups are open. */
const FEW = 30;

type Drawer = {
  readonly shown: ReadonlySet<TaskView>;
  readonly isSmall: boolean;
  /** Iterations of a loop all look alike, so each DAG is laid out once. */
  readonly place: (tasks: readonly TaskView[]) => Placed;
};

export function renderGraph({ view, shown, leaves }: Report): Html {
  const known = new Map<string, Placed>();
  const place = (tasks: readonly TaskView[]) => {
    const key = tasks.map(({ task }) => task.id).join("\n");
    const placed = known.get(key) ?? placeTasks(tasks.map(({ task }) => task));
    known.set(key, placed);
    return placed;
  };
  const { tasks } = view;
  return html`<section id="graph"><h2>Graph</h2>
<p class="quiet">A box leads to its task; a group can be opened below the drawing. A dashed line waits for the end of a task, however it ends.</p>
${renderDag(tasks, "the pipeline", { shown, isSmall: leaves.length <= FEW, place })}</section>`;
}

function renderDag(tasks: readonly TaskView[], name: string, drawer: Drawer): Html {
  if (tasks.length === 0) return html`<p class="quiet">There are no tasks here.</p>`;
  const groups = tasks.filter((task) => !isLeaf(task) && drawer.shown.has(task));
  const drawing =
    tasks.length > MOST_BOXES
      ? html`<p class="quiet">${count(tasks.length, "task")} are too many to draw. They are listed under Tasks.</p>`
      : draw(tasks, name, drawer.place(tasks));
  return html`${drawing}${groups.map((group) => renderGroup(group, drawer))}`;
}

function renderGroup(group: TaskView, drawer: Drawer): Html {
  const { task, path, state, tasks = [] } = group;
  const isOpen = drawer.isSmall || state === "FAILED";
  const condition =
    task.condition !== undefined && html`<p class="condition">Runs if <code>${task.condition}</code></p>`;
  return html`<details class="group"${isOpen && html` open`}><summary>${badge(state)} <b>${labelOf(group)}</b> <span class="quiet">${kindOf(group)}</span> <span class="quiet tally">${tallyOf(tasks)}</span></summary>
<div class="inside" id="graph/${path}">${condition}${isLoop(group) ? renderIterations(group, drawer) : renderDag(tasks, labelOf(group), drawer)}</div></details>`;
}

/** Radio buttons, so that choosing works without a script. */
function renderIterations(loop: TaskView, drawer: Drawer): Html {
  const { tasks = [], path } = loop;
  if (tasks.length === 0) return html`<p class="quiet">No iteration ran.</p>`;
  const shown = tasks.filter((iteration) => drawer.shown.has(iteration));
  const first = shown.find(({ state }) => state === "FAILED") ?? shown[0];
  const choices = shown.map((iteration) => {
    const { state, iteration: number = 0 } = iteration;
    const label = `${labelOf(loop)}, iteration ${number}`;
    return html`<label class="${classOf(state)}"><input type="radio" name="graph/${path}"${iteration === first && html` checked`}>${sign(state)}<span class="unseen">Iteration </span>${number}<span class="unseen"> ${wordOf(state)}</span></label>
<div class="iteration">${renderDag(iteration.tasks ?? [iteration], label, drawer)}</div>`;
  });
  const rest = tasks.length - shown.length;
  return html`<fieldset class="iterations"><legend>Iteration</legend>${choices}</fieldset>${rest > 0 && html`<p class="quiet">${count(rest, "more iteration")} are not on this page.</p>`}`;
}

function draw(tasks: readonly TaskView[], name: string, { width, height, boxes, edges }: Placed): Html {
  const triggers = new Map(tasks.map(({ task }) => [task.name, task.trigger]));
  const lines = edges.map(
    ({ to, points }) =>
      html`<path class="edge${triggers.get(to) === "all-completed" && html` loose`}" d="${curve(points)}"/>`,
  );
  const nodes = tasks.map((task) => {
    const at = boxes.get(task.task.name);
    return at ? drawBox(task, at) : NOTHING;
  });
  return html`<div class="drawing" tabindex="0" role="group" aria-label="Graph of ${name}"><svg width="${Math.ceil(width)}" height="${Math.ceil(height)}" viewBox="0 0 ${Math.ceil(width)} ${Math.ceil(height)}">${lines}${nodes}</svg></div>`;
}

function drawBox(view: TaskView, at: Point): Html {
  const { state, path, start, end, task } = view;
  const [x, y] = [at.x - BOX.width / 2, at.y - BOX.height / 2];
  const isGroup = !isLeaf(view);
  const took = state === "SKIPPED" ? undefined : durationBetween(start, end);
  const below = isGroup ? `${wordOf(state)} · ${kindOf(view)}` : [wordOf(state), took].filter(Boolean).join(" · ");
  const behind = isGroup && html`<rect class="behind" x="4" y="4" width="${BOX.width}" height="${BOX.height}" rx="9"/>`;
  const mark = task.condition !== undefined && html`<text class="mark" x="${BOX.width - 10}" y="22">if</text>`;
  return html`<a href="#${isGroup ? `graph/${path}` : anchorOf(view)}" class="box ${classOf(state)}" transform="translate(${round(x)} ${round(y)})"><title>${labelOf(view)}: ${below}</title>${behind}<rect class="front" width="${BOX.width}" height="${BOX.height}" rx="9"/><use href="#sign-${classOf(state)}" class="sign ${classOf(state)}" x="12" y="${BOX.height / 2 - 9}" width="18" height="18"/><g clip-path="url(#inside)"><text class="name" x="40" y="23">${clip(labelOf(view), MOST_CHARACTERS.name - (mark ? 3 : 0))}</text><text class="below" x="40" y="40">${clip(below, MOST_CHARACTERS.below)}</text></g>${mark}</a>`;
}

/** A smooth line: through the middles between the points, bent towards each. */
function curve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const last = rest.pop();
  if (!first || !last) return "";
  const bends = rest.map((point, index) => {
    const next = rest[index + 1] ?? last;
    const isLast = index === rest.length - 1;
    const to = isLast ? last : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
    return `Q${round(point.x)} ${round(point.y)} ${round(to.x)} ${round(to.y)}`;
  });
  return `M${round(first.x)} ${round(first.y)}${bends.join("") || `L${round(last.x)} ${round(last.y)}`}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
