// What a page holds, what is to be read for it, and what it may do.
import { createHash } from "node:crypto";
import { artifactsToRead, renderReport } from "@slipway/report";
import { describe, expect, test } from "vitest";
import { artifact, group, leaf, loop, runOf } from "../../../test/browser/run.ts";
import { attribute, elementsOf, textOf, withTag } from "./dom.ts";

const page = (name: string, size?: number) => {
  const { size: _, ...rest } = artifact(name, "system.HTML", `s3://b/${name}`);
  return size === undefined ? rest : { ...rest, size };
};

describe("artifacts to read", () => {
  test.each([
    { what: "documents only", outputs: [page("a", 1), artifact("m", "system.Model", "s3://b/m")], uris: ["s3://b/a"] },
    { what: "each once", outputs: [page("a", 1), page("a", 1)], uris: ["s3://b/a"] },
    { what: "what is stored", outputs: [page("a")], uris: [] },
    { what: "no folders", outputs: [{ ...page("a", 1), isFolder: true as const }], uris: [] },
    { what: "what is small enough", outputs: [page("a", 11), page("b", 10)], uris: ["s3://b/b"] },
    { what: "as much as fits", outputs: [page("a", 9), page("b", 9), page("c", 6)], uris: ["s3://b/a", "s3://b/c"] },
  ])("are $what", ({ outputs, uris }) => {
    const view = runOf([leaf("report", { outputs: { pages: outputs } })]);
    expect(artifactsToRead(view, { each: 10, total: 15 })).toEqual(uris);
  });
});

function policyOf(text: string): string {
  const view = runOf([leaf("report", { outputs: { page: [page("a", 1)] } })]);
  const made = renderReport(view, text === "" ? new Map() : new Map([["s3://b/a", text]]));
  return (
    withTag(made, "meta").flatMap((meta) =>
      attribute(meta, "http-equiv") === "Content-Security-Policy" ? [attribute(meta, "content") ?? ""] : [],
    )[0] ?? ""
  );
}

const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

describe("the policy", () => {
  test("lets nothing in that the page does not hold", () => {
    const policy = policyOf("");
    expect(policy).toMatch(
      /^default-src 'none'; script-src 'sha256-\S+'; style-src 'sha256-\S+'; base-uri 'none'; form-action 'none'$/,
    );
    const made = renderReport(runOf([]));
    expect(policy).toContain(hash(textOf(withTag(made, "script")[0] ?? expect.fail("there is no script"))));
    expect(policy).toContain(hash(textOf(withTag(made, "style")[0] ?? expect.fail("there is no style"))));
  });

  test.each([
    { document: "<script>draw()</script>", runs: "draw()" },
    { document: "<p>text<script type='module'>a\r\nb</script>", runs: "a\nb" },
    { document: `<button onclick="press('&lt;')">x</button>`, runs: "press('<')" },
    { document: "<template><script>inner</script></template>", runs: "inner" },
    { document: "<script>'<!--<script>' + 1</script>--></script>", runs: "'<!--<script>' + 1</script>-->" },
  ])("names the scripts of $document", ({ document, runs }) => {
    expect(policyOf(document)).toContain(hash(runs));
    expect(policyOf(document)).not.toMatch(/script-src[^;]*'unsafe-inline'/);
  });
});

describe("frames", () => {
  const view = runOf([
    leaf("report", { outputs: { page: [page("a", 1)], notes: [artifact("n", "system.Markdown", "s3://b/n")] } }),
  ]);
  const texts = new Map([
    ["s3://b/a", `<p title="x">"quoted" &amp; <b>bold</b></p>`],
    [
      "s3://b/n",
      '# Title\n\n<script>x</script> [a](javascript:x) ![p](https://e.com/p.png) <https://e.com/?a=1&b="2">',
    ],
  ]);
  const [html, markdown] = withTag(renderReport(view, texts), "iframe");

  test("hold a document as it is, with an origin of its own", () => {
    expect(attribute(html, "srcdoc")).toBe(texts.get("s3://b/a"));
    expect(attribute(html, "sandbox")).toBe("allow-scripts");
    expect(attribute(html, "title")).toBe("page of report");
  });

  test("show Markdown without obeying HTML in it", () => {
    const inside = attribute(markdown, "srcdoc") ?? "";
    expect(attribute(markdown, "sandbox")).not.toContain("allow-scripts");
    expect(attribute(markdown, "sandbox")).not.toContain("allow-same-origin");
    expect(withTag(inside, "h1").map(textOf)).toEqual(["Title"]);
    expect(elementsOf(inside).filter(({ tagName }) => ["script", "img"].includes(tagName))).toEqual([]);
    const links = withTag(inside, "a").map((link) => attribute(link, "href"));
    expect(links.every((link) => link?.startsWith("https://e.com/"))).toBe(true);
  });
});

test("who made an artifact and who used it is said", () => {
  const thing = artifact("data", "system.Dataset", "s3://b/data");
  const view = runOf([
    leaf("make", { outputs: { data: [thing] } }),
    leaf("use", { inputs: { data: [thing] }, after: ["make"] }),
    leaf("also", { inputs: { data: [thing] }, after: ["make"] }),
  ]);
  const table = withTag(renderReport(view), "table").find((one) => attribute(one, "class") === "lineage");
  expect(table && textOf(table)).toBe("ArtifactMade byUsed bydata system.Datasets3://b/datamake use also ");
});

test("a condition that was false and a loop without items are said", () => {
  const view = runOf([
    group("condition-1", { state: "SKIPPED", condition: "1 > 2" }, () => []),
    loop("for-loop-1", [], () => []),
  ]);
  const text = textOf(withTag(renderReport(view), "main")[0] ?? expect.fail("there is no page"));
  expect(text).toContain("Runs if 1 > 2");
  expect(text).toContain("No iteration ran.");
});

test("what a task warned of is said", () => {
  const made = renderReport(runOf([leaf("fit", { warnings: ['output "m": nothing was written'] })]));
  expect(
    withTag(made, "p")
      .filter((one) => attribute(one, "class") === "warning")
      .map(textOf),
  ).toEqual(['output "m": nothing was written']);
});

test("a run without a task, an end or a parameter has a page", () => {
  expect(renderReport(runOf([], { state: "RUNNING" }))).toContain("There are no tasks here.");
});

function sweep(iterations: number) {
  return runOf([
    loop(
      "sweep",
      Array.from({ length: iterations }, (_, index) => (index === iterations - 1 ? "FAILED" : "SUCCEEDED")),
      (place, index) => [
        leaf(
          "fit",
          {
            from: index,
            to: index + 1,
            parameters: { rate: index },
            outputs: { m: [artifact("m", "system.Metrics", `s3://b/${index}`, { a: index })] },
          },
          place,
        ),
        leaf(
          "score",
          { state: index === iterations - 1 ? "FAILED" : "SUCCEEDED", from: index, to: index + 1, after: ["fit"] },
          place,
        ),
      ],
    ),
  ]);
}

test("1,000 tasks are all there", () => {
  const made = renderReport(sweep(500));
  const panels = elementsOf(made).filter((element) => attribute(element, "class") === "panel");
  expect(panels).toHaveLength(1_000);
  expect(made.length).toBeLessThan(6_000_000);
});

test("of 40,000 tasks those that failed and as many others as a page can hold are there", () => {
  const made = renderReport(sweep(20_000));
  expect(made.length).toBeLessThan(16_000_000);
  const ids = elementsOf(made).map((element) => attribute(element, "id"));
  expect(ids).toContain("task/sweep/19999/score");
  expect(ids).toContain("task/sweep/3/fit");
  expect(made).toContain("38000 more tasks");
});

test("a thousand tasks side by side are listed, not drawn", () => {
  const made = renderReport(runOf(Array.from({ length: 1_000 }, (_, index) => leaf(`t${index}`))));
  expect(made).toContain("1000 tasks are too many to draw");
});
