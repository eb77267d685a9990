// The same facts as Markdown for a pull request: the ten answers first, and as much of the rest as a comment may hold.
import type { Review } from "../facts/review.js";
import type { ContainerFacts, TaskFacts } from "../facts/task.js";
import { cardsOf } from "./answer-cards.js";
import { kindText } from "./drawing.js";
import { mermaidOf } from "./mermaid.js";
import { render } from "./templates.js";
import { count, listed, seconds } from "./words.js";

/** Characters of a comment on GitHub: https://github.com/orgs/community/discussions/27190 */
const MOST = 65_536;
/** For what is said of what was left out. */
const RESERVE = 200;
const MOST_LINES = 5;
/** Rows of the table of tasks that are tried, the most first. */
const ROWS = [Number.POSITIVE_INFINITY, 200, 100, 50, 20, 0];

const TONES = { good: "✅", warn: "⚠️", plain: "ℹ️" } as const;

/**
 * At most 65,536 characters: code is left out before tasks, the last first, and what is left out is said.
 *
 * @example
 * writeFileSync("review.md", renderReviewComment(factsOf(input)));
 */
export function renderReviewComment(review: Review): string {
  const codes = codesOf(review.tasks);
  const bare = ROWS.map((rows) => ({
    rows,
    graph: mermaidOf(review.tasks) ?? "",
    codes: [] as readonly Code[],
    left: "",
  }));
  const parts = bare.find((one) => renderParts(review, one).length + RESERVE <= MOST) ?? { ...bare.at(-1), ...NONE };
  const fitting = fittingIn(MOST - RESERVE - renderParts(review, parts).length, codes);
  const missing = [
    ...(fitting.length < codes.length ? [`the code of ${count(codes.length - fitting.length, "component")}`] : []),
    ...(parts.rows < review.tasks.length ? [count(review.tasks.length - parts.rows, "task")] : []),
  ];
  const left =
    missing.length > 0
      ? `Left out, since a comment may be only so long: ${missing.join(" and ")}. The HTML report has all.`
      : "";
  return renderParts(review, { ...parts, codes: fitting, left }).slice(0, MOST);
}

/** The first that have room together. */
function fittingIn(room: number, codes: readonly Code[]): readonly Code[] {
  let left = room;
  return codes.filter((code) => {
    const size = render("code", code).length;
    if (size > left) return false;
    left -= size;
    return true;
  });
}

type Code = { readonly title: string; readonly tasks: string; readonly source: string };
type Parts = { readonly rows: number; readonly graph: string; readonly codes: readonly Code[]; readonly left: string };

const NONE: Parts = { rows: 0, graph: "", codes: [], left: "" };

/** Each source once. */
function codesOf(tasks: readonly TaskFacts[]): readonly Code[] {
  const found = new Map<string, { readonly title: string; readonly ids: string[] }>();
  for (const { id, name, container } of tasks) {
    if (!container?.code) continue;
    const { text, function: title = name } = container.code;
    const known = found.get(text);
    if (known) known.ids.push(id);
    else found.set(text, { title, ids: [id] });
  }
  return [...found].map(([source, { title, ids }]) => ({ title, tasks: listed(ids, 5), source }));
}

function renderParts(review: Review, { rows, graph, codes, left }: Parts): string {
  const { pipeline, engine, tasks } = review;
  return render("comment", {
    title: pipeline.displayName ?? pipeline.name,
    place: [engine.backend, engine.target, listed(engine.namespaces), pipeline.file].filter((part) => part).join(" · "),
    cards: cardsOf(review).map(({ tone, question, headline, lines }) => ({
      sign: TONES[tone],
      question,
      headline,
      lines: lines.slice(0, MOST_LINES),
      rest: lines.length > MOST_LINES ? `and ${lines.length - MOST_LINES} more` : "",
    })),
    graph,
    tasks: tasks
      .filter(({ kind }) => kind !== "dag")
      .slice(0, rows)
      .map(rowOf),
    codes,
    left,
    needs: engine.needs.map(({ text, reason = "" }) => ({ text: reason === "" ? text : `${text}: ${reason}` })),
    warnings: review.warnings.map(({ code, message, range }) => ({
      code,
      message: range ? `line ${range.line}: ${message}` : message,
    })),
  });
}

function rowOf(task: TaskFacts) {
  const { id, container, retry, cache } = task;
  const limit = retry?.limit ?? 0;
  return {
    id,
    image: container?.image.text ?? "",
    kind: container ? "" : kindText(task),
    resources: container ? resourcesOf(container) : "",
    secrets: container ? listed([...new Set(container.secrets.map(({ name }) => name))]) : "",
    retries: container ? (limit > 0 ? String(limit) : "none") : "",
    time: container ? (container.timeoutSeconds === undefined ? "none" : seconds(container.timeoutSeconds)) : "",
    cache: container ? (cache.enabled ? "yes" : "no") : "",
  };
}

/** Limits, and where there is none for it, requests. */
function resourcesOf({ limits, requests }: ContainerFacts): string {
  const all = new Map([...requests, ...limits].map(({ resource, amount }) => [resource, amount.text]));
  return all.size === 0 ? "none" : [...all].map(([resource, amount]) => `${resource} ${amount}`).join(", ");
}
