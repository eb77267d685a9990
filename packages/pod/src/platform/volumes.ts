// Volumes of a pod, and where main sees them.
// Source: https://kubernetes.io/docs/concepts/storage/volumes/
import type { Diagnostic } from "@slipway/ir";
import { parseQuantity, toDnsLabel } from "@slipway/kubernetes";
import { diagnose } from "../messages.js";
import {
  checkAnnotations,
  checkLabels,
  checkMountPath,
  checkOneOf,
  checkQuantity,
  checkSubPath,
} from "./check-text.js";
import type { ClaimTemplate, Volume } from "./fragment.js";
import { readName } from "./object-name.js";
import {
  type Item,
  itemsOf,
  labelsIn,
  type Mounted,
  missing,
  type Piece,
  type Reading,
  textIn,
  textsIn,
  wrong,
} from "./reading.js";
import type { Setting } from "./setting.js";
import { isSameSource } from "./slots.js";

const OBJECTS = {
  secretAsVolume: { name: "secretName", prefix: "secret" },
  configMapAsVolume: { name: "configMapName", prefix: "config-map" },
} as const;

/** Secrets or config maps as files. A name that comes to null leaves the volume out, as in Kubeflow. */
export function readFiles(reading: Reading, field: keyof typeof OBJECTS): Piece {
  const { name: nameField, prefix } = OBJECTS[field];
  return gathered(
    itemsOf(reading, field).map((item, index) => {
      const { name, problems } = readName(reading, item, nameField, "leave-out");
      if (name === undefined) return { problems };
      const optional = item.value["optional"] === true && { optional: true as const };
      const volume: Volume = {
        name: volumeName(`${prefix}-${index}`),
        ...(prefix === "secret" ? { secret: { secretName: name, ...optional } } : { configMap: { name, ...optional } }),
      };
      return mounted(reading, item, volume, aliasOf(name), problems);
    }),
  );
}

/** Volume claims. One that is mounted at several folders is one volume, or some nodes wait for the second for ever. */
export function readClaims(reading: Reading): Piece {
  const items = itemsOf(reading, "pvcMount");
  const names = items.map((item) => readName(reading, item, "pvcName", "fail"));
  const sameAs = (index: number) =>
    names.findIndex(({ name }, other) => {
      const own = names[index]?.name;
      if (own?.kind === "known") return name?.kind === "known" && name.value === own.value;
      if (own === undefined || name?.kind !== "slot") return other === index;
      return other === index || isSameSource(reading.inputs.get(name.slot), reading.inputs.get(own.slot));
    });
  return gathered(
    items.map((item, index) => {
      const { name, problems } = names[index] ?? { problems: [] };
      if (name === undefined) return { problems };
      const first = sameAs(index);
      const volume = {
        name: volumeName(`pvc-${first}`),
        persistentVolumeClaim: { claimName: names[first]?.name ?? name },
      };
      return mounted(reading, item, volume, aliasOf(name), problems);
    }),
  );
}

const MEDIA = /^(?:|Memory|HugePages|HugePages-.+)$/;

export function readEmptyFolders(reading: Reading): Piece {
  return gathered(
    itemsOf(reading, "emptyDirMounts").map((item) => {
      const { name, problems } = readVolumeName(reading, item);
      const medium = textIn(item.value["medium"]);
      const sizeLimit = textIn(item.value["sizeLimit"]);
      const wrongMedium = MEDIA.test(medium)
        ? []
        : [wrong(reading, [...item.path, "medium"], medium, "Memory, HugePages or nothing")];
      const wrongSize = sizeLimit === "" ? [] : checkQuantity(reading, [...item.path, "sizeLimit"], sizeLimit);
      const emptyDir = { ...(medium !== "" && { medium }), ...(sizeLimit !== "" && { sizeLimit }) };
      return mounted(reading, item, { name: ownName(name), emptyDir }, name, [
        ...problems,
        ...wrongMedium,
        ...wrongSize,
      ]);
    }),
  );
}

/** Where programs look for POSIX shared memory: https://man7.org/linux/man-pages/man7/shm_overview.7.html */
const SHARED_MEMORY = "/dev/shm";

/**
 * A folder in memory in the place of the 64 MB that a container has. Kubeflow reads this setting and forgets it.
 *
 * @param setting of the task, or of an accelerator's profile; without a size as much as the pod may have of memory
 */
export function readSharedMemory(reading: Reading, setting: Item["value"]): Piece {
  const path = [...reading.path, "enabledSharedMemory"];
  const size = textIn(setting["size"]);
  const alias = textIn(setting["volumeName"]) || "shared-memory";
  const emptyDir = { medium: "Memory", ...(size !== "" && { sizeLimit: size }) };
  const volume = { name: ownName(alias), emptyDir };
  const problems = size === "" ? [] : checkQuantity(reading, [...path, "size"], size);
  return { volumes: [{ volume, alias, path, mount: { name: volume.name, mountPath: SHARED_MEMORY } }], problems };
}

const ACCESS_MODES = ["ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"];

/** https://kubernetes.io/docs/concepts/storage/ephemeral-volumes/#generic-ephemeral-volumes */
export function readEphemeral(reading: Reading): Piece {
  return gathered(
    itemsOf(reading, "genericEphemeralVolume").map((item) => {
      const { name, problems } = readVolumeName(reading, item);
      const { template, problems: inTemplate } = readTemplate(reading, item);
      const volume = { name: ownName(name), ephemeral: { volumeClaimTemplate: template } };
      return mounted(reading, item, volume, name, [...problems, ...inTemplate]);
    }),
  );
}

function readTemplate(
  reading: Reading,
  { value, path }: Item,
): { readonly template: ClaimTemplate; readonly problems: readonly Diagnostic[] } {
  const accessModes = textsIn(value["accessModes"]);
  const storage = textIn(value["size"]);
  const metadata = value["metadata"] as { readonly labels?: Item["value"]; readonly annotations?: Item["value"] };
  const labels = labelsIn(metadata?.labels);
  const annotations = labelsIn(metadata?.annotations);
  const isDefault = value["defaultStorageClass"] === true;
  const isNothing = parseQuantity(storage)?.unscaled === 0n;
  const problems = [
    ...(accessModes.length > 0 ? [] : [missing(reading, path, "accessModes")]),
    ...accessModes.flatMap((mode, index) => checkOneOf(reading, [...path, "accessModes", index], mode, ACCESS_MODES)),
    ...(storage === "" ? [missing(reading, path, "size")] : checkQuantity(reading, [...path, "size"], storage)),
    ...(isNothing ? [wrong(reading, [...path, "size"], storage, "more than nothing")] : []),
    ...checkLabels(reading, [...path, "metadata", "labels"], labels),
    ...checkAnnotations(reading, [...path, "metadata", "annotations"], annotations),
  ];
  const template = {
    ...(metadata && { metadata: { ...(metadata.labels && { labels }), ...(metadata.annotations && { annotations }) } }),
    spec: {
      accessModes,
      resources: { requests: { storage } },
      ...(!isDefault && { storageClassName: textIn(value["storageClassName"]) }),
    },
  };
  return { template, problems };
}

/** Every mount of a pod has a folder of its own, and every volume a name of its own. */
export function checkVolumes(reading: Reading, volumes: readonly Mounted[]): readonly Diagnostic[] {
  const folders = volumes.map(({ mount }) => mount.mountPath.replace(/(?<=.)\/+$/, ""));
  const sameFolder = volumes.flatMap(({ mount, path }, index) =>
    folders.indexOf(folders[index] ?? "") < index
      ? [diagnose("same-place", path, { component: reading.component, folder: mount.mountPath })]
      : [],
  );
  const names = volumes.map(({ volume }) => volume.name);
  const sameName = volumes.flatMap(({ volume, alias, path }, index) =>
    names.indexOf(volume.name) < index && !("persistentVolumeClaim" in volume)
      ? [wrong(reading, [...path, "volumeName"], alias, "a name that no other volume has")]
      : [],
  );
  return [...sameFolder, ...sameName];
}

function gathered(pieces: readonly Piece[]): Piece {
  return {
    volumes: pieces.flatMap(({ volumes = [] }) => volumes),
    problems: pieces.flatMap(({ problems = [] }) => problems),
  };
}

function mounted(
  reading: Reading,
  { value, path }: Item,
  volume: Volume,
  alias: string,
  problems: readonly Diagnostic[],
): Piece {
  const mountPath = textIn(value["mountPath"]);
  const subPath = textIn(value["subPath"]);
  const mount = { name: volume.name, mountPath, ...(subPath !== "" && { subPath }) };
  return {
    volumes: [{ volume, mount, alias, path }],
    problems: [
      ...problems,
      ...checkMountPath(reading, path, mountPath),
      ...checkSubPath(reading, [...path, "subPath"], subPath),
    ],
  };
}

function readVolumeName(
  reading: Reading,
  { value, path }: Item,
): { readonly name: string; readonly problems: readonly Diagnostic[] } {
  const name = textIn(value["volumeName"]);
  return { name, problems: name === "" ? [missing(reading, path, "volumeName")] : [] };
}

/** Init containers call a claim, a Secret or a config map by its name. */
function aliasOf(name: Setting): string {
  return name.kind === "known" ? name.value : "";
}

/** What the user calls a volume is not what those are called that have no name of their own. */
function ownName(name: string): string {
  return volumeName(`volume-${name}`);
}

/** A name that the backend's own volumes do not have, and that Kubernetes takes whatever the user wrote. */
function volumeName(name: string): string {
  return toDnsLabel(`task-${name}`);
}
