// A real Argo as an engine: each run is a Workflow of the cluster in test/cluster.
import { type ArgoOptions, argo, type Container, type Workflow } from "@slipway/argo";
import { compile } from "@slipway/compiler";
import type { JsonObject } from "@slipway/ir";
import type { Connection } from "../cluster/connect.js";
import { upkeepIn } from "../cluster/upkeep.js";
import { type ClusterBackend, clusterEngine, type Given } from "./cluster-engine.js";
import type { Engine } from "./engine.js";

type Status = {
  readonly phase?: string;
  readonly finishedAt?: string;
  readonly message?: string;
  readonly nodes?: Readonly<Record<string, Node>>;
};

type Node = {
  readonly displayName: string;
  readonly type: string;
  readonly phase: string;
  readonly message?: string;
  readonly inputs?: { readonly parameters?: readonly { readonly name: string; readonly value?: string }[] };
};

/**
 * @param connection of a cluster that is up
 * @param options of the backend, besides those of the store and the cache
 * @param given where a session is not to have its own
 */
export function argoEngine(connection: Connection, options: ArgoOptions = {}, given: Given = {}): Engine {
  const backend: ClusterBackend<Workflow, Status> = {
    name: "argo",
    provides: ["scratch"],
    options: options as JsonObject,
    level: options.podSecurity ?? "baseline",
    resource: { group: "argoproj.io", version: "v1alpha1", plural: "workflows" },
    compile: (text, settings) => compile(text, argo, settings),
    countPods: argo.countPods,
    podsOf: argo.podsOf,
    runLabel: "workflows.argoproj.io/workflow",
    isRun: (manifest): manifest is Workflow => manifest.kind === "Workflow",
    sharing,
    ended: ({ phase = "", finishedAt = "", message = "", nodes = {} }) =>
      ["Succeeded", "Failed", "Error"].includes(phase)
        ? { isGood: phase === "Succeeded", end: finishedAt, said: `${phase}: ${message}\n${messagesOf(nodes)}` }
        : undefined,
    waitsFor: ({ nodes = {} }) => messagesOf(nodes),
    limit: {
      options: { pendingTimeout: "40s" },
      watch: (pipeline, asked) => upkeepIn(connection, pipeline, { ...asked, with: ["pending-timeout"] }),
    },
    saidBesides: async (status) => ({ failed: saidOfFailed(status), log: "" }),
  };
  return clusterEngine(connection, backend, given);
}

/** Tasks of this table leave notes in a folder that they share with the test. */
function sharing(workflow: Workflow, scratch: string): Workflow {
  const volume = { name: "scratch", hostPath: { path: scratch } };
  const mount = { name: "scratch", mountPath: scratch };
  const withMount = <Any extends Pick<Container, "volumeMounts">>(container: Any): Any => ({
    ...container,
    volumeMounts: [...(container.volumeMounts ?? []), mount],
  });
  const templates = workflow.spec.templates.map((template) => {
    const { container, containerSet, initContainers = [], volumes: own = [] } = template;
    const volumes = [...own, volume];
    // A file:// address of an importer is one that the driver must see.
    if (container) return { ...template, volumes, container: withMount(container) };
    if (!containerSet) return template;
    return {
      ...template,
      volumes,
      initContainers: initContainers.map(withMount),
      containerSet: { ...containerSet, containers: containerSet.containers.map(withMount) },
    };
  });
  return { ...workflow, spec: { ...workflow.spec, templates } };
}

function saidOfFailed({ nodes = {} }: Status): ReadonlyMap<string, string> {
  const said = Object.values(nodes).flatMap(({ type, phase, inputs, message }): readonly [string, string][] => {
    const path = inputs?.parameters?.find(({ name }) => name === "path")?.value;
    const hasFailed = type === "Pod" && ["Failed", "Error"].includes(phase);
    return hasFailed && path !== undefined ? [[path, message ?? ""]] : [];
  });
  return new Map(said);
}

function messagesOf(nodes: Readonly<Record<string, Node>>): string {
  return Object.values(nodes)
    .filter(({ phase }) => phase !== "Succeeded")
    .map(({ displayName, phase, message = "" }) => `${displayName} ${phase} ${message}`)
    .join("\n");
}
