// Decisions on a task and on the component that it runs, nested as groups nest. Every part stands on its own, so that
// fast-check can take away, shorten and swap parts, and what is left is still a pipeline.
import type { JsonObject, JsonValue, KubernetesExecutorConfig, RetryPolicy, TaskConfigPassthrough } from "@slipway/ir";
import fc from "fast-check";
import { texts } from "../text.js";
import { jsonValues, mappings, VALUE_TYPES, type ValueType, valuesOf } from "../value.js";
import { type ContainerRecipe, containers } from "./container.js";
import { choices, type InputRecipe, inputs, schemas } from "./input.js";
import { executorConfigs } from "./kubernetes.js";
import { type OutputRecipe, outputs } from "./output.js";

export type ComponentRecipe =
  | {
      readonly kind: "container";
      readonly inputs: readonly InputRecipe[];
      readonly outputs: readonly OutputRecipe[];
      readonly container: ContainerRecipe;
      readonly kubernetes?: KubernetesExecutorConfig;
      readonly passthroughs?: readonly TaskConfigPassthrough[];
    }
  | {
      readonly kind: "importer";
      readonly uri: string;
      readonly fromInput: boolean;
      readonly output: Extract<OutputRecipe, { kind: "artifact" }>["schema"];
      readonly metadata?: JsonObject;
      readonly reimport?: boolean;
      readonly downloadToWorkspace?: boolean;
    }
  | { readonly kind: "dag"; readonly inputs: readonly InputRecipe[]; readonly dag: DagRecipe }
  | {
      readonly kind: "branches";
      readonly inputs: readonly InputRecipe[];
      readonly branches: readonly DagRecipe[];
      /** What every branch gives; the first that ran counts. */
      readonly output: OutputRecipe["kind"];
    }
  | { readonly kind: "volume"; readonly action: "create" | "delete" }
  /** What only Vertex AI runs. */
  | { readonly kind: "vertex"; readonly executor: "resolver" | "customJob" }
  /** A component that another task uses as well. */
  | { readonly kind: "again"; readonly pick: number };

export type DagRecipe = { readonly tasks: readonly TaskRecipe[]; readonly outputs: readonly number[] };

export type LoopRecipe = {
  readonly over: "values" | "input" | "artifacts";
  readonly itemType: ValueType;
  readonly items: readonly JsonValue[];
  readonly source: number;
  readonly parallelism?: number;
};

export type TaskRecipe = {
  readonly name: string;
  readonly component: ComponentRecipe;
  readonly displayName?: string;
  readonly cache?: { readonly enableCache?: boolean; readonly cacheKey?: string };
  readonly retry?: RetryPolicy;
  readonly condition?: readonly number[];
  readonly loop?: LoopRecipe;
  /** Picks of tasks to wait for, beyond those whose outputs are read. */
  readonly after: readonly number[];
  /** Whether the tasks whose outputs are read stand in `dependentTasks` too, as the SDK writes them. */
  readonly namesProducers: boolean;
  /** Runs however the tasks before it ended. */
  readonly exit?: { readonly withStatus: boolean };
  /** Waits for an exit task if there is one, which few engines can express. */
  readonly waitsForExit?: boolean;
  /** Has a text that is put together from an input which no component declares, as the SDK does with f-strings. */
  readonly channel?: boolean;
  /** See {@link TaskOptions}. */
  readonly rare: boolean;
};

/** Whether to make what few engines run: Vertex AI's executors, loops over artifacts, conditions on importers. */
export type TaskOptions = { readonly rare: boolean; readonly small: boolean; readonly names: fc.Arbitrary<string> };

export function dags({ rare, small, names }: TaskOptions): fc.Arbitrary<DagRecipe> {
  const { dag } = fc.letrec<{ dag: DagRecipe }>((tie) => {
    const inner = { depthSize: "small", maxDepth: small ? 2 : 3, withCrossShrink: true } as const;
    const component = fc.oneof(
      inner,
      { weight: 6, arbitrary: containerComponents() },
      { weight: 1, arbitrary: importers() },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant("again" as const), pick: choices() }) },
      { weight: 1, arbitrary: volumes() },
      ...(rare ? [{ weight: 1, arbitrary: vertex() }] : []),
      {
        weight: small ? 1 : 4,
        arbitrary: fc.record({ kind: fc.constant("dag" as const), inputs: inputs(2), dag: tie("dag") }),
      },
      ...(small ? [] : [{ weight: 1, arbitrary: branches(tie("dag")) }]),
    );
    return {
      dag: fc.record({
        tasks: fc.array(tasks(component as fc.Arbitrary<ComponentRecipe>, { rare, names }), {
          minLength: 1,
          maxLength: 4,
        }),
        outputs: fc.array(choices(), { maxLength: 2 }),
      }),
    };
  });
  return dag;
}

function containerComponents(): fc.Arbitrary<ComponentRecipe> {
  const field = fc.constantFrom("RESOURCES", "ENV", "KUBERNETES_VOLUMES");
  const passthrough = fc.record({ field, applyToTask: fc.constant(true) }, { requiredKeys: ["field"] });
  return fc.record(
    {
      kind: fc.constant("container"),
      inputs: inputs(),
      outputs: outputs(),
      container: containers(),
      kubernetes: executorConfigs(),
      passthroughs: fc.array<TaskConfigPassthrough>(passthrough, { minLength: 1, maxLength: 2 }),
    },
    { requiredKeys: ["kind", "inputs", "outputs", "container"] },
  );
}

function importers(): fc.Arbitrary<ComponentRecipe> {
  return fc.record(
    {
      kind: fc.constant("importer"),
      uri: texts(),
      fromInput: fc.boolean(),
      output: schemas(),
      metadata: mappings(jsonValues(), 2),
      reimport: fc.boolean(),
      downloadToWorkspace: fc.boolean(),
    },
    { requiredKeys: ["kind", "uri", "fromInput", "output"] },
  );
}

function volumes(): fc.Arbitrary<ComponentRecipe> {
  return fc.record({ kind: fc.constant("volume"), action: fc.constantFrom("create", "delete") });
}

function vertex(): fc.Arbitrary<ComponentRecipe> {
  return fc.record({ kind: fc.constant("vertex"), executor: fc.constantFrom("resolver", "customJob") });
}

function branches(dag: fc.Arbitrary<DagRecipe>): fc.Arbitrary<ComponentRecipe> {
  return fc.record({
    kind: fc.constant("branches"),
    inputs: inputs(2),
    branches: fc.array(dag, { minLength: 2, maxLength: 3 }),
    output: fc.constantFrom("parameter", "artifact"),
  });
}

/** A part that one task in so many has. */
function oneIn<T>(count: number, part: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: count - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: part });
}

function loops(rare: boolean): fc.Arbitrary<LoopRecipe> {
  const over = rare ? (["values", "input", "artifacts"] as const) : (["values", "input"] as const);
  return fc.oneof(
    ...VALUE_TYPES.map((itemType) =>
      fc.record(
        {
          over: fc.constantFrom(...over),
          itemType: fc.constant(itemType),
          items: fc.array(valuesOf(itemType), { maxLength: 3 }),
          source: choices(),
          parallelism: fc.integer({ min: 1, max: 50 }),
        },
        { requiredKeys: ["over", "itemType", "items", "source"] },
      ),
    ),
  );
}

function retries(): fc.Arbitrary<RetryPolicy> {
  return fc.record(
    {
      maxRetryCount: fc.integer({ min: 1, max: 1000 }),
      backoffDuration: fc.constantFrom("60s", "1.500s", "3600s"),
      backoffFactor: fc.constantFrom(1, 2.5, 1e6, 0.00001),
      backoffMaxDuration: fc.constantFrom("3600s", "86400s"),
    },
    { requiredKeys: [] },
  );
}

function caches() {
  return fc.record({ enableCache: fc.constant(true), cacheKey: texts() }, { requiredKeys: [] });
}

function tasks(
  component: fc.Arbitrary<ComponentRecipe>,
  { rare, names }: Pick<TaskOptions, "rare" | "names">,
): fc.Arbitrary<TaskRecipe> {
  return fc
    .record({
      name: names,
      component,
      displayName: oneIn(2, texts()),
      cache: oneIn(2, caches()),
      retry: oneIn(5, retries()),
      condition: oneIn(4, fc.array(choices(), { minLength: 1, maxLength: 3 })),
      loop: oneIn(5, loops(rare)),
      after: fc.array(choices(), { maxLength: 2 }),
      namesProducers: fc.boolean(),
      exit: oneIn(8, fc.record({ withStatus: fc.boolean() })),
      waitsForExit: oneIn(8, fc.constant(true)),
      channel: oneIn(6, fc.constant(true)),
      rare: fc.constant(rare),
    })
    .map((recipe) => Object.fromEntries(Object.entries(recipe).filter(([, part]) => part !== undefined)) as TaskRecipe);
}
