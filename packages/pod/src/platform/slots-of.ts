// The slots of a fragment, and a fragment's lists with an engine's words in the place of settings.
import type { EnvVar, KeyReference, PodFragment, Volume } from "./fragment.js";
import type { Setting, Slot } from "./setting.js";
import type { ResolvedInputs, SlotSource } from "./slots.js";

/** What fills the slots that stand in a fragment, in their order there. */
export function slotsOf(fragment: Omit<PodFragment, "slots">, inputs: ResolvedInputs): ReadonlyMap<string, SlotSource> {
  const sources = slotsIn(fragment).map(({ slot }) => {
    const input = inputs.get(slot);
    return [slot, input?.kind === "later" ? input.source : []] as const;
  });
  return new Map(sources);
}

/**
 * Every slot of a fragment, in the order in which it stands there.
 *
 * @example
 * const parameters = slotsIn(fragment).map(({ slot }) => slot); // ["/secretAsEnv/0/secretNameParameter"]
 */
export function slotsIn({ main, placement, pod }: Omit<PodFragment, "slots">): readonly Slot[] {
  const amounts = [...main.resources.limits, ...main.resources.requests];
  const settings: readonly Setting[] = [
    main.image,
    ...main.env.flatMap((one) => settingsOf((print) => printVariable(one, print))),
    ...amounts.flatMap(({ resource, amount }) => [resource, amount]),
    ...pod.volumes.flatMap((one) => settingsOf((print) => printVolume(one, print))),
    ...pod.imagePullSecrets.map(({ name }) => name),
  ];
  const { nodeSelector, tolerations, nodeAffinity } = placement;
  return [
    ...settings.flatMap((one) => (one.kind === "slot" ? [one] : [])),
    ...(nodeSelector.json ? [nodeSelector.json] : []),
    ...tolerations.json,
    ...nodeAffinity.json,
  ];
}

/** What is printed, whatever it is printed as. */
function settingsOf(printed: (print: (setting: Setting) => string) => unknown): readonly Setting[] {
  const settings: Setting[] = [];
  printed((setting) => {
    settings.push(setting);
    return "";
  });
  return settings;
}

/**
 * A variable with an engine's words in the place of its setting.
 *
 * @example
 * printVariable({ name: "A", value: known("a") }, (setting) => (setting.kind === "known" ? setting.value : "…"));
 * // { name: "A", value: "a" }
 */
export function printVariable(variable: EnvVar, print: (setting: Setting) => string): EnvVar<string> {
  const { name } = variable;
  if ("value" in variable) return { name, value: print(variable.value) };
  const { valueFrom } = variable;
  const reference = (one: KeyReference): KeyReference<string> => ({ ...one, name: print(one.name) });
  if ("secretKeyRef" in valueFrom) return { name, valueFrom: { secretKeyRef: reference(valueFrom.secretKeyRef) } };
  if ("configMapKeyRef" in valueFrom)
    return { name, valueFrom: { configMapKeyRef: reference(valueFrom.configMapKeyRef) } };
  return { name, valueFrom };
}

/** A volume with an engine's words in the place of its setting; see {@link printVariable}. */
export function printVolume(volume: Volume, print: (setting: Setting) => string): Volume<string> {
  if ("persistentVolumeClaim" in volume)
    return { ...volume, persistentVolumeClaim: { claimName: print(volume.persistentVolumeClaim.claimName) } };
  if ("secret" in volume) {
    return { ...volume, secret: { ...volume.secret, secretName: print(volume.secret.secretName) } };
  }
  if ("configMap" in volume)
    return { ...volume, configMap: { ...volume.configMap, name: print(volume.configMap.name) } };
  return volume;
}
