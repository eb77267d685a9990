// What a task's container runs, reads and asks for: what the plan says, and what its settings add to its pod.
import { type ContainerComponent, readPythonCommand } from "@slipway/compiler";
import { parseQuantity } from "@slipway/kubernetes";
import { type EnvVar, type Grants, grantFor, type PodFragment, type Resources, type Volume } from "@slipway/pod";
import { installsOf } from "./installs.js";
import type { PodFacts, Reference, VolumeFacts } from "./pod.js";
import { readImage } from "./read-image.js";
import { settingOf } from "./source.js";
import type { AcceleratorFacts, AmountFacts, CodeFacts, ContainerFacts, EnvFacts } from "./task.js";

export type ContainerSetting = {
  readonly serviceAccount?: string;
  readonly grants?: Grants;
  /** Of the task itself, where the engine's pods are known. */
  readonly pod?: PodFacts;
};

export function containerFacts(
  id: string,
  component: ContainerComponent,
  fragment: PodFragment,
  { serviceAccount, grants = {}, pod: real }: ContainerSetting,
): ContainerFacts {
  const { command = [], args = [] } = component.container;
  const { main, placement, pod } = fragment;
  const references = referencesOf(fragment);
  const code = codeOf(component);
  const account = grantFor(id, grants).serviceAccount ?? serviceAccount ?? real?.serviceAccount;
  const limits = amountsOf(main.resources.limits, fragment);
  return {
    image: imageOf(fragment),
    command,
    args,
    ...(code && { code }),
    installs: installsOf([...command, ...args]),
    env: main.env.map((one) => variableOf(one, fragment)),
    requests: amountsOf(main.resources.requests, fragment),
    limits,
    accelerators: limits.flatMap(acceleratorOf),
    secrets: references.filter(({ kind }) => kind === "secret"),
    configMaps: references.filter(({ kind }) => kind === "config-map"),
    volumes: pod.volumes.map((volume) => volumeOf(volume, fragment)),
    ...(main.timeLimit !== undefined && { timeoutSeconds: main.timeLimit }),
    nodeSelector: placement.nodeSelector.labels,
    tolerations: placement.tolerations.list,
    hasNodeAffinity: placement.nodeAffinity.required.length + placement.nodeAffinity.json.length > 0,
    labels: pod.labels,
    annotations: pod.annotations,
    ...(account !== undefined && { serviceAccount: account }),
    mayRunAsRoot: rootOf(fragment, real),
    ...(real && { securityLevel: real.security.level }),
  };
}

function imageOf({ main, slots }: PodFragment): ContainerFacts["image"] {
  const { text, isKnown } = settingOf(main.image, slots);
  return isKnown ? readImage(text) : { text, isKnown, isMutable: true };
}

function codeOf({ container }: ContainerComponent): CodeFacts | undefined {
  const { command = [], args = [] } = container;
  const program = readPythonCommand([...command, ...args])?.program;
  if (!program) return undefined;
  const at = program.args.indexOf("--function_to_execute");
  const name = at < 0 ? undefined : program.args[at + 1];
  return { language: "python", text: program.source, ...(name !== undefined && { function: name }) };
}

/** Of a variable that holds what nobody should read: https://cwe.mitre.org/data/definitions/526.html */
const SECRET = /pass(?:word|wd|phrase)?(?:$|_)|secret|token|credential|api_?key|access_?key|private_?key/i;

function variableOf(variable: EnvVar, { slots }: PodFragment): EnvFacts {
  const { name } = variable;
  if ("valueFrom" in variable) {
    const { valueFrom } = variable;
    const from = "secretKeyRef" in valueFrom ? "secret" : "configMapKeyRef" in valueFrom ? "config-map" : "field";
    return { name, looksSecret: false, from };
  }
  const value = settingOf(variable.value, slots);
  const looksSecret = SECRET.test(name) && value.isKnown && value.text !== "";
  return { name, looksSecret, ...(!looksSecret && { value }) };
}

function amountsOf(amounts: Resources["limits"], { slots }: PodFragment): readonly AmountFacts[] {
  return amounts.map(({ resource, amount }) => {
    const setting = settingOf(amount, slots);
    const value = setting.isKnown ? numberOf(setting.text) : undefined;
    return {
      resource: settingOf(resource, slots).text,
      amount: setting,
      ...(value !== undefined && { value }),
    };
  });
}

/** @example numberOf("1.5Gi"); // 1610612736 */
export function numberOf(text: string): number | undefined {
  const quantity = parseQuantity(text);
  return quantity && Number(`${quantity.unscaled}e${quantity.exponent}`);
}

/** Everything that is neither a core nor memory nor disk comes from a device plugin, and has a slash in its name. */
function acceleratorOf({ resource, value }: AmountFacts): readonly AcceleratorFacts[] {
  const isOrdinary = /^(?:cpu|memory|ephemeral-storage|hugepages-.*|storage)$/.test(resource);
  return isOrdinary ? [] : [{ resource, ...(value !== undefined && { count: value }) }];
}

function referencesOf({ main, pod, slots }: PodFragment): readonly Reference[] {
  const ofVariables = main.env.flatMap((variable): readonly Reference[] => {
    if (!("valueFrom" in variable) || "fieldRef" in variable.valueFrom) return [];
    const { valueFrom, name: at } = variable;
    const [kind, reference] =
      "secretKeyRef" in valueFrom
        ? (["secret", valueFrom.secretKeyRef] as const)
        : (["config-map", valueFrom.configMapKeyRef] as const);
    const { text: name, isKnown } = settingOf(reference.name, slots);
    return [{ kind, name, isKnown, as: "env", key: reference.key, at }];
  });
  const mounts = new Map(main.volumeMounts.map(({ name, mountPath }) => [name, mountPath]));
  const ofVolumes = pod.volumes.flatMap((volume): readonly Reference[] => {
    const at = mounts.get(volume.name);
    const rest = { as: "volume", ...(at !== undefined && { at }) } as const;
    if ("secret" in volume) {
      const { text: name, isKnown } = settingOf(volume.secret.secretName, slots);
      return [{ kind: "secret", name, isKnown, ...rest }];
    }
    if (!("configMap" in volume)) return [];
    const { text: name, isKnown } = settingOf(volume.configMap.name, slots);
    return [{ kind: "config-map", name, isKnown, ...rest }];
  });
  const pulled = pod.imagePullSecrets.map(({ name }): Reference => {
    const { text, isKnown } = settingOf(name, slots);
    return { kind: "secret", name: text, isKnown, as: "image-pull" };
  });
  return [...ofVariables, ...ofVolumes, ...pulled];
}

function volumeOf(volume: Volume, { main, slots }: PodFragment): VolumeFacts {
  const mountPaths = main.volumeMounts.filter(({ name }) => name === volume.name).map(({ mountPath }) => mountPath);
  const base = { name: volume.name, mountPaths };
  if ("persistentVolumeClaim" in volume) {
    const { text } = settingOf(volume.persistentVolumeClaim.claimName, slots);
    return { ...base, kind: "claim", of: text, isReadOnly: false };
  }
  if ("secret" in volume) {
    return { ...base, kind: "secret", of: settingOf(volume.secret.secretName, slots).text, isReadOnly: true };
  }
  if ("configMap" in volume) {
    return { ...base, kind: "config-map", of: settingOf(volume.configMap.name, slots).text, isReadOnly: true };
  }
  if ("emptyDir" in volume) {
    const { sizeLimit } = volume.emptyDir;
    return { ...base, kind: "empty", ...(sizeLimit !== undefined && { size: sizeLimit }), isReadOnly: false };
  }
  const { storage } = volume.ephemeral.volumeClaimTemplate.spec.resources.requests;
  return { ...base, kind: "ephemeral", size: storage, isReadOnly: false };
}

/** What the engine makes of it counts where that is known: it may forbid root for all. */
function rootOf({ main }: PodFragment, real: PodFacts | undefined): boolean {
  const own = real?.containers.filter(({ isUsers }) => isUsers) ?? [];
  if (own.length > 0) return own.some(({ mayRunAsRoot }) => mayRunAsRoot);
  const { runAsNonRoot, runAsUser = 0 } = main.securityContext ?? {};
  return runAsNonRoot !== true && runAsUser === 0;
}
