// The accelerators that a task asks for → a resource, the nodes that have it, and what else its profile says.
// Source: https://kubernetes.io/docs/tasks/manage-gpus/scheduling-gpus/

import { type Diagnostic, didYouMean, type IrPath, type JsonValue, type ResourceSpec } from "@slipway/ir";
import type { Labels } from "@slipway/kubernetes";
import { isQualifiedName } from "@slipway/kubernetes";
import { type GpuProfile, type GpuProfiles, type GpuVendor, gpuProfiles } from "./gpu-profiles.js";
import { diagnose } from "./messages.js";
import type { Amount, Requirement, Toleration } from "./platform/fragment.js";
import { inputAt, type Reading, wrong } from "./platform/reading.js";
import { known, type Setting } from "./platform/setting.js";
import { textOf } from "./text-of.js";

/** Which types of accelerators there are. A profile of one's own wins over the vendor's of the same name. */
export type AcceleratorSettings = { readonly vendor?: GpuVendor; readonly profiles?: GpuProfiles };

export type Accelerator = {
  /** A limit; the request follows it. Absent where the task asks for none. */
  readonly amount?: Amount;
  readonly labels: Labels;
  /** What every way to choose a node has to fulfil besides. */
  readonly requirements: readonly Requirement[];
  readonly tolerations: readonly Toleration[];
  readonly runtimeClassName?: string;
  readonly sharedMemory?: string;
  readonly problems: readonly Diagnostic[];
};

const NONE: Accelerator = { labels: {}, requirements: [], tolerations: [], problems: [] };

/** @param path of the accelerator in the file */
export function readAccelerator(
  reading: Reading,
  accelerator: NonNullable<ResourceSpec["accelerator"]>,
  settings: AcceleratorSettings,
  path: IrPath,
): Accelerator {
  const { component } = reading;
  const input = (field: keyof typeof accelerator, form: "resource" | "count") =>
    inputAt(reading, `/resources/accelerator/${field}`, form, "leave-out");
  const type = firstOf(input("resourceType", "resource"), input("type", "resource"));
  const count = firstOf(input("resourceCount", "count"), input("count", "count"));
  if (count === undefined || (count.kind === "known" && /^0*$/.test(count.value))) return NONE;
  if (type === undefined) return { ...NONE, problems: [diagnose("accelerator-without-type", path, { component })] };
  const at = { count: [...path, fieldOf(accelerator, "resourceCount", "count")] };
  const problems = checkCount(reading, at.count, count);
  if (type.kind === "slot") {
    const late = diagnose("accelerator-known-late", path, { component });
    return { ...NONE, amount: { resource: type, amount: count }, problems: [...problems, late] };
  }
  const profile = profileOf(type.value, settings);
  if (profile === undefined) {
    const slots = { component, type: type.value, hint: hintFor(type.value, settings) };
    const place = [...path, fieldOf(accelerator, "resourceType", "type")];
    return { ...NONE, problems: [...problems, diagnose("unknown-accelerator", place, slots)] };
  }
  const counted = labelsForCount(reading, at.count, count, profile);
  const fitted = applied(profile, counted.labels);
  return {
    ...fitted,
    amount: { resource: known(profile.resource), amount: count },
    problems: [...problems, ...counted.problems],
  };
}

function fieldOf(accelerator: object, newer: string, older: string): string {
  return newer in accelerator ? newer : older;
}

/** Of two spellings the first that says something. */
function firstOf(...inputs: readonly (Setting<JsonValue> | undefined)[]): Setting | undefined {
  for (const input of inputs) {
    if (input?.kind === "slot") return input;
    const text = textOf(input?.value ?? "");
    if (text !== "") return known(text);
  }
  return undefined;
}

function checkCount(reading: Reading, path: IrPath, count: Setting): readonly Diagnostic[] {
  const isWrong = count.kind === "known" && !/^\d{1,9}$/.test(count.value);
  return isWrong ? [wrong(reading, path, count.value, "a whole number")] : [];
}

/** A resource needs no profile, but may have one. */
function profileOf(type: string, { vendor, profiles = {} }: AcceleratorSettings): GpuProfile | undefined {
  const known = [profiles, vendor ? gpuProfiles(vendor) : {}];
  const found = known.find((one) => Object.hasOwn(one, type));
  if (found) return found[type];
  return type.includes("/") && isQualifiedName(type) ? { resource: type } : undefined;
}

function hintFor(type: string, { vendor, profiles = {} }: AcceleratorSettings): string {
  const names = [...Object.keys(profiles), ...(vendor ? Object.keys(gpuProfiles(vendor)) : [])];
  const vendors = vendor ? "" : "say whose cluster it is (vendor: gke, eks or nvidia), or ";
  const near = didYouMean(type, names);
  const resource = type.startsWith("TPU") ? "google.com/tpu" : "nvidia.com/gpu";
  const profile = `write a profile: {"${type}": {"resource": "${resource}", "nodeSelector": {…}}}`;
  return `${vendors}${profile}${near && `.${near}`}`;
}

function labelsForCount(
  reading: Reading,
  path: IrPath,
  count: Setting,
  { counts }: GpuProfile,
): { readonly labels: Labels; readonly problems: readonly Diagnostic[] } {
  if (counts === undefined) return { labels: {}, problems: [] };
  const labels = count.kind === "known" && Object.hasOwn(counts, count.value) ? counts[count.value] : undefined;
  if (labels) return { labels, problems: [] };
  const value = count.kind === "known" ? count.value : "an input";
  const rule = `a constant of which the profile knows the nodes: ${Object.keys(counts).join(", ")}`;
  return { labels: {}, problems: [wrong(reading, path, value, rule)] };
}

function applied(
  { nodeSelector = {}, tolerations = [], runtimeClassName, sharedMemory }: GpuProfile,
  counted: Labels,
): Accelerator {
  const entries = Object.entries(nodeSelector);
  const single = entries.flatMap(([key, value]) => (typeof value === "string" ? [[key, value] as const] : []));
  const several = entries.flatMap(([key, values]) =>
    typeof values === "string" ? [] : [{ key, operator: "In", values }],
  );
  return {
    ...NONE,
    labels: { ...Object.fromEntries(single), ...counted },
    requirements: several,
    tolerations,
    ...(runtimeClassName !== undefined && { runtimeClassName }),
    ...(sharedMemory !== undefined && { sharedMemory }),
  };
}
