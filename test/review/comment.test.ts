// The comment for a pull request, read as GitHub does: marked is a parser of the same language.
import { renderReviewComment } from "@slipway/review";
import { marked } from "marked";
import { type DefaultTreeAdapterTypes, parseFragment } from "parse5";
import { describe, expect, test } from "vitest";
import { mustReview } from "./compiled.ts";
import { hostilePipeline, largePipeline, MARKDOWN, MARKUP } from "./hostile.ts";

type Element = DefaultTreeAdapterTypes.Element;

const OURS = [
  ...[
    "h2",
    "p",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "strong",
    "br",
    "code",
    "details",
    "summary",
    "pre",
    "ul",
    "li",
  ],
];

function elementsOf(markdown: string): readonly Element[] {
  const found: Element[] = [];
  const pending: DefaultTreeAdapterTypes.Node[] = [parseFragment(marked.parse(markdown, { async: false, gfm: true }))];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if ("tagName" in node) found.push(node);
    if ("childNodes" in node) pending.push(...node.childNodes);
  }
  return found;
}

function textOf(node: DefaultTreeAdapterTypes.Node): string {
  if ("value" in node) return node.value;
  return "childNodes" in node ? node.childNodes.map(textOf).join("") : "";
}

describe("hostile names and code", () => {
  const review = mustReview(hostilePipeline());
  const comment = renderReviewComment(review);
  const elements = elementsOf(comment);

  test("make no element, no link and no attribute", () => {
    expect([...new Set(elements.map(({ tagName }) => tagName))].filter((name) => !OURS.includes(name))).toEqual([]);
    const attributes = elements.flatMap(({ attrs }) => attrs.map(({ name }) => name));
    expect([...new Set(attributes)].filter((name) => !["class", "align"].includes(name))).toEqual([]);
  });

  test("end no table and no fence", () => {
    const rows = elements.filter(({ tagName }) => tagName === "tr");
    expect(rows).toHaveLength(1 + 10 + 1 + review.tasks.length);
    expect(
      elements
        .filter(({ tagName }) => tagName === "pre")
        .map((one) => textOf(one))
        .join("\n"),
    ).toContain("</details></code>");
    expect(elements.filter(({ tagName }) => tagName === "details")).toHaveLength(3);
  });

  test("are there as they are", () => {
    const [title] = elements.filter(({ tagName }) => tagName === "h2");
    expect(title && textOf(title)).toBe(`Review of ${MARKUP} ${MARKDOWN.replace(/\n/g, "\\n")}`);
    expect(comment).not.toContain("hunter2");
  });

  test("mention nobody", () => {
    expect(comment.replace(/^`{3,}[\s\S]*?^`{3,}$/gm, "")).not.toMatch(/@someone|#1\b/);
  });
});

test("a large pipeline fits into a comment, and it is said what is left out", () => {
  const comment = renderReviewComment(mustReview(largePipeline(1000)));
  expect(comment.length).toBeLessThanOrEqual(65_536);
  expect(comment).toMatch(/Left out, since a comment may be only so long: the code of \d+ components and \d+ tasks\./);
  expect(elementsOf(comment).filter(({ tagName }) => tagName === "pre").length).toBeGreaterThan(3);
});
