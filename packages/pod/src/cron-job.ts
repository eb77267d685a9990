// CronJobs, and one of Slipway's own, which is applied once to a namespace.
// https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/cron-job-v1/
import type { JsonObject } from "@slipway/ir";
import type { Metadata } from "@slipway/kubernetes";
import type { KubernetesContainer } from "./kubernetes-container.js";
import type { ResolvedPodOptions } from "./pod-options.js";
import { RESTRICTED_POD } from "./security.js";

/** Only fields that are written: by {@link ownCronJob}, and by backends whose engine has no clock of its own. */
export type CronJob = {
  readonly apiVersion: "batch/v1";
  readonly kind: "CronJob";
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: {
    readonly schedule: string;
    readonly timeZone?: string;
    readonly concurrencyPolicy: "Forbid";
    readonly suspend?: true;
    readonly startingDeadlineSeconds: number;
    readonly successfulJobsHistoryLimit?: number;
    readonly failedJobsHistoryLimit?: number;
    readonly jobTemplate: {
      readonly spec: {
        readonly backoffLimit: number;
        readonly activeDeadlineSeconds: number;
        readonly ttlSecondsAfterFinished?: number;
        readonly template: { readonly metadata?: Metadata; readonly spec: JobPod };
      };
    };
  };
};

export type JobPod = {
  readonly restartPolicy: "Never";
  readonly serviceAccountName: string;
  readonly automountServiceAccountToken?: boolean;
  readonly securityContext?: JsonObject;
  readonly imagePullSecrets?: readonly { readonly name: string }[];
  readonly priorityClassName?: string;
  readonly schedulerName?: string;
  readonly containers: readonly KubernetesContainer[];
  readonly volumes?: readonly JsonObject[];
};

export type OwnCronJob = {
  readonly name: string;
  /** Five fields of cron. */
  readonly schedule: string;
  readonly timeZone?: string;
  /** Of one that was missed: later than this it is left to the next. */
  readonly startWithinSeconds: number;
  readonly longestSeconds: number;
  readonly keptSeconds: number;
  readonly account: string;
  /** Its pods talk to Kubernetes. */
  readonly hasToken: boolean;
  readonly container: KubernetesContainer;
  readonly volumes: readonly JsonObject[];
};

type Settings = Pick<ResolvedPodOptions, "namespace" | "pods" | "imagePullSecrets" | "podSecurity">;

/** One at a time, and none is tried again before its time: the next does the same. */
export function ownCronJob(
  job: OwnCronJob,
  { namespace, pods = {}, imagePullSecrets, podSecurity }: Settings,
): CronJob {
  const { labels, annotations } = pods;
  const metadata = { ...(labels && { labels }), ...(annotations && { annotations }) };
  return {
    apiVersion: "batch/v1",
    kind: "CronJob",
    metadata: { name: job.name, ...(namespace !== undefined && { namespace }) },
    spec: {
      schedule: job.schedule,
      ...(job.timeZone !== undefined && { timeZone: job.timeZone }),
      concurrencyPolicy: "Forbid",
      startingDeadlineSeconds: job.startWithinSeconds,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 1,
      jobTemplate: {
        spec: {
          backoffLimit: 0,
          activeDeadlineSeconds: job.longestSeconds,
          ttlSecondsAfterFinished: job.keptSeconds,
          template: {
            ...(Object.keys(metadata).length > 0 && { metadata }),
            spec: {
              restartPolicy: "Never",
              serviceAccountName: job.account,
              automountServiceAccountToken: job.hasToken,
              // On a volume it finds what driver and publisher have written as the same user.
              securityContext: podSecurity === "restricted" ? RESTRICTED_POD : UNPRIVILEGED,
              ...(imagePullSecrets && { imagePullSecrets: imagePullSecrets.map((name) => ({ name })) }),
              containers: [job.container],
              ...(job.volumes.length > 0 && { volumes: job.volumes }),
            },
          },
        },
      },
    },
  };
}

const UNPRIVILEGED: JsonObject = { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } };
