// What Slipway's own containers have besides on Argo: no token of Kubernetes, and words that Argo does not look into.
import type { JsonObject } from "@slipway/ir";
import {
  programContainer as containerOfProgram,
  programVolumes,
  type SharedFolder,
  withoutToken,
  withoutTokenVolume,
} from "@slipway/pod";
import { inertJson, RETRIES } from "../expression.js";
import { ARGUMENT } from "../limits.js";
import type { ResolvedOptions } from "../options.js";
import type { Container } from "../workflow.js";

/** What they tell Argo lies in a folder of its own: the user's container can read it only. */
export const ANSWERS = "answers";
export const ANSWERS_PATH = "/slipway-answers";

/** A text that no engine looks into, in pieces that a kernel takes. */
export function inertArguments(value: unknown): readonly string[] {
  const text = inertJson(value);
  const pieces: string[] = [];
  for (let start = 0; start < text.length; ) {
    let end = Math.min(start + ARGUMENT, text.length);
    // A reference of an engine's must not come to be, nor be hidden, at the border of two pieces.
    while (end < text.length && /[{$\\]/.test(text.charAt(end - 1))) end -= 1;
    pieces.push(text.slice(start, end));
    start = end;
  }
  return pieces;
}

/** Without the pod's token: Argo's own container, which needs it, keeps it. */
export function programContainer(name: string, args: readonly string[], options: ResolvedOptions): Container {
  const container = containerOfProgram(name, args, options);
  return { ...container, volumeMounts: [...container.volumeMounts, withoutToken] };
}

/** Number of the try. */
export function retryNumber(isRetried: boolean): string {
  return isRetried ? RETRIES : "0";
}

/** The volumes of every pod. */
export function podVolumes(options: ResolvedOptions, folder?: SharedFolder): readonly JsonObject[] {
  const [shared, ...others] = programVolumes(options, folder);
  return [...(shared ? [shared] : []), withoutTokenVolume, ...others];
}
