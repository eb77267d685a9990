// What is there for a component's code to import: by its image, and by what it installs when it starts.
import type { PythonCommand } from "@slipway/compiler";
import { modulesOf, needsOf } from "./distributions.js";
import { type Requirement, requirementsOf } from "./requirement.js";

/** An image of plain Python, of which one knows what it does not bring. */
export type PlainPython = {
  /** `3.12`; absent where the image does not say. */
  readonly version?: string;
};

/** Docker's own series and mirrors of it, and Red Hat's: they bring Python and pip. All other images may bring anything. */
const PLAIN = [
  /^(?:(?:[\w.-]+[.:][\w.:-]*\/)?(?:[\w-]+\/)*library\/|docker\.io\/)?python(?::(\d+\.\d+)?[\w.-]*)?(?:@|$)/,
  /^registry\.(?:access\.)?redhat\.(?:com|io)\/ubi\d+\/python-(3)(\d+)(?:-minimal)?(?:[:@]|$)/,
];

/**
 * @example plainPython("python:3.11-slim") // { version: "3.11" }
 * @example plainPython("registry.example.com/ml/python:3.11") // undefined: it may bring anything
 */
export function plainPython(image: string): PlainPython | undefined {
  for (const pattern of PLAIN) {
    const found = pattern.exec(image);
    if (!found) continue;
    const version = found[2] === undefined ? found[1] : `${found[1]}.${found[2]}`;
    return version === undefined ? {} : { version };
  }
  return undefined;
}

/** What an image of plain Python brings beside the standard library. */
const WITH_PIP = ["pip", "setuptools", "wheel"];

/** The top modules that a command's installs bring; undefined where they may bring any. */
export function modulesBrought(install: PythonCommand["install"]): ReadonlySet<string> | undefined {
  const commands = (install?.commands ?? []).map((words) => ({
    isAlone: words.includes("--no-deps"),
    requirements: requirementsOf(words),
  }));
  const names = commands.flatMap(({ isAlone, requirements }) => requirements.map((one) => namesOf(one, isAlone)));
  if (names.some((one) => one === undefined)) return undefined;
  return new Set([...WITH_PIP, ...names.flatMap((one) => one ?? [])].flatMap(modulesOf));
}

function namesOf({ name, hasExtras }: Requirement, isAlone: boolean): readonly string[] | undefined {
  const needs = isAlone ? [] : name === undefined ? undefined : needsOf(name);
  if (name === undefined || needs === undefined || hasExtras) return undefined;
  return [name, ...needs];
}
