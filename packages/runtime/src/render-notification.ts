// A notification in the forms that services take. What users wrote is text in all of them, whatever it holds.

import type { JsonObject } from "@slipway/ir";
import type { NotifyTarget } from "@slipway/pod";
import { type Notification, shortened } from "./notification.js";

/**
 * The body of a request.
 *
 * @param key PagerDuty's routing key, which it wants in the body
 */
export function renderNotification(form: NotifyTarget["form"], notification: Notification, key: string): JsonObject {
  switch (form) {
    case "slack":
      return slackMessage(notification);
    case "pagerduty":
      return pagerdutyEvent(notification, key);
    case "json":
      return notification;
  }
}

const ENDS: Readonly<Record<Notification["state"], string>> = {
  SUCCEEDED: "succeeded",
  FAILED: "failed",
  CANCELLED: "was stopped",
};

/** Slack refuses more than 40,000 characters. Source: https://docs.slack.dev/changelog/2018-truncating-really-long-messages */
const LONGEST_MESSAGE = 1000;

/** Source: https://docs.slack.dev/messaging/formatting-message-text */
function slackMessage(notification: Notification): JsonObject {
  const { pipelineDisplayName, state, run, failures, furtherFailures, durationSeconds, link } = notification;
  const lines = [
    `*${slackText(pipelineDisplayName)}* ${ENDS[state]}${durationSeconds === undefined ? "" : ` after ${durationText(durationSeconds)}`}`,
    `Run ${slackText(run.name)}${run.namespace === undefined ? "" : ` in namespace ${slackText(run.namespace)}`}`,
    ...failures.flatMap(({ task, message, hint }) => [
      `Task ${slackText(task)}:`,
      // Inside of a block nothing is formatted, and no other block ends in it.
      `\`\`\`${slackText(shortened(message, LONGEST_MESSAGE)).replaceAll("```", "'''")}\`\`\``,
      ...(hint === undefined ? [] : [slackText(hint)]),
    ]),
    ...(furtherFailures > 0 ? [`and ${furtherFailures} more`] : []),
    ...(link === undefined ? [] : [`<${slackText(link).replaceAll("|", "%7C")}|Open the run>`]),
  ];
  return { text: lines.join("\n") };
}

function slackText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/**
 * One incident for a pipeline in its namespace: a run that succeeds ends it.
 * Source: https://developer.pagerduty.com/docs/send-alert-event
 */
function pagerdutyEvent(notification: Notification, key: string): JsonObject {
  const { pipeline, pipelineDisplayName, state, run, failures, end, link } = notification;
  const [first] = failures;
  const reason = first ? `: task ${first.task}: ${first.message}` : "";
  const namespace = run.namespace ?? "";
  return {
    routing_key: key,
    event_action: state === "SUCCEEDED" ? "resolve" : "trigger",
    dedup_key: shortened(`slipway/${namespace}/${pipeline}`, 255),
    client: "Slipway",
    payload: {
      summary: shortened(`Pipeline ${pipelineDisplayName} ${ENDS[state]}${reason}`, 1024),
      source: run.name,
      severity: SEVERITIES[state],
      timestamp: end,
      ...(first && { component: first.task }),
      group: pipeline,
      custom_details: notification,
    },
    ...(link !== undefined && { links: [{ href: link, text: "Open the run" }] }),
  };
}

const SEVERITIES: Readonly<Record<Notification["state"], string>> = {
  SUCCEEDED: "info",
  FAILED: "error",
  CANCELLED: "warning",
};

/**
 * @example
 * durationText(3725); // "1 h 2 min 5 s"
 */
export function durationText(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 3600), "h"],
    [Math.floor(seconds / 60) % 60, "min"],
    [seconds % 60, "s"],
  ] as const;
  const told = parts.filter(([amount]) => amount > 0).map(([amount, unit]) => `${amount} ${unit}`);
  return told.length > 0 ? told.join(" ") : "0 s";
}
