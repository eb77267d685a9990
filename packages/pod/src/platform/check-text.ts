// Texts that Kubernetes takes in some places and refuses in others; each check gives what is wrong, or nothing.

import type { Diagnostic, IrPath } from "@slipway/ir";
import type { Labels } from "@slipway/kubernetes";
import { isDnsSubdomain, isLabelValue, isQualifiedName, parseQuantity } from "@slipway/kubernetes";
import { missing, type Reading, wrong } from "./reading.js";

type Subject = Pick<Reading, "component">;
type Problems = readonly Diagnostic[];

/** Of a Secret, a config map or a volume claim. */
export function checkName(subject: Subject, path: IrPath, name: string): Problems {
  return isDnsSubdomain(name)
    ? []
    : [wrong(subject, path, name, "a name of lower-case letters, digits, '-' and '.', 253 characters at most")];
}

/** @param rest of the rule, such as "of at least …" */
export function checkQuantity(subject: Subject, path: IrPath, amount: string): Problems {
  const quantity = parseQuantity(amount);
  const isAmount = quantity !== undefined && quantity.unscaled >= 0n;
  return isAmount ? [] : [wrong(subject, path, amount, "an amount such as 500m, 2 or 4Gi, and not negative")];
}

/** Labels, of a pod or for choosing nodes. */
export function checkLabels(subject: Subject, path: IrPath, labels: Labels): Problems {
  return Object.entries(labels).flatMap(([key, value]) => [
    ...checkKey(subject, [...path, key], key),
    ...checkLabelValue(subject, [...path, key], value),
  ]);
}

export function checkAnnotations(subject: Subject, path: IrPath, annotations: Labels): Problems {
  return Object.keys(annotations).flatMap((key) => checkKey(subject, [...path, key], key));
}

export function checkKey(subject: Subject, path: IrPath, key: string): Problems {
  const rule = "a key such as app or example.com/app, 63 characters at most after the '/'";
  return isQualifiedName(key) ? [] : [wrong(subject, path, key, rule)];
}

export function checkLabelValue(subject: Subject, path: IrPath, value: string): Problems {
  const rule = "the value of a label: 63 letters, digits, '-', '_' or '.' at most, a letter or digit at both ends";
  return isLabelValue(value) ? [] : [wrong(subject, path, value, rule)];
}

/** Newer clusters take more than letters, digits and underscores, but never these. */
export function checkVariable(subject: Subject, path: IrPath, name: string): Problems {
  if (name === "") return [missing(subject, path, "name of an environment variable")];
  return /^[!-<>-~]+$/.test(name) ? [] : [wrong(subject, path, name, "printable ASCII without '=' and blanks")];
}

/** Where a volume is mounted. A container's runtime cannot take a colon, which stands between two folders there. */
export function checkMountPath(subject: Subject, path: IrPath, mountPath: string): Problems {
  if (mountPath === "") return [missing(subject, path, "mountPath")];
  return mountPath.startsWith("/") && !mountPath.includes(":")
    ? []
    : [wrong(subject, [...path, "mountPath"], mountPath, "a folder from / on, without ':'")];
}

export function checkSubPath(subject: Subject, path: IrPath, subPath: string): Problems {
  return subPath.startsWith("/") || subPath.split("/").includes("..")
    ? [wrong(subject, path, subPath, "a folder inside the volume, not from / on and without '..'")]
    : [];
}

/** A number of whole units that fits 32 bits, which protojson writes as text. */
export function readWhole(text: string): number | undefined {
  return /^-?\d+$/.test(text) && Math.abs(Number(text)) <= 0x7fffffff ? Number(text) : undefined;
}

export function checkOneOf(subject: Subject, path: IrPath, value: string, allowed: readonly string[]): Problems {
  const last = allowed.at(-1) ?? "";
  return allowed.includes(value)
    ? []
    : [wrong(subject, path, value, allowed.length > 1 ? `${allowed.slice(0, -1).join(", ")} or ${last}` : last)];
}
