// How the settings of one task are read: where they stand, what of them is known, and what is wrong with it.

import { type Diagnostic, type IrPath, isJsonObject, type JsonObject, type JsonValue } from "@slipway/ir";
import type { Labels } from "@slipway/kubernetes";
import { diagnose } from "../messages.js";
import type {
  EnvVar,
  InitContainer,
  Placement,
  PodAffinity,
  Toleration,
  UserSettings,
  Volume,
  VolumeMount,
} from "./fragment.js";
import { type Form, known, type Setting, type Slot } from "./setting.js";
import type { ResolvedInputs } from "./slots.js";

export type Reading = {
  /** For messages. */
  readonly component: string;
  readonly settings: JsonObject;
  /** Of the settings in the file. */
  readonly path: IrPath;
  readonly inputs: ResolvedInputs;
};

/** What one setting adds to a pod. Lists are added up; of the rest each setting has its own. */
export type Piece = {
  readonly env?: readonly EnvVar[];
  readonly volumes?: readonly Mounted[];
  readonly imagePullSecrets?: readonly { readonly name: Setting }[];
  readonly tolerations?: readonly (Toleration | Slot)[];
  readonly initContainers?: readonly InitContainer[];
  readonly nodeSelector?: Placement["nodeSelector"];
  readonly nodeAffinity?: Placement["nodeAffinity"];
  readonly podAffinity?: PodAffinity;
  readonly podAntiAffinity?: PodAffinity;
  readonly labels?: Labels;
  readonly annotations?: Labels;
  readonly imagePullPolicy?: string;
  readonly securityContext?: UserSettings;
  readonly activeDeadlineSeconds?: number;
  readonly problems?: readonly Diagnostic[];
};

/** A volume and where main sees it. `alias` is what the settings call it. */
export type Mounted = {
  readonly volume: Volume;
  readonly mount: VolumeMount;
  readonly alias: string;
  readonly path: IrPath;
};

/** One item of a list in the settings. */
export type Item = { readonly value: JsonObject; readonly pointer: string; readonly path: IrPath };

export function itemsOf({ settings, path }: Pick<Reading, "settings" | "path">, field: string): readonly Item[] {
  const list = settings[field];
  if (!Array.isArray(list)) return [];
  return list.flatMap((value: JsonValue, index) =>
    isJsonObject(value) ? [{ value, pointer: `/${field}/${index}`, path: [...path, field, index] }] : [],
  );
}

/** Objects in a list that stands in an item. */
export function objectsIn(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

export function textIn(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}

export function textsIn(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.map(textIn) : [];
}

/** A mapping of texts to texts. */
export function labelsIn(value: JsonValue | undefined): Labels {
  if (!isJsonObject(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([key, text]) => [key, textIn(text)]));
}

/** An input among the settings: its value where that is known, else a slot; nothing where there is no such input. */
export function inputAt(
  { inputs }: Pick<Reading, "inputs">,
  slot: string,
  form: Form,
  absent: Slot["absent"],
): Setting<JsonValue> | undefined {
  const input = inputs.get(slot);
  if (input === undefined) return undefined;
  return input.kind === "known" ? known(input.value) : { kind: "slot", slot, form, absent };
}

type Subject = Pick<Reading, "component">;

/** A setting that Kubernetes would refuse. `rule` ends the sentence: "must be …". */
export function wrong({ component }: Subject, path: IrPath, value: JsonValue, rule: string): Diagnostic {
  const setting = settingName(path);
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return diagnose("wrong-setting", path, { component, setting, value: text, rule });
}

export function missing({ component }: Subject, path: IrPath, field: string): Diagnostic {
  return diagnose("missing-setting", path, { component, setting: settingName(path), field });
}

/** The name by which the file calls what is at a path: `tolerations[0].effect`. */
export function settingName(path: IrPath): string {
  const start = path.indexOf("executors") + 2;
  return path
    .slice(start)
    .map((step, index) => (typeof step === "number" ? `[${step}]` : index === 0 ? step : `.${step}`))
    .join("");
}
