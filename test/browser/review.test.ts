// The page of a review in a real browser: ten answers at a glance, nothing over anything else, nothing of a user's runs.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Review, renderReviewPage } from "@slipway/review";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mustReview, reviewText } from "../review/compiled.ts";
import { hostilePipeline, largePipeline } from "../review/hostile.ts";
import { findChromium, startBrowser } from "./chromium.ts";

const chromium = findChromium();
if (!chromium) console.warn("test/browser/review is skipped: there is no chromium, and none could be installed");

const root = new URL("../../", import.meta.url);
const oracle = new URL("../../../shared/oracle/ir/", import.meta.url);
const examples = readdirSync(new URL("examples/", root)).map((name) => new URL(`examples/${name}/pipeline.yaml`, root));
const varied = [
  ...["collected_parameters", "component_with_pip_install_in_venv", "if_elif_else_with_oneof_parameters"],
  ...["iris_pipeline_compiled", "local_execution_pipeline_with_exit_handler", "nested_parallel_for_secret"],
  ...["nvidia_gpu_scheduling_check", "parallel_for_mount_pvc", "pipeline_as_exit_task", "pipeline_in_pipeline_complex"],
  ...["pipeline_with_importer", "pipeline_with_loops_and_conditions", "pipeline_with_nested_loops"],
  ...[
    "pipeline_with_parallelfor_parallelism",
    "pipeline_with_retry",
    "pipeline_with_secret_as_env",
    "pipeline_with_volume",
  ],
  ...["pipeline_with_secret_as_volume", "pipeline_with_various_io_types", "pvc_mount"],
].map((name) => new URL(`${name}.yaml`, oracle));
const pipelines = [...examples, ...varied]
  .filter((file) => existsSync(file))
  .map((file) => ({ name: file.pathname.split("/").slice(-2).join("/"), text: readFileSync(file, "utf8") }));

const KEYS = ["images", "secrets", "gpus", "root", "access", "data", "installs", "failure", "cache", "size"];
const OPEN_ALL = "for (const part of document.querySelectorAll('details')) part.open = true";

/** Pairs of texts of which one lies over the other, in the answers and in the drawing; and texts that leave their box. */
const OVERLAPS = `(() => {
  const shown = (node) => ({ node, box: node.getBoundingClientRect() });
  const texts = (where) => [...document.querySelectorAll(where)].map(shown).filter(({ box }) => box.width > 0);
  const over = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
  const pairs = (some) => some.flatMap((a, index) => some.slice(index + 1).filter((b) => over(a.box, b.box)).map((b) => [a.node.textContent, b.node.textContent]));
  const boxes = texts("#graph a.box > rect, #graph .frame > rect");
  const left = boxes.flatMap(({ node, box }) => [...node.parentElement.querySelectorAll("text")].map(shown).filter((text) => text.box.right > box.right + 1 || text.box.bottom > box.bottom + 1).map((text) => ["leaves its box", text.node.textContent]));
  return [...pairs(texts(".answer h2, .answer .headline, .answer li")), ...pairs(texts("#graph text")), ...pairs(texts("#graph a.box > rect")), ...pairs(texts("header h1, header .place, header .about, nav a")), ...pairs(texts("#tasks summary > *")), ...left];
})()`;

const folder = mkdtempSync(join(tmpdir(), "slipway-review-"));
let browser: Browser;

function reviewOf(text: string): Review {
  const review = reviewText(text);
  return "tasks" in review ? review : mustReview(text, { backend: "tekton" });
}

describe.skipIf(!chromium)("in a browser", () => {
  beforeAll(async () => {
    browser = await startBrowser(chromium ?? "");
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  /** Opens a page, and notes what it says of errors and what it asks for. */
  async function open(text: string, options: Parameters<Browser["newPage"]>[0] = {}) {
    const file = join(folder, "review.html");
    writeFileSync(file, text);
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, ...options });
    const noted: string[] = [];
    page.on("console", (message) => noted.push(message.text()));
    page.on("pageerror", (error) => noted.push(error.message));
    page.on("request", (request) => noted.push(...(request.url().startsWith("file:") ? [] : [request.url()])));
    await page.goto(String(pathToFileURL(file)));
    return { page, noted };
  }

  test.each(pipelines)("$name answers ten questions at a glance, as its facts have it", async ({ text }) => {
    const review = reviewOf(text);
    const { page, noted } = await open(renderReviewPage(review));
    const answers = await page.locator("[data-answer]").all();
    expect(await Promise.all(answers.map((one) => one.getAttribute("data-answer")))).toEqual(KEYS);
    for (const answer of answers) {
      const box = await answer.boundingBox();
      expect((box?.y ?? 0) + (box?.height ?? 801)).toBeLessThanOrEqual(800);
    }
    const headlines = await page.locator("[data-answer] .headline").allTextContents();
    expect(headlines.map((line) => numbersIn(line))).toEqual(numbersOf(review));
    expect(noted).toEqual([]);
    await page.close();
  });

  test.each(pipelines)("$name has no text over another, and does not scroll sideways", async ({ text }) => {
    for (const width of [1280, 390]) {
      const { page } = await open(renderReviewPage(reviewOf(text)), { viewport: { width, height: 800 } });
      expect(await page.evaluate(OVERLAPS)).toEqual([]);
      await page.evaluate(OPEN_ALL);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
      await page.close();
    }
  });

  test("everything can be reached and opened by the keyboard", async () => {
    const { page } = await open(renderReviewPage(reviewOf(pipelines[0]?.text ?? "")));
    const wanted = await page.locator("a:visible, summary:visible, [tabindex]:visible").count();
    const reached = new Set<string>();
    for (let step = 0; step < wanted + 5; step += 1) {
      await page.keyboard.press("Tab");
      reached.add(await page.evaluate("document.activeElement.outerHTML.slice(0, 300)"));
    }
    expect(reached.size).toBeGreaterThanOrEqual(wanted);
    await page.locator("#tasks summary").first().focus();
    await page.keyboard.press("Enter");
    expect(await page.locator("#tasks .panel").first().isVisible()).toBe(true);
    await page.close();
  });

  test("a box of the drawing leads to its task, which opens", async () => {
    const { page } = await open(renderReviewPage(reviewOf(pipelines[0]?.text ?? "")));
    await page.locator("#graph a.box").first().click();
    await page.locator("#task-1").waitFor();
    await page.close();
  });

  test("paper shows what is closed on the screen", async () => {
    const { page } = await open(renderReviewPage(reviewOf(pipelines[0]?.text ?? "")));
    const isShown = "document.querySelector('#tasks .panel').checkVisibility({ contentVisibilityAuto: true })";
    expect(await page.evaluate(isShown)).toBe(false);
    await page.emulateMedia({ media: "print" });
    await expect.poll(() => page.evaluate(isShown), { timeout: 30_000 }).toBe(true);
    expect((await page.pdf()).length).toBeGreaterThan(10_000);
    await page.close();
  });

  test("hostile names and code are text", async () => {
    const { page, noted } = await open(renderReviewPage(reviewOf(hostilePipeline())));
    await page.evaluate(OPEN_ALL);
    expect(await page.evaluate("globalThis.caught")).toBeUndefined();
    expect(await page.locator("img, script, iframe, object, embed, form, base").count()).toBe(0);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(1280);
    expect(await page.content()).not.toContain("hunter2");
    expect(noted).toEqual([]);
    await page.close();
  });

  test("a run of 1,000 tasks can be read", async () => {
    const text = renderReviewPage(reviewOf(largePipeline(1000)));
    expect(text.length).toBeLessThan(8_000_000);
    const { page } = await open(text);
    expect(await page.locator("#tasks summary").count()).toBe(1000);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(1280);
    await page.close();
  });
});

function numbersIn(text: string): readonly number[] {
  return (text.replace(/\(.*\)/, "").match(/(?<![\w./:-])\d+(?:,\d{3})*(?![\w./-])/g) ?? []).map((one) =>
    Number(one.replace(",", "")),
  );
}

/** The numbers that each headline must say, from the facts of `--json`. */
function numbersOf({ answers, tasks }: Review): readonly (readonly number[])[] {
  const { images, secrets, gpus, root: asRoot, access, data, installs, failure, cache, size } = answers;
  const ran = tasks.filter(({ container }) => container).length;
  const names = (kind: string) => new Set(secrets.filter((one) => one.kind === kind).map(({ name }) => name)).size;
  const mutable = images.filter(({ isMutable }) => isMutable).length;
  const installing = new Set(installs.map(({ task }) => task)).size;
  const endless = failure.runTimeoutSeconds === undefined ? failure.withoutTimeout.length : 0;
  const { least = 0, most = 0 } = size.pods ?? {};
  return [
    [images.length, ...(mutable > 0 ? [mutable] : [])],
    secrets.length === 0 ? [] : [names("secret"), ...(names("config-map") > 0 ? [names("config-map")] : [])],
    gpus.most === 0 && gpus.perIteration.length + gpus.unknown.length === 0 ? [] : [gpus.most],
    asRoot.tasks.length === 0 ? [] : [asRoot.tasks.length, ran],
    access.tasksWithToken.length === 0 ? [] : [access.tasksWithToken.length],
    numbersIn(data.store ?? ""),
    installing === 0 ? [] : [installing, ran],
    [failure.retried.length, ran, ...(endless > 0 ? [endless] : [])],
    ran === 0 || cache.disabled.length === 0 ? [] : [cache.enabled.length, ran],
    [size.tasks, ...(least === most ? [most] : [least, most]), Math.ceil(size.bytes / 1024)],
  ];
}
