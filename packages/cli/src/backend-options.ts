// Settings, and what a call says besides, as the options of a backend: its own section, and what all of them take.
import type { JsonObject } from "@slipway/ir";
import { ageInSeconds } from "@slipway/pod";
import { mergeSettings } from "./assignment.js";

export type CompileCall = {
  readonly store?: string | undefined;
  readonly experiment?: string | undefined;
  readonly makes?: string | undefined;
  readonly extras: readonly string[];
};

export function backendOptions(backend: string, settings: JsonObject, call: CompileCall): JsonObject {
  const { namespace, serviceAccount } = settings;
  const own = {
    ...(namespace !== undefined && { namespace }),
    ...(serviceAccount !== undefined && { serviceAccount }),
    ...(backend === "kubeflow" ? kubeflowOptions(settings, call) : podOptions(settings, call)),
  };
  return mergeSettings(mergeSettings(own, (settings[backend] ?? {}) as JsonObject), choicesOf(call));
}

/** What is chosen on the command line wins over the settings. */
function choicesOf({ makes, extras }: CompileCall): JsonObject {
  return { ...(makes !== undefined && { kind: makes }), ...(extras.length > 0 && { with: extras }) };
}

/** Kubeflow has a store of its own, and needs no more than an address in it. */
function kubeflowOptions({ store }: JsonObject, call: CompileCall): JsonObject {
  const uri = call.store ?? (store as JsonObject | undefined)?.["uri"];
  return uri === undefined ? {} : { pipelineRoot: uri };
}

/** What backends take that run Slipway's own pods. */
function podOptions(
  { store = {}, cache = {}, target, notify, schedule, cleanup }: JsonObject,
  { store: uri, experiment }: CompileCall,
): JsonObject {
  return {
    store: { ...(store as JsonObject), ...(uri !== undefined && { uri }) },
    cache: { ...(target !== undefined && { scope: target }), ...withSeconds(cache as JsonObject) },
    ...(experiment !== undefined && { experiment }),
    ...(notify !== undefined && { notify }),
    ...(schedule !== undefined && { schedule }),
    ...(cleanup !== undefined && { cleanup }),
  };
}

/** Ages in seconds, which is what pods are told. */
function withSeconds({ maxAge, tasks, ...cache }: JsonObject): JsonObject {
  const own = Object.entries((tasks ?? {}) as Readonly<Record<string, JsonObject>>);
  return {
    ...cache,
    ...(maxAge !== undefined && { maxAgeSeconds: ageInSeconds(String(maxAge)) ?? 0 }),
    ...(own.length > 0 && { tasks: Object.fromEntries(own.map(([name, task]) => [name, withSeconds(task)])) }),
  };
}
