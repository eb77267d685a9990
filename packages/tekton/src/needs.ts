// What a cluster must have for a PipelineRun of ours: docs/tekton.md says the same to people.
import type { EngineNeeds, Need, Plan } from "@slipway/compiler";
import { claimRules } from "@slipway/pod";
import { MOST_SPEC } from "./lower/check.js";
import { LARGEST_MATRIX, type TektonOptions } from "./options.js";
import type { PipelineSpec, TektonManifest } from "./pipeline-run.js";
import { USUAL_VERSION } from "./version.js";

export function needsOf(plan: Plan, options: TektonOptions, manifests: readonly TektonManifest[]): EngineNeeds {
  const { version = USUAL_VERSION, podSecurity, pods = {}, loops = {} } = options;
  const beta = manifests.flatMap(betaIn);
  const flags: readonly (Need | false)[] = [
    beta.length > 0 && {
      kind: "flag",
      text: "enable-api-fields: beta, as it is unless changed",
      reason: `it has ${[...new Set(beta)].join(" and ")}`,
    },
    {
      kind: "flag",
      text: "disable-inline-spec empty, as it is unless changed",
      reason: "tasks stand in the run itself",
    },
    podSecurity === "restricted" && {
      kind: "flag",
      text: 'set-security-context: "true" in feature-flags',
      reason: "Tekton's own containers keep to Pod Security restricted only then",
    },
    (loops.maximum ?? 0) > LARGEST_MATRIX && {
      kind: "flag",
      text: `default-max-matrix-combinations-count of ${loops.maximum} or more`,
      reason: "tekton.loops.maximum says so",
    },
    pods.queue !== undefined && {
      kind: "flag",
      text: "Kueue with its integration of pods",
      reason: "pods.queue is set",
    },
  ];
  return {
    things: [
      { kind: "version", text: `Tekton Pipelines ${version} or later` },
      ...flags.filter((one) => one !== false),
    ],
    rules: claimRules(plan),
    limits: { PipelineRun: MOST_SPEC, Pipeline: MOST_SPEC },
  };
}

/** Fields that are not stable: https://tekton.dev/docs/pipelines/additional-configs/#beta-features */
function betaIn(manifest: TektonManifest): readonly string[] {
  const spec = manifest.kind === "Pipeline" ? manifest.spec : pipelineIn(manifest);
  const tasks = [...(spec?.tasks ?? []), ...(spec?.finally ?? [])];
  return [
    ...(tasks.some(({ matrix }) => matrix) ? ["matrices"] : []),
    ...(tasks.some(({ onError }) => onError) ? ["tasks that may fail"] : []),
  ];
}

function pipelineIn(manifest: TektonManifest): PipelineSpec | undefined {
  return manifest.kind === "PipelineRun" && "pipelineSpec" in manifest.spec ? manifest.spec.pipelineSpec : undefined;
}
