// The graph as text that GitHub draws. Names of nodes are numbers: the user's own stand in labels only.
import type { TaskFacts } from "../facts/task.js";
import { loopText } from "./drawing.js";
import { mermaidLabel } from "./markdown-text.js";
import { clip } from "./words.js";

/** GitHub draws no more lines, and nobody would read them: https://mermaid.js.org/config/schema-docs/config.html (maxEdges) */
const MOST_TASKS = 150;

/** Undefined where there is nothing to draw, or too much. */
export function mermaidOf(tasks: readonly TaskFacts[]): string | undefined {
  if (tasks.length === 0 || tasks.length > MOST_TASKS) return undefined;
  const names = new Map(tasks.map(({ id }, index) => [id, `t${index}`]));
  const lines = [...inside(undefined, { tasks, names }), ...tasks.flatMap((task) => edgesTo(task, names))];
  return ["flowchart TD", ...lines].join("\n");
}

type Named = { readonly tasks: readonly TaskFacts[]; readonly names: ReadonlyMap<string, string> };

function inside(parent: string | undefined, all: Named): readonly string[] {
  return all.tasks
    .filter((task) => task.parent === parent)
    .flatMap((task) => {
      const label = `${all.names.get(task.id)}["${labelOf(task)}"]`;
      const inner = task.kind === "dag" ? inside(task.id, all) : [];
      return inner.length === 0
        ? [`  ${label}`]
        : [`  subgraph ${label}`, ...inner.map((line) => `  ${line}`), "  end"];
    });
}

function labelOf({ displayName, name, condition, loop }: TaskFacts): string {
  const rules = [...(condition ? [`if ${condition.words}`] : []), ...(loop ? [loopText(loop)] : [])];
  return mermaidLabel([displayName || name, ...rules].map((text) => clip(text, 80)).join(": "));
}

function edgesTo({ id, dependencies, trigger }: TaskFacts, names: Named["names"]): readonly string[] {
  const arrow = trigger === "all-completed" ? "-.->" : "-->";
  return dependencies.map((from) => `  ${names.get(from)} ${arrow} ${names.get(id)}`);
}
