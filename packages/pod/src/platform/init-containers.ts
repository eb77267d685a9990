// Containers that run before main, or beside it. Their images, commands and variables are constants.
// Source: https://kubernetes.io/docs/concepts/workloads/pods/init-containers/
import { type Diagnostic, isJsonObject, type JsonObject } from "@slipway/ir";
import { isDnsLabel } from "@slipway/kubernetes";
import { diagnose } from "../messages.js";
import { checkMountPath, checkOneOf, checkQuantity, checkVariable } from "./check-text.js";
import type { InitContainer, VolumeMount } from "./fragment.js";
import {
  type Item,
  itemsOf,
  labelsIn,
  type Mounted,
  missing,
  objectsIn,
  type Piece,
  type Reading,
  textIn,
  textsIn,
  wrong,
} from "./reading.js";

type Read<T> = { readonly value: T; readonly problems: readonly Diagnostic[] };

/** @param volumes of the pod, by which the containers call what they mount */
export function readInitContainers(reading: Reading, volumes: readonly Mounted[]): Piece {
  const items = itemsOf(reading, "initContainers");
  const read = items.map((item) => readContainer(reading, item, volumes));
  const names = items.map(({ value }) => textIn(value["name"]));
  const twice = items.flatMap(({ path }, index) =>
    names.indexOf(names[index] ?? "") < index
      ? [wrong(reading, [...path, "name"], names[index] ?? "", "a name that no other init container has")]
      : [],
  );
  return {
    initContainers: read.map(({ value }) => value),
    problems: [...read.flatMap(({ problems }) => problems), ...twice],
  };
}

function readContainer(reading: Reading, item: Item, volumes: readonly Mounted[]): Read<InitContainer> {
  const { value, path } = item;
  const name = textIn(value["name"]);
  const image = textIn(value["image"]);
  const restartPolicy = textIn(value["restartPolicy"]);
  const command = textsIn(value["command"]);
  const args = textsIn(value["args"]);
  const env = objectsIn(value["env"]).map((one) => ({ name: textIn(one["name"]), value: textIn(one["value"]) }));
  const mounts = readMounts(reading, item, volumes);
  const resources = isJsonObject(value["resources"]) ? value["resources"] : {};
  const problems = [
    ...(isDnsLabel(name)
      ? []
      : [wrong(reading, [...path, "name"], name, "lower-case letters, digits and '-', 63 at most")]),
    ...(image === "" ? [missing(reading, path, "image")] : []),
    ...(restartPolicy === "" ? [] : checkOneOf(reading, [...path, "restartPolicy"], restartPolicy, ["Always"])),
    ...env.flatMap((one, index) => checkVariable(reading, [...path, "env", index, "name"], one.name)),
    ...mounts.problems,
    ...checkResources(reading, item, resources),
  ];
  const container = {
    name,
    image,
    ...(command.length > 0 && { command }),
    ...(args.length > 0 && { args }),
    ...(env.length > 0 && { env }),
    ...(mounts.value.length > 0 && { volumeMounts: mounts.value }),
    ...(restartPolicy === "Always" && { restartPolicy: "Always" as const }),
    ...(Object.keys(resources).length > 0 && { resources: amountsOf(resources) }),
  };
  return { value: container, problems };
}

const SIDES = ["limits", "requests"] as const;

function amountsOf(resources: JsonObject): NonNullable<InitContainer["resources"]> {
  return Object.fromEntries(SIDES.flatMap((side) => (resources[side] ? [[side, labelsIn(resources[side])]] : [])));
}

function checkResources(reading: Reading, { path }: Item, resources: JsonObject): readonly Diagnostic[] {
  return SIDES.flatMap((side) =>
    Object.entries(labelsIn(resources[side])).flatMap(([resource, amount]) =>
      checkQuantity(reading, [...path, "resources", side, resource], amount),
    ),
  );
}

function readMounts(
  reading: Reading,
  { value, path }: Item,
  volumes: readonly Mounted[],
): Read<readonly VolumeMount[]> {
  const container = textIn(value["name"]);
  const read = objectsIn(value["volumeMounts"]).map((one, index): Read<readonly VolumeMount[]> => {
    const at = [...path, "volumeMounts", index];
    const alias = textIn(one["volumeName"]);
    const mountPath = textIn(one["mountPath"]);
    const problems = checkMountPath(reading, at, mountPath);
    const found = volumes.find((volume) => alias !== "" && volume.alias === alias);
    if (found) return { value: [{ name: found.volume.name, mountPath }], problems };
    const unknown = diagnose("unknown-volume", at, { component: reading.component, container, volume: alias });
    return { value: [], problems: [...problems, unknown] };
  });
  return { value: read.flatMap((one) => one.value), problems: read.flatMap(({ problems }) => problems) };
}
