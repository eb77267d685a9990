// The pages of runs in a real browser: nothing of a user's runs in them, nothing leaves, and they can be used.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { renderComparison, renderReport } from "@slipway/report";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findChromium, startBrowser } from "./chromium.ts";
import { HTML_URI, hostilePage, MARKDOWN_URI, NOTES, richRun } from "./rich-run.ts";

const chromium = findChromium();
if (!chromium) console.warn("test/browser is skipped: there is no chromium, and none could be installed");

const folder = mkdtempSync(join(tmpdir(), "slipway-browser-"));
const OPEN_ALL = "for (const part of document.querySelectorAll('details')) part.open = true";
const asked: string[] = [];
let browser: Browser;
let server: Server;

describe.skipIf(!chromium)("in a browser", () => {
  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request.url ?? "");
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    browser = await startBrowser(chromium ?? "");
  });

  afterAll(async () => {
    await browser?.close();
    server?.close();
    rmSync(folder, { recursive: true });
  });

  /** Opens a page, and fails when it says an error of its own, or asks for anything. */
  async function open(text: string, hash = "", options: Parameters<Browser["newPage"]>[0] = {}) {
    const file = join(folder, "page.html");
    writeFileSync(file, text);
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
    const errors: string[] = [];
    const requests: string[] = [];
    const logged: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "log") logged.push(message.text());
      // What a document in a frame is refused is said here too, with the frame's address.
      if (message.type() === "error" && message.location().url !== "about:srcdoc") errors.push(message.text());
    });
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("request", (request) => requests.push(request.url()));
    await page.goto(`${pathToFileURL(file)}${hash}`);
    return {
      page,
      errors,
      logged,
      requests: () => requests.filter((url) => !url.startsWith("file:") && !url.startsWith("about:")),
    };
  }

  const caught = (page: Page) => page.evaluate(() => Reflect.get(globalThis, "caught"));

  test("a report holds what hostile texts and documents try", async () => {
    const { port } = server.address() as AddressInfo;
    const outside = `http://127.0.0.1:${port}`;
    const texts = new Map([
      [HTML_URI, hostilePage(outside)],
      [MARKDOWN_URI, NOTES],
    ]);
    const { page, logged } = await open(renderReport(richRun(), texts));
    await page.evaluate(OPEN_ALL);
    await page.locator("iframe").first().scrollIntoViewIfNeeded();
    // It leaves its frame a second later, so it is not looked at itself.
    await expect.poll(() => logged, { timeout: 30_000 }).toContain("drawn & more");
    for (const one of await page.locator("header, h2, #failures a, #tasks summary, #metrics th").all())
      await one.hover({ force: true, timeout: 500 }).catch(() => {});
    // Some of what the document tries it tries later.
    await page.waitForTimeout(2_500);
    expect(asked).toEqual([]);
    expect(await caught(page)).toBeUndefined();
    expect(await page.locator("h1").textContent()).toBe("churn");
    expect(page.context().pages()).toHaveLength(1);
    await page.close();
  });

  test("a document draws, and answers who presses", async () => {
    const document = `<p id=drawn></p><button onclick="drawn.textContent += ', pressed'">Press</button>
<script>drawn.innerHTML = "<b>drawn</b> & more"</script>`;
    const { page } = await open(renderReport(richRun(), new Map([[HTML_URI, document]])));
    await page.evaluate(OPEN_ALL);
    const frame = page.frameLocator("iframe").first();
    await frame.locator("b").waitFor();
    await frame.locator("button").click();
    expect(await frame.locator("#drawn").textContent()).toBe("drawn & more, pressed");
    await page.close();
  });

  test("a report has no error of its own and asks for nothing", async () => {
    const texts = new Map([
      [HTML_URI, "<style>p{color:red}</style><p id=text>text</p><script>document.title='x'</script>"],
      [MARKDOWN_URI, NOTES],
    ]);
    const { page, errors, requests } = await open(renderReport(richRun(), texts));
    await page.locator("iframe").last().scrollIntoViewIfNeeded();
    await page.frameLocator("iframe").last().locator("h1").waitFor();
    expect(errors).toEqual([]);
    expect(requests()).toEqual([]);
    await page.close();
  });

  test("a box leads to its task, a group opens, an iteration can be chosen", async () => {
    const { page, errors } = await open(renderReport(richRun()));
    const panel = page.locator('[id="task/train"]');
    expect(await panel.isVisible()).toBe(false);
    await page.locator('#graph a[href="#task/train"]').click();
    await panel.waitFor();
    await page.locator("#close").click();
    expect(await panel.isVisible()).toBe(false);
    await page.locator('#graph a[href="#task/train"]').click();
    await panel.waitFor();

    const loop = page.locator('[id="graph/condition-1/for-loop-2"]');
    const boxes = loop.locator("a.box:visible");
    expect(await boxes.allTextContents()).toEqual([expect.stringContaining("fit"), expect.stringContaining("Failed")]);
    await loop.locator("input[type=radio]").first().focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    expect(await boxes.allTextContents()).toEqual([
      expect.stringContaining("Cached"),
      expect.stringContaining("Cached"),
    ]);
    expect(errors).toEqual([]);
    await page.close();
  });

  test("tasks are found by name and by state", async () => {
    const { page } = await open(renderReport(richRun()));
    await page.locator("#find").fill("SCORE");
    expect(await page.locator("#tasks li[data-name]:visible summary b").allTextContents()).toEqual([
      "score",
      "score",
      "score",
    ]);
    await page.locator("#state").selectOption("FAILED");
    expect(await page.locator("#found").textContent()).toBe("1 task");
    // A link to a task that is not among those found shows it all the same.
    await page.locator('#graph a[href="#task/train"]').click();
    await page.locator('[id="task/train"]').waitFor();
    await page.close();
  });

  test("a link to a task inside groups opens them, without a script too", async () => {
    for (const javaScriptEnabled of [true, false]) {
      const { page } = await open(renderReport(richRun()), "#task/condition-1/for-loop-2/1/score", {
        javaScriptEnabled,
      });
      await page.locator('[id="task/condition-1/for-loop-2/1/score"]').waitFor();
      await page.close();
    }
  });

  test("what a reader of screens hears has names", async () => {
    const { page } = await open(renderReport(richRun()));
    await page.getByRole("heading", { name: "churn" }).waitFor();
    await page.getByRole("group", { name: "Graph of the pipeline" }).waitFor();
    await page.getByRole("group", { name: "Iteration", exact: true }).waitFor();
    expect(await page.getByRole("radio", { name: "Iteration 1 Failed" }).isChecked()).toBe(true);
    expect(await page.getByRole("link", { name: /^train/ }).count()).toBeGreaterThan(0);
    await page.getByRole("img", { name: "ROC curve: recall by false positive rate" }).first().waitFor();
    await page.close();
  });

  test.each([
    { width: 1280, colorScheme: "light" as const },
    { width: 1280, colorScheme: "dark" as const },
    { width: 390, colorScheme: "light" as const },
  ])("a page of $width pixels, $colorScheme, does not scroll sideways", async ({ width, colorScheme }) => {
    const { page } = await open(renderReport(richRun()), "", { viewport: { width, height: 800 }, colorScheme });
    await page.evaluate(OPEN_ALL);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
    await page.close();
  });

  test("a comparison has no error and asks for nothing", async () => {
    const other = richRun();
    const { page, errors, requests } = await open(
      renderComparison([richRun(), { ...other, run: { ...other.run, id: "run-8", parameters: { rows: 1 } } }]),
    );
    await page.getByRole("heading", { name: "2 runs side by side" }).waitFor();
    expect(await caught(page)).toBeUndefined();
    expect([errors, requests()]).toEqual([[], []]);
    await page.close();
  });
});
