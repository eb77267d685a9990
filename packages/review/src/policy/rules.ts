// Every rule that there is, by its name.
import type { RuleName } from "./policy.js";
import type { Judge, Need, Rule } from "./rule.js";
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

function rule<Name extends RuleName>(needs: Need, judge: Judge<Name>): Rule<Name> {
  return { judge, needs };
}

export const RULES: { readonly [Name in RuleName]: Rule<Name> } = {
  "image-registry": rule("pipeline", imageRegistry),
  "image-digest": rule("pipeline", imageDigest),
  "resource-requests": rule("pipeline", resourceRequests),
  "resource-limits": rule("pipeline", resourceLimits),
  "request-of-limit": rule("pipeline", requestOfLimit),
  "secret-as-env": rule("pipeline", secretAsEnv),
  "secret-in-pipeline": rule("pipeline", secretInPipeline),
  "gpu-count": rule("pipeline", gpuCount),
  "gpu-placement": rule("pipeline", gpuPlacement),
  "run-time-install": rule("pipeline", runTimeInstall),
  retry: rule("pipeline", retry),
  timeout: rule("pipeline", timeout),
  namespace: rule("manifests", namespace),
  cleanup: rule("pods", cleanup),
  notification: rule("pods", notification),
  "pod-security": rule("pods", podSecurity),
  "run-as-root": rule("pipeline", runAsRoot),
  "service-account": rule("pods", serviceAccount),
  "api-token": rule("pods", apiToken),
  "pod-count": rule("pods", podCount),
  "manifest-size": rule("manifests", manifestSize),
  volumes: rule("pods", volumes),
  "data-store": rule("manifests", dataStore),
  "import-source": rule("pipeline", importSource),
};
