// Decisions on a pipeline as a whole.
import type { PipelineConfig } from "@slipway/ir";
import fc from "fast-check";
import { keys, pairedNames, plainNames, texts, wildNames, wildTaskNames } from "../text.js";
import { type InputRecipe, inputs } from "./input.js";
import { pipelineConfigs } from "./kubernetes.js";
import { type DagRecipe, dags } from "./task.js";

export type PipelineRecipe = {
  readonly name: string;
  readonly inputs: readonly InputRecipe[];
  readonly dag: DagRecipe;
  readonly displayName?: string;
  readonly description?: string;
  readonly sdkVersion?: string;
  readonly pipelineRoot?: string;
  readonly config?: PipelineConfig;
  /** Has the pipeline wrapped in a PipelineJob, which gives its parameters their constants. */
  readonly job?: { readonly displayName: string; readonly labels: Readonly<Record<string, string>> };
};

export type PipelineOptions = {
  /**
   * `plain`: tasks, components and the pipeline are named as the SDK names them, which is what engines take.
   * `wild`: as the IR allows. `paired`: as `plain`, but some with `-driver` at the end, which Kubeflow adds itself.
   * Inputs, outputs and executors have all sorts of names whichever it is. Default: plain.
   */
  readonly names?: keyof typeof NAMES;
  /** Also what few engines run: executors of Vertex AI, loops over artifacts, conditions on importers. Default: no. */
  readonly rare?: boolean;
  /** A few tasks, where most of the time would go into reading many. Default: no. */
  readonly small?: boolean;
};

const NAMES = { plain: plainNames, wild: wildTaskNames, paired: pairedNames } as const;

export function pipelineRecipes({
  names = "plain",
  rare = false,
  small = false,
}: PipelineOptions): fc.Arbitrary<PipelineRecipe> {
  const taskNames = NAMES[names]();
  const labels = fc.array(fc.tuple(keys(), texts()), { maxLength: 2 }).map((entries) => Object.fromEntries(entries));
  return fc.record(
    {
      name: names === "wild" ? wildNames() : taskNames,
      inputs: inputs(),
      dag: dags({ rare, small, names: taskNames }),
      displayName: texts(),
      description: texts(),
      sdkVersion: fc.constantFrom("kfp-2.0.1", "kfp-2.17.0"),
      pipelineRoot: fc.constantFrom("gs://bucket/root", "minio://mlpipeline/v2"),
      config: pipelineConfigs(),
      job: fc.record({ displayName: texts(), labels }),
    },
    { requiredKeys: ["name", "inputs", "dag"] },
  );
}
