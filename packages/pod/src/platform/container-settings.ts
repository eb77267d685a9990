// Settings of main and of its pod that are one value each: user and group, pull policy, labels, a time limit.
import { isJsonObject, type JsonObject, type JsonValue } from "@slipway/ir";
import { checkAnnotations, checkLabels, checkOneOf, readWhole } from "./check-text.js";
import { labelsIn, type Piece, type Reading, textIn, wrong } from "./reading.js";

export function readPullPolicy(reading: Reading, value: JsonValue): Piece {
  const policy = textIn(value);
  if (policy === "") return {};
  const problems = checkOneOf(reading, [...reading.path, "imagePullPolicy"], policy, [
    "Always",
    "Never",
    "IfNotPresent",
  ]);
  return { imagePullPolicy: policy, problems };
}

export function readMetadata(reading: Reading, value: JsonObject): Piece {
  const path = [...reading.path, "podMetadata"];
  const labels = labelsIn(value["labels"]);
  const annotations = labelsIn(value["annotations"]);
  const problems = [
    ...checkLabels(reading, [...path, "labels"], labels),
    ...checkAnnotations(reading, [...path, "annotations"], annotations),
  ];
  return { labels, annotations, problems };
}

/** Zero and less mean no limit, as in Kubeflow. */
export function readDeadline(reading: Reading, value: JsonValue): Piece {
  const path = [...reading.path, "activeDeadlineSeconds"];
  const seconds = readWhole(String(value));
  if (seconds === undefined) return { problems: [wrong(reading, path, value, "a whole number of seconds below 2^31")] };
  return seconds > 0 ? { activeDeadlineSeconds: seconds } : {};
}

/** https://kubernetes.io/docs/tasks/configure-pod-container/security-context/ */
export function readSecurity(reading: Reading, value: JsonValue): Piece {
  if (!isJsonObject(value)) return {};
  const path = [...reading.path, "securityContext"];
  const ids = (["runAsUser", "runAsGroup"] as const).flatMap((field) => {
    const text = value[field];
    return text === undefined ? [] : [{ field, text, id: readWhole(String(text)) }];
  });
  const wrongIds = ids.flatMap(({ field, text, id }) =>
    id === undefined || id < 0 ? [wrong(reading, [...path, field], text, "a number from 0 to 2147483647")] : [],
  );
  const isRoot = ids.some(({ field, id }) => field === "runAsUser" && id === 0);
  const runAsNonRoot = value["runAsNonRoot"];
  const forbidden =
    isRoot && runAsNonRoot === true
      ? [wrong(reading, [...path, "runAsUser"], "0", "another user than root where runAsNonRoot is set")]
      : [];
  const securityContext = {
    ...Object.fromEntries(ids.flatMap(({ field, id }) => (id === undefined ? [] : [[field, id]]))),
    ...(typeof runAsNonRoot === "boolean" && { runAsNonRoot }),
  };
  return { securityContext, problems: [...wrongIds, ...forbidden] };
}
