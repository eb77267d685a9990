// What removes old runs from the store: settings of slipway.yaml, and what becomes of them.
import { type Diagnostic, failed, type JsonObject, type Result, resultOf } from "@slipway/ir";
import { toDnsLabel } from "@slipway/kubernetes";
import type { AccessObject } from "./access.js";
import { ageInSeconds } from "./age.js";
import { readCron } from "./cron.js";
import { type CronJob, ownCronJob } from "./cron-job.js";
import { opensByIdentity } from "./identity.js";
import type { KubernetesContainer } from "./kubernetes-container.js";
import { diagnose } from "./messages.js";
import type { ResolvedPodOptions } from "./pod-options.js";
import { bareContainer, proxies } from "./program-container.js";
import { isZone } from "./schedule.js";
import { storeDescription, storeMounts, storeVariables, storeVolumes } from "./store-settings.js";

/** As slipway.yaml has them; schemas/slipway.schema.json says what each means. */
export type CleanupSettings = {
  readonly schedule?: string;
  readonly timeZone?: string;
  readonly olderThan?: string;
  readonly keep?: number;
  readonly unfinished?: string;
  readonly timeout?: string;
  readonly serviceAccount?: string;
  readonly resources?: JsonObject;
};

/** What the program that cleans up is told. */
export type CleanupDescription = {
  readonly store: { readonly uri: string; readonly options?: JsonObject };
  /** Runs go that ended longer ago, but of each pipeline the newest `keep` stay. */
  readonly olderThanSeconds: number;
  readonly keep: number;
  /** A run without an end that began longer ago has ended. */
  readonly unfinishedSeconds?: number;
};

/** Records of all runs are read, so it needs more than what tells of one. */
const RESOURCES: JsonObject = {
  requests: { cpu: "50m", memory: "128Mi" },
  limits: { cpu: "1", memory: "1Gi" },
};

/** As Kubernetes names Jobs of a CronJob, so much is left for its own name. */
const LONGEST_NAME = 52;
const HOUR = 3600;
const WEEK = 7 * 24 * HOUR;

/** One for each store, with an account that has no rights in Kubernetes. */
export function lowerCleanup(options: ResolvedPodOptions): Result<readonly (AccessObject | CronJob)[]> {
  const { store, namespace, cleanup = {} } = options;
  const times = readTimes(cleanup);
  if (!times.ok) return times;
  const name = toDnsLabel(`slipway-cleanup-${store.uri}`, LONGEST_NAME);
  const { olderThan = "30d", keep = 5, unfinished, timeout = "1h", serviceAccount, resources = RESOURCES } = cleanup;
  const description: CleanupDescription = {
    store: storeDescription(store),
    olderThanSeconds: ageInSeconds(olderThan) ?? 0,
    keep,
    ...(unfinished !== undefined && { unfinishedSeconds: ageInSeconds(unfinished) ?? 0 }),
  };
  const words = [withoutVariables(JSON.stringify(description))];
  const variables = [...storeVariables(store), ...proxies(options)];
  const mounts = storeMounts(store);
  const { env, ...bare } = bareContainer("cleanup", words, variables, { ...options, resources });
  const container: KubernetesContainer = {
    ...bare,
    command: ["slipway-cleanup"],
    ...(env.length > 0 && { env }),
    ...(mounts.length > 0 && { volumeMounts: mounts }),
  };
  const job = ownCronJob(
    {
      ...{ name, ...times.value, startWithinSeconds: HOUR, longestSeconds: ageInSeconds(timeout) ?? HOUR },
      ...{ keptSeconds: WEEK, account: serviceAccount ?? name, hasToken: false },
      ...{ container, volumes: storeVolumes(store) },
    },
    options,
  );
  const account: AccessObject = {
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { name, ...(namespace !== undefined && { namespace }) },
  };
  const isLost = serviceAccount === undefined && opensByIdentity(store);
  return resultOf(
    [...(serviceAccount === undefined ? [account] : []), job],
    isLost ? [diagnose("cleanup-without-identity", ["cleanup"], { store: store.uri })] : [],
  );
}

function readTimes({
  schedule = "0 3 * * *",
  timeZone,
}: CleanupSettings): Result<{ readonly schedule: string; readonly timeZone?: string }> {
  const read = readCron(schedule);
  const problems = [
    ...("problem" in read ? [wrong("schedule", `"${schedule}": ${read.problem}`)] : []),
    ...(timeZone === undefined || isZone(timeZone)
      ? []
      : [wrong("timeZone", `"${timeZone}" is not in the IANA time zone database: Europe/Berlin`)]),
  ];
  if (problems.length > 0 || "problem" in read) return failed(problems);
  return resultOf({ schedule: read.cron, ...(timeZone !== undefined && { timeZone }) }, []);
}

function wrong(setting: string, reason: string): Diagnostic {
  return diagnose("bad-cleanup", ["cleanup", setting], { setting: `cleanup.${setting}`, reason });
}

/**
 * JSON in which Kubernetes finds no variable of the container.
 * Source: https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container
 */
function withoutVariables(json: string): string {
  return json.replace(/\$(?=[($])/g, "\\u0024");
}
