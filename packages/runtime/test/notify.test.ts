// The program that tells how a run has ended, as a pod starts it, with a real server for receiver.
import { spawn } from "node:child_process";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import type { JsonObject } from "@slipway/ir";
import type { NotifyDescription, NotifyTarget } from "@slipway/pod";
import { commitRecord, readRecord } from "@slipway/runtime";
import { expect, onTestFinished, test } from "vitest";
import { ended, type MadeUp, runOf, task } from "./made-up-run.js";

const PROGRAM = fileURLToPath(new URL("../dist/slipway-runtime.cjs", import.meta.url));
const SECRET = "/services/T0SECRET";

type Received = { readonly path: string; readonly body: JsonObject };

/** @param statuses of its answers, the last of which stays */
async function receiver(...statuses: readonly number[]) {
  const received: Received[] = [];
  const server = createServer(async (request: IncomingMessage, response) => {
    const body = JSON.parse(Buffer.concat(await request.toArray()).toString("utf8")) as JsonObject;
    received.push({ path: request.url ?? "", body });
    const status = statuses[Math.min(received.length, statuses.length) - 1] ?? 200;
    response.writeHead(status, { location: "/elsewhere" }).end(`no such ${request.url}`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${SECRET}` };
}

type Call = {
  readonly status?: string;
  /** As Argo quotes it. */
  readonly failures?: string;
  /** Tekton's words, instead of Argo's. */
  readonly reasons?: string;
  readonly on?: NotifyTarget["on"];
  readonly form?: NotifyTarget["form"];
  readonly secret?: string;
  readonly settings?: Partial<NotifyDescription>;
  readonly store?: string;
};

function failuresOf(...nodes: readonly { readonly displayName: string; readonly message: string }[]): string {
  return JSON.stringify(JSON.stringify(nodes));
}

async function notify(context: MadeUp, call: Call) {
  const { status = "Failed", failures = failuresOf(), on = "failure", form = "json", secret, settings, reasons } = call;
  const plan = {
    version: 1,
    engine: "argo",
    pipeline: "p",
    parameters: {},
    store: { uri: call.store ?? `file://${context.folder}` },
    cache: { enabled: true, scope: "" },
    shared: "/x",
    answers: "answers",
    outline: context.run.outline,
  };
  const webhooks = [{ form, on, variable: "SLIPWAY_WEBHOOK_1", secret: { name: "hook", key: "url" } }];
  const words = [
    ...["notify", "--run", "run", "--name", "p-x7", "--namespace", "ml"],
    ...["--plan", JSON.stringify(plan), "--status", status],
    ...(reasons === undefined
      ? ["--start", "2026-01-01T00:00:00Z", "--failures", Buffer.from(failures).toString("base64")]
      : ["--reasons", reasons]),
    ...["--", JSON.stringify({ webhooks, ...settings })],
  ];
  const env = secret === undefined ? {} : { SLIPWAY_WEBHOOK_1: secret };
  const child = spawn(process.execPath, [PROGRAM, ...words], { env, stdio: ["ignore", "pipe", "pipe"] });
  const [out, code] = await Promise.all([
    Promise.all([child.stdout.toArray(), child.stderr.toArray()]),
    new Promise<number | null>((resolve) => child.on("close", resolve)),
  ]);
  return { code, said: Buffer.concat(out.flat()).toString("utf8") };
}

test("tells of the task that failed, by its record", async () => {
  const { received, url } = await receiver();
  const context = await runOf([task("load"), task("fit")]);
  await ended(context, "load", "SUCCEEDED");
  await ended(context, "fit", "FAILED");
  const record = await readRecord(context, "fit");
  if (record) await commitRecord(context, { ...record, error: { message: 'said "no" & <left>' } });
  expect(await notify(context, { secret: `${url}\n` })).toEqual({ code: 0, said: "" });
  expect(received.map(({ path }) => path)).toEqual([SECRET]);
  expect(received[0]?.body).toMatchObject({
    state: "FAILED",
    pipeline: "p",
    run: { id: "run", name: "p-x7", namespace: "ml", engine: "argo" },
    failures: [{ task: "fit", message: 'said "no" & <left>' }],
  });
});

test("tells what Argo says of a pod that left no record, also where its list is cut", async () => {
  const { received, url } = await receiver();
  const hostile = 'OOM "killed" \\ \u2028 \u{1f600} }, {"displayName":"x"} {{x}} <b>\n';
  const nodes = [
    { displayName: "fit(0)", message: hostile },
    { displayName: "p-x7", message: "child 'p-x7-1' failed" },
    { displayName: "late", message: "x".repeat(100) },
  ];
  // Go writes what cannot be printed as escapes that JSON has not.
  const quoted = failuresOf(...nodes).replace("\u{1f600}", "\\U0001f600");
  const cut = quoted.slice(0, -40);
  const context = await runOf([task("fit")]);
  expect(await notify(context, { secret: url, failures: cut })).toEqual({ code: 0, said: "" });
  expect(received[0]?.body).toMatchObject({ failures: [{ task: "fit(0)", message: hostile }] });
});

test("tells of the end that was asked for, and a stop by people is no failure", async () => {
  const { received, url } = await receiver();
  const context = await runOf([task("fit")]);
  const stopped = failuresOf({ displayName: "fit", message: "workflow shutdown with strategy:  Stop" });
  await notify(context, { secret: url, on: "failure", status: "Succeeded" });
  await notify(context, { secret: url, on: "success" });
  await notify(context, { secret: url, on: "failure", failures: stopped });
  expect(received).toEqual([]);
  await notify(context, { secret: url, on: "success", status: "Succeeded" });
  await notify(context, { secret: url, on: "always", failures: stopped });
  expect(received.map(({ body }) => body["state"])).toEqual(["SUCCEEDED", "CANCELLED"]);
});

test("PagerDuty gets its key in the message, at the address that is set", async () => {
  const { received, url } = await receiver(202);
  const context = await runOf([task("fit")]);
  const settings = { pagerdutyEndpoint: url };
  expect(await notify(context, { form: "pagerduty", secret: "R0UTINGKEY\n", settings })).toEqual({ code: 0, said: "" });
  expect(received[0]?.body).toMatchObject({ routing_key: "R0UTINGKEY", event_action: "trigger" });
});

test("tries again while a server is out of order", async () => {
  const { received, url } = await receiver(503, 429, 200);
  const context = await runOf([]);
  expect(await notify(context, { secret: url })).toEqual({ code: 0, said: "" });
  expect(received).toHaveLength(3);
});

test("without its store it tells what it knows", async () => {
  const { received, url } = await receiver();
  const failures = failuresOf({ displayName: "fit", message: "OOMKilled" });
  const store = "s3://bucket/x";
  const { code, said } = await notify(await runOf([]), { secret: url, failures, store });
  expect(code).toBe(1);
  expect(said).toMatch(/messages name no failed task\n$/);
  expect(received[0]?.body).toMatchObject({ failures: [{ task: "fit", message: "OOMKilled" }] });
});

test.each([
  { what: "a webhook that is gone", statuses: [404], reason: "the answer is 404: there is no such webhook (any more)" },
  { what: "an answer that leads elsewhere", statuses: [302], reason: "the answer is 302" },
])("says that $what did not take it, and no secret", async ({ statuses, reason }) => {
  const { received, url } = await receiver(...statuses);
  const said = `slipway: no message in the form of slack was sent: ${reason} (key "url" of Secret "hook")\n`;
  expect(await notify(await runOf([]), { form: "slack", secret: url })).toEqual({ code: 1, said });
  expect(received).toHaveLength(1);
});

test.each([
  { secret: undefined, reason: 'there is no key "url" of Secret "hook"' },
  { secret: "T0SECRET", reason: /^it holds no address that begins with https:/ },
  { secret: "ftp://x.example/T0SECRET", reason: /^it holds no address/ },
  { secret: "https://user:T0SECRET@x.example/", reason: /^it holds no address/ },
])("says what is wrong with its Secret, but not what is in it: $secret", async ({ secret, reason }) => {
  const { code, said } = await notify(await runOf([]), secret === undefined ? {} : { secret });
  expect(code).toBe(1);
  expect(said.replace(/^.* was sent: /, "").trim()).toMatch(reason);
  expect(said).not.toContain("T0SECRET");
});

test("gives up where nobody answers, after a while, without a word of the address", {
  timeout: 60_000,
}, async () => {
  const { code, said } = await notify(await runOf([]), { secret: `http://127.0.0.1:1${SECRET}` });
  expect(code).toBe(1);
  expect(said).toMatch(/nobody answers there|the connection failed/);
  expect(said).not.toContain("SECRET");
});

test("tells Tekton's reason of a pod that left no record, and not of one that did", async () => {
  const { received, url } = await receiver();
  const context = await runOf([task("load"), task("fit"), task("late")]);
  await ended(context, "load", "FAILED");
  const reasons = "load=Failed fit=StepOOM for-loop-1/*/late=Pending none=None other=";
  expect(await notify(context, { secret: url, reasons })).toEqual({ code: 0, said: "" });
  expect(received[0]?.body).toMatchObject({
    state: "FAILED",
    failures: [
      { task: "load" },
      { task: "fit", message: "it needed more memory than it may use, and was killed (StepOOM)" },
      { task: "for-loop-1/*/late", message: "Tekton says Pending" },
    ],
  });
});

test("sees for itself what Tekton takes for a success: a failure that was to stop nothing, and a run that was stopped", async () => {
  const { received, url } = await receiver();
  const call = { secret: url, on: "always", reasons: "fit=Succeeded" } as const;
  const hidden = await runOf([task("fit")]);
  await ended(hidden, "fit", "FAILED");
  await notify(hidden, { ...call, status: "Succeeded" });
  await notify(await runOf([task("fit")]), { ...call, status: "Completed" });
  const good = await runOf([task("fit")]);
  await ended(good, "fit", "SUCCEEDED");
  await notify(good, { ...call, status: "Succeeded" });
  await notify(good, { ...call, status: "Failed", reasons: "fit=TaskRunCancelled" });
  expect(received.map(({ body }) => body["state"])).toEqual(["FAILED", "CANCELLED", "SUCCEEDED", "CANCELLED"]);
});

test("says nothing of when a run began where nobody knows", async () => {
  const { received, url } = await receiver();
  const told = await notify(await runOf([task("fit")]), {
    secret: url,
    reasons: "",
    settings: {},
    store: "s3://nobody-has-this/bucket",
  });
  expect(told.code).toBe(1);
  expect(received[0]?.body).not.toHaveProperty("start");
  expect(received[0]?.body).not.toHaveProperty("durationSeconds");
});
