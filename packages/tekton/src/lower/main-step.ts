// The user's containers: main, and what its settings put before it or beside it.
import type { JsonObject } from "@slipway/ir";
import {
  type ContainerMount,
  type PodFragment,
  RESTRICTED_CONTAINER,
  type Setting,
  userContainer,
  userContainerSettings,
} from "@slipway/pod";
import type { ResolvedOptions } from "../options.js";
import type { Step } from "../pipeline-run.js";
import { asStep } from "./program.js";

/** The launcher in it runs the command of its task, and Tekton goes on to the publisher whatever becomes of it. */
export function mainStep(
  { main }: PodFragment,
  print: (setting: Setting) => string,
  tokens: readonly ContainerMount[],
  options: ResolvedOptions,
): Step {
  return { ...asStep(userContainer(userContainerSettings(main, print), tokens, options)), onError: "continue" };
}

/** What its settings put before it, as steps; what is to run beside it, as sidecars. */
export function initSteps(
  { pod }: PodFragment,
  { podSecurity }: ResolvedOptions,
): {
  readonly steps: readonly Step[];
  readonly sidecars: readonly Step[];
} {
  const all = pod.initContainers.map(({ restartPolicy, resources, ...one }) => ({
    isSidecar: restartPolicy === "Always",
    step: {
      ...one,
      ...(podSecurity === "restricted" && { securityContext: RESTRICTED_CONTAINER }),
      ...(resources && { computeResources: resources as JsonObject }),
    } as Step,
  }));
  const of = (isSidecar: boolean) => all.filter((one) => one.isSidecar === isSidecar).map(({ step }) => step);
  return { steps: of(false), sidecars: of(true) };
}
