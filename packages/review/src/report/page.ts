// Everything that is known of a run, as one page that needs nothing else: no script, nothing loaded.
import type { Review } from "../facts/review.js";
import { cardsOf } from "./answer-cards.js";
import { drawingOf } from "./drawing.js";
import { ICONS } from "./icons.js";
import { STYLE, STYLE_DIGEST } from "./style.js";
import { taskViews } from "./task-view.js";
import { render } from "./templates.js";
import { count, kib, listed } from "./words.js";

/** Lines of a card that the first screen has room for. */
const MOST_LINES = 3;

/**
 * @example
 * writeFileSync("review.html", renderReviewPage(factsOf(input)));
 */
export function renderReviewPage(review: Review): string {
  const { pipeline, engine, tasks } = review;
  const anchors = new Map(tasks.map(({ id }, index) => [id, `task-${index + 1}`]));
  const cards = cardsOf(review).map(({ lines, ...card }) => ({
    ...card,
    icon: ICONS[card.key],
    lines: lines.slice(0, MOST_LINES).map((line) => ({ tag: "", ...line })),
    rest: lines.length > MOST_LINES ? `and ${lines.length - MOST_LINES} more` : "",
  }));
  const drawing = drawingOf(tasks, anchors);
  return render("page", {
    style: STYLE,
    policy: `default-src 'none'; style-src '${STYLE_DIGEST}'; base-uri 'none'; form-action 'none'`,
    title: pipeline.displayName ?? pipeline.name,
    description: pipeline.description ?? "",
    place: [engine.backend, engine.target, listed(engine.namespaces), pipeline.file].filter((part) => part).join(" · "),
    cards,
    answers: cardsOf(review).filter(({ lines }) => lines.length > MOST_LINES),
    drawing,
    tooMany: drawing
      ? ""
      : tasks.length === 0
        ? "There are no tasks."
        : `${count(tasks.length, "task")} are too many to draw. They are listed below.`,
    tasks: taskViews(review, anchors),
    parameters: pipeline.parameters.map(({ name, type, default: usual, given, isOptional, description = "" }) => ({
      name,
      type: type.toLowerCase().replace(/_/g, " "),
      value: given === undefined ? (usual === undefined ? "" : JSON.stringify(usual)) : JSON.stringify(given),
      note: given !== undefined ? "given" : usual !== undefined ? "default" : isOptional ? "optional" : "must be given",
      description,
    })),
    pods: podViews(review),
    manifests: review.manifests.map(({ kind, name, namespace = "", bytes, limitBytes }) => ({
      kind,
      name,
      namespace,
      size: kib(bytes),
      limit: limitBytes === undefined ? "" : `${Math.ceil((bytes / limitBytes) * 100)} % of ${kib(limitBytes)}`,
    })),
    needs: engine.needs.map(({ text, reason = "" }) => ({ text, reason })),
    granted: review.answers.access.granted.map(({ verbs, resources, apiGroups, accounts }) => ({
      accounts: accounts.join(", "),
      verbs: verbs.join(", "),
      resources: resources.join(", "),
      groups: apiGroups.map((group) => group || "core").join(", "),
    })),
    warnings: review.warnings.map(({ code, message, path, range }) => ({
      code,
      message,
      place: range ? `line ${range.line}` : path.join(" › "),
    })),
  });
}

function podViews({ pods = [] }: Review) {
  return pods.map(({ name, kind, containers, security, serviceAccount = "", hasToken }) => ({
    name,
    kind,
    containers: containers.map((one) => `${one.name}${one.isInit ? " (first)" : ""}`).join(", "),
    level: security.level,
    account: serviceAccount,
    token: hasToken ? "yes" : "no",
    root: containers.some(({ mayRunAsRoot }) => mayRunAsRoot) ? "may be" : "no",
  }));
}
