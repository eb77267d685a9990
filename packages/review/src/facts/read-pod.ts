// A planned pod → its facts. What is known only in a run stands in it as the engine's own reference, and stays so here.
import type { PlannedPod, Pod } from "@slipway/compiler";
import type { JsonObject } from "@slipway/ir";
import { objectAt, objectsAt, textAt, textsAt, valueAt } from "./json.js";
import type { PodContainerFacts, PodFacts, Reference, VolumeFacts } from "./pod.js";
import { securityOf } from "./pod-security.js";
import { readImage } from "./read-image.js";

/** Names of the programs in Slipway's own image. */
const PROGRAMS = ["slipway-runtime", "slipway-cleanup"];
/** Source: https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account */
const TOKEN_FOLDER = "/var/run/secrets/kubernetes.io/serviceaccount";

export function readPod({ kind, task, pod }: PlannedPod): PodFacts {
  const { spec, metadata } = pod;
  const volumes = volumesOf(spec);
  const containers = containersOf(pod);
  const references = referencesOf(spec, volumes);
  const account = textAt(spec, "serviceAccountName");
  return {
    name: metadata.name,
    kind,
    ...(task !== undefined && { task }),
    containers,
    ...(account !== undefined && { serviceAccount: account }),
    hasToken: containers.some((one) => one.hasToken),
    secrets: references.filter((one) => one.kind === "secret"),
    configMaps: references.filter((one) => one.kind === "config-map"),
    volumes,
    security: securityOf(pod),
  };
}

function containersOf({ spec }: Pod): readonly PodContainerFacts[] {
  const lists = [
    ["initContainers", true],
    ["containers", false],
  ] as const;
  return lists.flatMap(([list, isInit]) =>
    objectsAt(spec, list).map((container) => ({
      name: textAt(container, "name") ?? "",
      isInit,
      isUsers: !PROGRAMS.includes(textsAt(container, "command")[0] ?? ""),
      image: readImage(textAt(container, "image") ?? ""),
      requests: amountsOf(container, "requests"),
      limits: amountsOf(container, "limits"),
      mayRunAsRoot: mayRunAsRoot(container, spec),
      hasToken: seesToken(container, spec),
    })),
  );
}

function amountsOf(container: JsonObject, kind: string): Readonly<Record<string, string>> {
  const entries = Object.entries(objectAt(container, "resources", kind));
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

/** What the image says counts only where nothing else does, and nobody knows it here. */
function mayRunAsRoot(container: JsonObject, spec: JsonObject): boolean {
  const of = (field: string) => valueAt(container, "securityContext", field) ?? valueAt(spec, "securityContext", field);
  const user = of("runAsUser");
  return of("runAsNonRoot") !== true && (user === undefined || user === 0);
}

/** The account's own token, unless the pod does without or something lies over it; or one that is projected. */
function seesToken(container: JsonObject, spec: JsonObject): boolean {
  const mounts = objectsAt(container, "volumeMounts");
  const isHidden = mounts.some(({ mountPath }) => String(mountPath).replace(/\/+$/, "") === TOKEN_FOLDER);
  const projected = objectsAt(spec, "volumes")
    .filter((volume) => objectsAt(volume, "projected", "sources").some((source) => "serviceAccountToken" in source))
    .map(({ name }) => name);
  const hasProjected = mounts.some(({ name = null }) => projected.includes(name));
  return hasProjected || (spec["automountServiceAccountToken"] !== false && !isHidden);
}

function volumesOf(spec: JsonObject): readonly VolumeFacts[] {
  const containers = [...objectsAt(spec, "initContainers"), ...objectsAt(spec, "containers")];
  return objectsAt(spec, "volumes").map((volume) => {
    const name = textAt(volume, "name") ?? "";
    const mounts = containers
      .flatMap((one) => objectsAt(one, "volumeMounts"))
      .filter((mount) => mount["name"] === name);
    const { isReadOnly = false, ...source } = sourceOf(volume);
    return {
      name,
      ...source,
      mountPaths: [...new Set(mounts.map(({ mountPath }) => String(mountPath)))],
      isReadOnly: isReadOnly || (mounts.length > 0 && mounts.every(({ readOnly }) => readOnly === true)),
    };
  });
}

type VolumeSource = Pick<VolumeFacts, "kind" | "of" | "size"> & { readonly isReadOnly?: boolean };

const SOURCES: readonly (readonly [field: string, kind: VolumeFacts["kind"], named?: string])[] = [
  ["persistentVolumeClaim", "claim", "claimName"],
  ["secret", "secret", "secretName"],
  ["configMap", "config-map", "name"],
  ["emptyDir", "empty"],
  ["ephemeral", "ephemeral"],
  ["downwardAPI", "downward-api"],
  ["hostPath", "host-path", "path"],
  ["projected", "projected"],
];

function sourceOf(volume: JsonObject): VolumeSource {
  const [field, kind, named] = SOURCES.find(([name]) => name in volume) ?? ["", "other" as const];
  const of = named === undefined ? undefined : textAt(volume, field, named);
  const size =
    textAt(volume, field, "sizeLimit") ??
    textAt(volume, field, "volumeClaimTemplate", "spec", "resources", "requests", "storage");
  const isReadOnly = kind === "secret" || kind === "config-map" || kind === "projected" || kind === "downward-api";
  return {
    kind,
    ...(of !== undefined && { of }),
    ...(size !== undefined && { size }),
    isReadOnly: isReadOnly || valueAt(volume, field, "readOnly") === true,
  };
}

function referencesOf(spec: JsonObject, volumes: readonly VolumeFacts[]): readonly Reference[] {
  const containers = [...objectsAt(spec, "initContainers"), ...objectsAt(spec, "containers")];
  const ofVolumes = volumes.flatMap(({ kind, of, mountPaths: [at] }): readonly Reference[] =>
    (kind === "secret" || kind === "config-map") && of !== undefined
      ? [{ kind, name: of, isKnown: true, as: "volume", ...(at !== undefined && { at }) }]
      : [],
  );
  const pulled = objectsAt(spec, "imagePullSecrets").map(
    ({ name = "" }): Reference => ({ kind: "secret", name: String(name), isKnown: true, as: "image-pull" }),
  );
  const all = [...containers.flatMap(variablesOf), ...containers.flatMap(wholeOf), ...ofVolumes, ...pulled];
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}

const KEYS = [
  ["secretKeyRef", "secret"],
  ["configMapKeyRef", "config-map"],
] as const;

function variablesOf(container: JsonObject): readonly Reference[] {
  return objectsAt(container, "env").flatMap((variable) =>
    KEYS.flatMap(([field, kind]): readonly Reference[] => {
      const reference = objectAt(variable, "valueFrom", field);
      const [name, key, at] = [textAt(reference, "name"), textAt(reference, "key"), textAt(variable, "name")];
      if (name === undefined) return [];
      return [
        { kind, name, isKnown: true, as: "env", ...(key !== undefined && { key }), ...(at !== undefined && { at }) },
      ];
    }),
  );
}

const WHOLE = [
  ["secretRef", "secret"],
  ["configMapRef", "config-map"],
] as const;

function wholeOf(container: JsonObject): readonly Reference[] {
  return objectsAt(container, "envFrom").flatMap((source) =>
    WHOLE.flatMap(([field, kind]): readonly Reference[] => {
      const name = textAt(source, field, "name");
      return name === undefined ? [] : [{ kind, name, isKnown: true, as: "env" }];
    }),
  );
}
