// A pod that tells people how a run has ended. Whatever goes wrong here, the rest is told all the same.
import type { NotifyDescription, NotifyTarget } from "@slipway/pod";
import { isStoreError } from "@slipway/store";
import { firstFailure } from "../final-status.js";
import { type Left, readLeft } from "../left.js";
import { type EngineFailure, type Notification, notificationOf } from "../notification.js";
import { renderNotification } from "../render-notification.js";
import { begun } from "./begun.js";
import { deliver } from "./deliver.js";
import type { DecideJob } from "./job.js";
import { contextOf } from "./stores.js";
import { wentWell } from "./verdict.js";

export type NotifyJob = Pick<DecideJob, "run" | "store"> & {
  readonly state: Notification["state"];
  /** Where the engine says that all went well, the records have to say so as well. */
  readonly looks?: true;
  readonly engineFailures: readonly EngineFailure[];
  readonly notify: NotifyDescription;
};

const PAGERDUTY = "https://events.pagerduty.com/v2/enqueue";

/**
 * Gives the reasons why something could not be told, or not to somebody.
 *
 * @param secretOf what a variable of this pod holds
 */
export async function notify(
  job: NotifyJob,
  secretOf: (variable: string) => string | undefined,
): Promise<readonly string[]> {
  const { engineFailures, notify: settings } = job;
  const { run, state, left, problems } = await found(job);
  const targets = settings.webhooks.filter(({ on }) => isFor(on, state));
  if (targets.length === 0) return [];
  const { link } = settings;
  const ending = { run, state, end: Date.now(), left, engineFailures, ...(link !== undefined && { link }) };
  const notification = notificationOf(ending);
  const told = await Promise.all(
    targets.map(async (target) => {
      const reason = await tell(target, notification, settings, secretOf(target.variable));
      return reason === undefined ? [] : [`no message in the form of ${target.form} was sent: ${reason}`];
    }),
  );
  return [...problems, ...told.flat()];
}

/** A run in which nothing failed, and something did not run, was stopped. */
function stateOf({ run, state, looks }: NotifyJob, left: Left): Notification["state"] {
  if (state !== "SUCCEEDED" || !looks || wentWell(run, left)) return state;
  return firstFailure(left) ? "FAILED" : "CANCELLED";
}

function isFor(on: NotifyTarget["on"], state: Notification["state"]): boolean {
  if (on === "always") return true;
  return state === (on === "failure" ? "FAILED" : "SUCCEEDED");
}

async function tell(
  { form, secret }: NotifyTarget,
  notification: Notification,
  { pagerdutyEndpoint = PAGERDUTY }: NotifyDescription,
  value: string | undefined,
): Promise<string | undefined> {
  const place = `key "${secret.key}" of Secret "${secret.name}"`;
  if (value === undefined || value.trim() === "") return `there is no ${place}`;
  const [address, key] = form === "pagerduty" ? [pagerdutyEndpoint, value.trim()] : [value, ""];
  const reason = await deliver(address, renderNotification(form, notification, key));
  return reason === undefined ? undefined : `${reason} (${place})`;
}

type Found = Pick<NotifyJob, "run" | "state"> & { readonly left: Left; readonly problems: readonly string[] };

const STORE_WITHIN = 60_000;

/** A store that is away must not keep people from being told. */
async function found(job: NotifyJob): Promise<Found> {
  const { run, state, looks } = job;
  const nothing: Found = { run, state, left: { records: [], decisions: [] }, problems: [] };
  if (state === "SUCCEEDED" && !looks) return nothing;
  const wanting = state === "SUCCEEDED" ? "" : ": messages name no failed task";
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<Found>((resolve) => {
    const problem = `the store has not told all within ${STORE_WITHIN / 1000} seconds${wanting}`;
    timer = setTimeout(() => resolve({ ...nothing, problems: [problem] }), STORE_WITHIN);
  });
  const read = async (): Promise<Found> => {
    try {
      const known = await begun({ ...job, iterations: {} });
      const left = await readLeft([""], await contextOf(known));
      return { run: known.run, state: stateOf(job, left), left, problems: [] };
    } catch (error) {
      if (!isStoreError(error)) throw error;
      return { ...nothing, problems: [`${error.message}${wanting}`] };
    }
  };
  try {
    return await Promise.race([read(), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
