// A plan, and what a backend made of it → everything that is known of a run before it starts.
import {
  type EngineNeeds,
  invariant,
  type PipelineParameter,
  type Plan,
  type PlannedPod,
  type PodCount,
} from "@slipway/compiler";
import type { Diagnostic, JsonObject } from "@slipway/ir";
import { type PodOptions, podFragments, podSettings } from "@slipway/pod";
import { answersOf } from "./answers-of.js";
import { manifestFacts } from "./manifest-facts.js";
import { readPod } from "./read-pod.js";
import type { ParameterFacts, Review, WarningFacts } from "./review.js";
import { tasksFacts } from "./task-facts.js";

export type ReviewInput = {
  readonly plan: Plan;
  /** Name of the backend. */
  readonly backend: string;
  /** What the backend was given; it took them. */
  readonly options: PodOptions;
  readonly manifests: readonly JsonObject[];
  /** What the backend says of what it made, as far as it does. */
  readonly pods?: readonly PlannedPod[];
  readonly podCount?: PodCount;
  readonly needs?: EngineNeeds;
  readonly warnings: readonly Diagnostic[];
  /** As the user named it. */
  readonly file?: string;
  readonly target?: string;
};

/**
 * @example
 * const compiled = compileFile(file, argo, { options });
 * if (compiled.ok) {
 *   const { plan, manifests } = compiled.value;
 *   const pods = argo.podsOf?.(manifests);
 *   factsOf({ plan, manifests, backend: "argo", options, warnings: compiled.warnings, ...(pods && { pods }) }).answers.gpus;
 * }
 */
export function factsOf(input: ReviewInput): Review {
  const { plan, options, backend, target, podCount, needs, warnings } = input;
  const fragments = podFragments(plan, podSettings(options));
  invariant(fragments.ok, "a backend made manifests of settings that no cluster would take");
  const pods = input.pods?.map(readPod);
  const { serviceAccount, grants } = options;
  const tasks = tasksFacts(plan, {
    fragments: fragments.value,
    pods: pods ?? [],
    ...(serviceAccount !== undefined && { serviceAccount }),
    ...(grants && { grants }),
  });
  const manifests = input.manifests.map((manifest) => manifestFacts(manifest, needs?.limits));
  const namespaces = new Set(manifests.flatMap(({ namespace }) => namespace ?? []));
  const optional = { ...(pods && { pods }), ...(podCount && { podCount }) };
  return {
    version: 1,
    pipeline: pipelineFacts(input),
    engine: {
      backend,
      ...(target !== undefined && { target }),
      namespaces: [...namespaces].sort(),
      needs: needs?.things ?? [],
    },
    answers: answersOf({
      ...{ plan, options, tasks, manifests: input.manifests, sizes: manifests, ...optional },
      ...(needs && { needs }),
    }),
    tasks,
    ...optional,
    manifests,
    warnings: warnings.map(warningFacts),
  };
}

function pipelineFacts({ plan, file }: ReviewInput): Review["pipeline"] {
  const { name, displayName, description, parameters } = plan;
  return {
    name,
    ...(displayName !== undefined && { displayName }),
    ...(description !== undefined && { description }),
    ...(file !== undefined && { file }),
    parameters: [...parameters.values()].map(parameterFacts),
  };
}

function parameterFacts(parameter: PipelineParameter): ParameterFacts {
  const { name, type, isOptional, description, literals, defaultValue, given } = parameter;
  return {
    name,
    type,
    isOptional,
    ...(description !== undefined && { description }),
    ...(literals.length > 0 && { allowed: literals }),
    ...(defaultValue !== undefined && { default: defaultValue }),
    ...(given !== undefined && { given }),
  };
}

function warningFacts({ code, severity, message, path, range }: Diagnostic): WarningFacts {
  return { code, severity, message, path, ...(range && { range }) };
}
