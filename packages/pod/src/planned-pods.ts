// Pods that backends tell of → pods with names, each once.
import type { PlannedPod } from "@slipway/compiler";
import type { JsonObject } from "@slipway/ir";
import { type Metadata, toDnsLabel } from "@slipway/kubernetes";
import type { CronJob } from "./cron-job.js";

export type UnnamedPod = Pick<PlannedPod, "kind" | "task"> & {
  readonly metadata: Metadata & { readonly namespace?: string };
  readonly spec: JsonObject;
};

/**
 * What is for the same task and looks the same stands once: iterations of a loop, and copies of one.
 *
 * @example
 * namePods([{ kind: "driver", task: "for-loop-1/train", metadata: {}, spec }])[0]?.pod.metadata.name; // "for-loop-1-train-driver"
 */
export function namePods(pods: readonly UnnamedPod[]): readonly PlannedPod[] {
  const distinct = new Map(pods.map((pod) => [JSON.stringify(pod), pod]));
  const taken = new Set<string>();
  return [...distinct.values()].map(({ kind, task, metadata, spec }) => {
    const name = freeName(wantedName(kind, task), taken);
    taken.add(name);
    return {
      kind,
      ...(task !== undefined && { task }),
      pod: { apiVersion: "v1", kind: "Pod", metadata: { name, ...metadata }, spec },
    };
  });
}

/** Of these the pod is what the task itself runs in. */
const OWN: readonly PlannedPod["kind"][] = ["task", "claim", "download"];

function wantedName(kind: PlannedPod["kind"], task: string | undefined): string {
  if (task === undefined) return kind;
  const name = task.replaceAll("/", "-");
  return OWN.includes(kind) ? name : `${name}-${kind}`;
}

const LONGEST = 63;

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  const base = toDnsLabel(wanted);
  let name = base;
  for (let number = 2; taken.has(name); number++) name = toDnsLabel(`${base}-${number}`, LONGEST);
  return name;
}

/** Of a CronJob, which are in Kubernetes' words already. */
export function podOfCronJob(job: CronJob, kind: PlannedPod["kind"]): UnnamedPod {
  const { template, activeDeadlineSeconds } = job.spec.jobTemplate.spec;
  const { namespace } = job.metadata;
  return {
    kind,
    metadata: { ...(namespace !== undefined && { namespace }), ...template.metadata },
    // The Job ends its pods then.
    spec: { activeDeadlineSeconds, ...template.spec } as unknown as JsonObject,
  };
}

/** The same with each text in it replaced, as engines fill in references wherever a text stands; names of fields stay. */
export function mapTexts<Part>(part: Part, replace: (text: string) => string): Part {
  const replaced = (value: unknown): unknown => {
    if (typeof value === "string") return replace(value);
    if (Array.isArray(value)) return value.map(replaced);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replaced(inner)]));
  };
  return replaced(part) as Part;
}
