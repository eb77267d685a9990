// The containers that run before the user's own, in its pod: those that a task's settings put there.
import { type Grant, RESTRICTED_CONTAINER, withoutToken } from "@slipway/pod";
import type { ResolvedOptions } from "../options.js";
import type { Container } from "../workflow.js";
import type { TemplateSettings } from "./settings.js";

/** What runs before main may show no more than main itself. */
export function usersInitContainers(
  { initContainers }: TemplateSettings,
  { serviceAccount }: Grant,
  { podSecurity }: ResolvedOptions,
): readonly Container[] {
  return (initContainers as unknown as readonly Container[]).map((one) => ({
    ...one,
    ...(podSecurity === "restricted" && { securityContext: RESTRICTED_CONTAINER }),
    ...(serviceAccount === undefined && { volumeMounts: [...(one.volumeMounts ?? []), withoutToken] }),
  }));
}
