// A real Tekton as an engine: each run is a PipelineRun of the cluster in test/cluster.
import { compile } from "@slipway/compiler";
import type { JsonObject } from "@slipway/ir";
import { type PipelineRun, type PipelineTask, type Step, type TektonOptions, tekton } from "@slipway/tekton";
import { type Connection, clients } from "../cluster/connect.js";
import { type ClusterBackend, clusterEngine, type Given, type Of } from "./cluster-engine.js";
import type { Engine } from "./engine.js";

type Condition = { readonly status: string; readonly reason: string; readonly message: string };
type Status = { readonly conditions?: readonly Condition[]; readonly completionTime?: string };

/**
 * @param connection of a cluster that is up
 * @param options of the backend, besides those of the store and the cache
 * @param given where a session is not to have its own
 */
export function tektonEngine(connection: Connection, options: TektonOptions = {}, given: Given = {}): Engine {
  const backend: ClusterBackend<PipelineRun, Status> = {
    name: "tekton",
    provides: ["scratch"],
    // As on other engines: what does not depend on a failed task goes on.
    options: { failure: "slow", ...options } as JsonObject,
    level: "baseline",
    resource: { group: "tekton.dev", version: "v1", plural: "pipelineruns" },
    compile: (text, settings) => compile(text, tekton, settings),
    countPods: tekton.countPods,
    podsOf: tekton.podsOf,
    runLabel: "tekton.dev/pipelineRun",
    isRun: (manifest): manifest is PipelineRun => manifest.kind === "PipelineRun",
    sharing,
    ended: (status) =>
      status.completionTime === undefined
        ? undefined
        : {
            isGood: status.conditions?.[0]?.status === "True",
            end: status.completionTime,
            said: saidBy(status),
          },
    waitsFor: saidBy,
    saidBesides: async (_, run) => ({ failed: await saidOfTaskRuns(run), log: await logOfVerdict(run) }),
  };
  return clusterEngine(connection, backend, given);
}

function saidBy({ conditions = [] }: Status): string {
  return conditions.map(({ reason, message }) => `${reason}: ${message}`).join("\n");
}

/** Tasks of this table leave notes in a folder that they share with the test. */
function sharing(run: PipelineRun, scratch: string): PipelineRun {
  const volume = { name: "scratch", hostPath: { path: scratch } };
  const withMount = (step: Step): Step => ({
    ...step,
    volumeMounts: [...(step.volumeMounts ?? []), { name: "scratch", mountPath: scratch }],
  });
  const shared = (task: PipelineTask): PipelineTask => {
    const { steps, volumes } = task.taskSpec;
    return { ...task, taskSpec: { ...task.taskSpec, volumes: [...volumes, volume], steps: steps.map(withMount) } };
  };
  const { tasks, finally: last } = run.spec.pipelineSpec;
  const pipelineSpec = {
    ...run.spec.pipelineSpec,
    tasks: tasks.map(shared),
    ...(last && { finally: last.map(shared) }),
  };
  return { ...run, spec: { ...run.spec, pipelineSpec } };
}

type TaskRun = {
  readonly status?: {
    readonly conditions?: readonly Condition[];
    readonly taskSpec?: { readonly steps?: readonly Step[] };
    readonly steps?: readonly { readonly waiting?: { readonly message?: string } }[];
  };
};

/** A run itself names its TaskRuns only. A TaskRun of a loop has its own path, filled in. */
async function saidOfTaskRuns({ name, namespace, connection }: Of): Promise<ReadonlyMap<string, string>> {
  const found = await clients(connection).custom.listNamespacedCustomObject({
    ...{ group: "tekton.dev", version: "v1", plural: "taskruns", namespace },
    labelSelector: `tekton.dev/pipelineRun=${name}`,
  });
  const said = (found as { readonly items: readonly TaskRun[] }).items.flatMap(
    ({ status }): readonly [string, string][] => {
      const { conditions = [], steps = [] } = status ?? {};
      const [condition] = conditions;
      const words = status?.taskSpec?.steps?.find((step) => step.name === "driver")?.args ?? [];
      const path = words[words.indexOf("--path") + 1];
      if (condition?.status !== "False" || path === undefined) return [];
      const waiting = steps.flatMap((step) => step.waiting?.message ?? []);
      return [[path, [saidBy({ conditions: [condition] }), ...waiting].join("\n")]];
    },
  );
  return new Map(said);
}

/** Of a run that goes on after a failure. */
async function logOfVerdict({ name, namespace, connection }: Of): Promise<string> {
  const { core } = clients(connection);
  const labelSelector = `tekton.dev/pipelineRun=${name},tekton.dev/pipelineTask=slipway-verdict`;
  const { items } = await core.listNamespacedPod({ namespace, labelSelector });
  const [pod] = items;
  if (!pod?.metadata?.name) return "";
  return core.readNamespacedPodLog({ name: pod.metadata.name, namespace, container: "step-verdict" }).catch(() => "");
}
