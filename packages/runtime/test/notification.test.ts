// What is told of a run that has ended, and how it looks in each form. test/notify.test.ts sends it.
import {
  type EngineFailure,
  type Notification,
  notificationOf,
  type RunRecord,
  renderNotification,
  type TaskRecord,
} from "@slipway/runtime";
import { describe, expect, test } from "vitest";
import { dag, task } from "./made-up-run.js";

const START = "2026-01-01T00:00:00.000Z";

const run: RunRecord = {
  version: 1,
  id: "uid-1",
  displayName: "training",
  resourceName: "training-x7k2p",
  pipeline: "training",
  parameters: {},
  outline: {
    tasks: [
      task("load"),
      dag("for-loop-1", [task("for-loop-1/fit"), { ...task("for-loop-1/n"), displayName: "Fit it" }]),
    ],
    outputs: { parameters: {}, artifacts: {} },
    loops: {},
    importers: {},
  },
  engine: "argo",
  namespace: "ml",
  start: START,
};

/** As much of a record as is read. */
function record(path: string, end: string, error?: TaskRecord["error"]): TaskRecord {
  return { path, end, state: "FAILED", ...(error && { error }) } as TaskRecord;
}

type Given = {
  readonly state?: Notification["state"];
  readonly records?: readonly TaskRecord[];
  readonly engineFailures?: readonly EngineFailure[];
  readonly link?: string;
};

function told({ state = "FAILED", records = [], engineFailures = [], ...link }: Given = {}): Notification {
  const end = Date.parse(START) + 3_725_400;
  return notificationOf({ run, state, end, left: { records, decisions: [] }, engineFailures, ...link });
}

describe("what is told", () => {
  test("which tasks failed, the first one first, and what the engine says of those without a record", () => {
    const records = [
      record("for-loop-1/2/fit", "2026-01-01T00:00:02.000Z", { message: "exit code 1", hint: "look there" }),
      record("load", "2026-01-01T00:00:01.000Z"),
    ];
    const engineFailures = [
      { name: "fit(2:2)", message: "publisher: Error (exit code 1)" },
      { name: "publisher", message: "Error (exit code 1)" },
      { name: "Fit it", message: "OOMKilled (exit code 137)" },
    ];
    expect(told({ records, engineFailures })).toEqual({
      version: 1,
      state: "FAILED",
      pipeline: "training",
      pipelineDisplayName: "training",
      run: { id: "uid-1", name: "training-x7k2p", engine: "argo", namespace: "ml" },
      start: START,
      end: "2026-01-01T01:02:05.400Z",
      durationSeconds: 3725,
      failures: [
        { task: "load", message: "no reason is known" },
        { task: "for-loop-1/2/fit", message: "exit code 1", hint: "look there" },
        { task: "Fit it", message: "OOMKilled (exit code 137)" },
      ],
      furtherFailures: 0,
    });
  });

  test("ten failures, and how many there are besides", () => {
    const records = Array.from({ length: 500 }, (_, index) => record(`for-loop-1/${index}/fit`, START));
    const { failures, furtherFailures } = told({ records });
    expect([failures.length, furtherFailures]).toEqual([10, 490]);
  });

  test("no failure of a run that succeeded: what failed had been allowed to", () => {
    expect(told({ state: "SUCCEEDED", records: [record("load", START)] }).failures).toEqual([]);
  });

  test("a link to the run, whatever its name", () => {
    const link = "https://argo.example.com/{namespace}/{name}?uid={run}&of={pipeline}";
    expect(told({ link }).link).toBe("https://argo.example.com/ml/training-x7k2p?uid=uid-1&of=training");
    const ending = { state: "FAILED", end: 0, left: { records: [], decisions: [] }, engineFailures: [], link } as const;
    const hostile = { ...run, pipeline: "a/b|{name}>$&", start: "1970-01-01T00:00:00.000Z" };
    expect(notificationOf({ run: hostile, ...ending }).link).toBe(
      "https://argo.example.com/ml/training-x7k2p?uid=uid-1&of=a%2Fb%7C%7Bname%7D%3E%24%26",
    );
  });
});

const HOSTILE = '<!channel> & ```*"x"* \u2028 {{workflow.uid}} $(HOME)\n</script>';

describe("Slack", () => {
  const textOf = (notification: Notification) => renderNotification("slack", notification, "")["text"] as string;

  test("a message that people can read", () => {
    const records = [record("load", START, { message: "the command ended with exit code 1", hint: "see its log" })];
    expect(textOf(told({ records, link: "https://argo.example.com/{run}" }))).toBe(
      [
        "*training* failed after 1 h 2 min 5 s",
        "Run training-x7k2p in namespace ml",
        "Task load:",
        "```the command ended with exit code 1```",
        "see its log",
        "<https://argo.example.com/uid-1|Open the run>",
      ].join("\n"),
    );
    expect(textOf(told({ state: "SUCCEEDED" }))).toMatch(/^\*training\* succeeded after /);
    expect(textOf(told({ state: "CANCELLED" }))).toMatch(/^\*training\* was stopped after /);
  });

  test("text of users calls nobody, links nowhere, and ends no block", () => {
    const text = textOf(told({ records: [record(HOSTILE, START, { message: HOSTILE })] }));
    expect(text).not.toMatch(/[<>]/);
    expect(text.match(/```/g)).toHaveLength(3);
    expect(text).toContain("&lt;!channel&gt; &amp; '''*");
  });
});

describe("PagerDuty", () => {
  test("an incident of the pipeline, which a run that succeeds ends", () => {
    const records = [record("load", START, { message: "exit code 1" })];
    const failed = renderNotification("pagerduty", told({ records, link: "https://x.example/{run}" }), "key");
    const succeeded = renderNotification("pagerduty", told({ state: "SUCCEEDED" }), "key");
    expect(failed).toMatchObject({
      routing_key: "key",
      event_action: "trigger",
      dedup_key: "slipway/ml/training",
      payload: { summary: "Pipeline training failed: task load: exit code 1", severity: "error", component: "load" },
      links: [{ href: "https://x.example/uid-1", text: "Open the run" }],
    });
    expect(succeeded).toMatchObject({ event_action: "resolve", dedup_key: failed["dedup_key"] });
  });

  test("long text is cut, and no character in two", () => {
    const records = [record("load", START, { message: "\u{1f600}".repeat(5000) })];
    const { payload } = renderNotification("pagerduty", told({ records }), "key") as {
      readonly payload: { readonly summary: string };
    };
    expect(payload.summary.length).toBeLessThanOrEqual(1024);
    expect(payload.summary).not.toMatch(/[\ud800-\udfff]/u);
  });
});
