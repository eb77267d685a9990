// Variables: the container's own, keys of Secrets and config maps, and fields of the pod.
// Source: https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/
import type { ContainerComponent } from "@slipway/compiler";
import { literalText } from "../literal-text.js";
import { textOf } from "../text-of.js";
import { checkVariable } from "./check-text.js";
import type { EnvVar } from "./fragment.js";
import { readName } from "./object-name.js";
import { inputAt, itemsOf, missing, objectsIn, type Piece, type Reading, textIn, wrong } from "./reading.js";
import { known, type Setting } from "./setting.js";

/** What the container says itself. Text is what the user wrote, whatever Kubernetes would make of it. */
export function readVariables({ component, inputs }: Reading, { container, executorLabel }: ContainerComponent): Piece {
  const path = ["deploymentSpec", "executors", executorLabel, "container", "env"];
  const env = (container.env ?? []).map(({ name = "" }, index): EnvVar => {
    const value = inputAt({ inputs }, `/env/${index}`, "variable", "fail");
    return { name, value: value?.kind === "slot" ? value : known(literalText(textOf(value?.value ?? ""))) };
  });
  const problems = env.flatMap(({ name }, index) => checkVariable({ component }, [...path, index, "name"], name));
  return { env, problems };
}

const OBJECTS = {
  secretAsEnv: { name: "secretName", key: "secretKey", reference: "secretKeyRef" },
  configMapAsEnv: { name: "configMapName", key: "configMapKey", reference: "configMapKeyRef" },
} as const;

/** Keys of Secrets or config maps. A name that comes to null leaves the variables out, as in Kubeflow. */
export function readKeys(reading: Reading, field: keyof typeof OBJECTS): Piece {
  const { name: nameField, key: keyField, reference } = OBJECTS[field];
  const pieces = itemsOf(reading, field).map((item): Piece => {
    const { name, problems } = readName(reading, item, nameField, "leave-out");
    if (name === undefined) return { problems };
    const pairs = objectsIn(item.value["keyToEnv"]).map((pair, index) => {
      const path = [...item.path, "keyToEnv", index];
      const key = textIn(pair[keyField]);
      const variable = textIn(pair["envVar"]);
      const wrongKey =
        key === ""
          ? [missing(reading, path, keyField)]
          : /^[-._a-zA-Z0-9]+$/.test(key)
            ? []
            : [wrong(reading, [...path, keyField], key, "letters, digits, '-', '_' and '.'")];
      return {
        env: variableOf(variable, reference, name, key, item.value["optional"] === true),
        problems: [...wrongKey, ...checkVariable(reading, [...path, "envVar"], variable)],
      };
    });
    return {
      env: pairs.map(({ env }) => env),
      problems: [...problems, ...pairs.flatMap((pair) => pair.problems)],
    };
  });
  return { env: pieces.flatMap(({ env = [] }) => env), problems: pieces.flatMap(({ problems = [] }) => problems) };
}

function variableOf(
  variable: string,
  reference: "secretKeyRef" | "configMapKeyRef",
  name: Setting,
  key: string,
  optional: boolean,
): EnvVar {
  const source = { name, key, ...(optional && { optional }) };
  return {
    name: variable,
    valueFrom: reference === "secretKeyRef" ? { secretKeyRef: source } : { configMapKeyRef: source },
  };
}

/** https://kubernetes.io/docs/concepts/workloads/pods/downward-api/#downwardapi-fieldRef */
const FIELD =
  /^(?:metadata\.(?:name|namespace|uid|(?:labels|annotations)\['.+'\])|spec\.(?:nodeName|serviceAccountName)|status\.(?:hostIPs?|podIPs?))$/;

export function readFields(reading: Reading): Piece {
  const pairs = itemsOf(reading, "fieldPathAsEnv").map(({ value, path }) => {
    const name = textIn(value["name"]);
    const fieldPath = textIn(value["fieldPath"]);
    const rule = "a field that a variable can show, such as metadata.name, metadata.labels['app'] or status.podIP";
    const wrongField = FIELD.test(fieldPath) ? [] : [wrong(reading, [...path, "fieldPath"], fieldPath, rule)];
    return {
      env: { name, valueFrom: { fieldRef: { fieldPath } } },
      problems: [...checkVariable(reading, [...path, "name"], name), ...wrongField],
    };
  });
  return { env: pairs.map(({ env }) => env), problems: pairs.flatMap(({ problems }) => problems) };
}
