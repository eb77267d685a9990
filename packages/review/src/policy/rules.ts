// Every rule that there is, by its name.
import type { RuleName } from "./policy.js";
import type { Judge, Rule } from "./rule.js";
import {
  cleanup,
  dataStore,
  imageDigest,
  imageRegistry,
  manifestSize,
  namespace,
  notification,
  podCount,
  podSecurity,
  serviceAccount,
  volumes,
} from "./run-rules.js";
import {
  apiToken,
  gpuCount,
  gpuPlacement,
  importSource,
  requestOfLimit,
  resourceLimits,
  resourceRequests,
  retry,
  runAsRoot,
  runTimeInstall,
  secretAsEnv,
  secretInPipeline,
  timeout,
} from "./task-rules.js";

function always<Name extends RuleName>(judge: Judge<Name>): Rule<Name> {
  return { judge, needsBackend: false };
}

function withBackend<Name extends RuleName>(judge: Judge<Name>): Rule<Name> {
  return { judge, needsBackend: true };
}

export const RULES: { readonly [Name in RuleName]: Rule<Name> } = {
  "image-registry": always(imageRegistry),
  "image-digest": always(imageDigest),
  "resource-requests": always(resourceRequests),
  "resource-limits": always(resourceLimits),
  "request-of-limit": always(requestOfLimit),
  "secret-as-env": always(secretAsEnv),
  "secret-in-pipeline": always(secretInPipeline),
  "gpu-count": always(gpuCount),
  "gpu-placement": always(gpuPlacement),
  "run-time-install": always(runTimeInstall),
  retry: always(retry),
  timeout: always(timeout),
  namespace: withBackend(namespace),
  cleanup: withBackend(cleanup),
  notification: withBackend(notification),
  "pod-security": withBackend(podSecurity),
  "run-as-root": always(runAsRoot),
  "service-account": withBackend(serviceAccount),
  "api-token": withBackend(apiToken),
  "pod-count": withBackend(podCount),
  "manifest-size": withBackend(manifestSize),
  volumes: withBackend(volumes),
  "data-store": withBackend(dataStore),
  "import-source": always(importSource),
};
