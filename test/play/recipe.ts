// Small pipelines of all that decides what runs: order, conditions, loops, exit tasks, retries, DAGs in DAGs. What they do
// beside that is nothing.
import type { JsonObject, JsonValue } from "@slipway/ir";
import fc from "fast-check";

export type TaskRecipe = {
  /** Of the tasks before it in its DAG, by number. */
  readonly after: readonly number[];
  readonly reads: readonly number[];
  /** Runs however the tasks before it ended. */
  readonly exit: boolean;
  readonly condition?: Condition;
  readonly loop?: LoopRecipe;
  readonly retry: boolean;
  readonly body: Body;
};

type Condition =
  /** What the pipeline was given, what the DAG was given from outside, or the item of the loop around. */
  | { readonly reads: "go" | "outer" | "item"; readonly isNegated: boolean }
  | { readonly reads: "results"; readonly of: readonly number[] };

type LoopRecipe =
  | { readonly over: "known"; readonly items: readonly string[] }
  | { readonly over: "result"; readonly of: number }
  | { readonly over: "parameter" };

type Body =
  | { readonly kind: "leaf" | "importer" }
  | {
      readonly kind: "dag";
      readonly tasks: readonly TaskRecipe[];
      /** Of the task whose result it gives on, or of those of which the first that ran counts. */
      readonly output: readonly number[];
      /** Of the task outside whose result it gets. */
      readonly outer?: number;
    };

const ITEMS = ["yes", "no"] as const;

export function recipes(): fc.Arbitrary<readonly TaskRecipe[]> {
  const number = fc.nat({ max: 99 });
  const some = (part: fc.Arbitrary<number>, maxLength: number) => fc.array(part, { maxLength });
  const maybe = <T>(weight: number, part: fc.Arbitrary<T>) =>
    fc.oneof({ weight: 10 - weight, arbitrary: fc.constant(undefined) }, { weight, arbitrary: part });
  const conditions = fc.oneof(
    fc.record({ reads: fc.constantFrom("go", "outer", "item"), isNegated: fc.boolean() }),
    fc.record({ reads: fc.constant("results"), of: fc.array(number, { minLength: 1, maxLength: 2 }) }),
  );
  const loops = fc.oneof(
    fc.record({ over: fc.constant("known"), items: fc.array(fc.constantFrom(...ITEMS), { maxLength: 2 }) }),
    fc.record({ over: fc.constant("result"), of: number }),
    fc.record({ over: fc.constant("parameter") }),
  );
  const { dag } = fc.letrec<{ task: TaskRecipe; dag: readonly TaskRecipe[] }>((tie) => ({
    dag: fc.array(tie("task"), { minLength: 1, maxLength: 4 }),
    task: fc
      .record({
        after: some(number, 2),
        reads: some(number, 1),
        exit: fc.integer({ min: 0, max: 4 }).map((one) => one === 0),
        condition: maybe(4, conditions),
        loop: maybe(2, loops),
        retry: fc.integer({ min: 0, max: 5 }).map((one) => one === 0),
        body: fc.oneof(
          { maxDepth: 3, depthSize: "small" },
          { weight: 6, arbitrary: fc.record({ kind: fc.constant("leaf") }) },
          { weight: 1, arbitrary: fc.record({ kind: fc.constant("importer") }) },
          {
            weight: 5,
            arbitrary: fc.record(
              { kind: fc.constant("dag"), tasks: tie("dag"), output: some(number, 2), outer: number },
              { requiredKeys: ["kind", "tasks", "output"] },
            ),
          },
        ),
      })
      .map((one) => JSON.parse(JSON.stringify(one)) as TaskRecipe),
  }));
  return dag;
}

/** What may be read of a task that stands before another. */
type Sibling = {
  readonly name: string;
  /** It gives a result, in a loop a list of them. */
  readonly gives: boolean;
  readonly result: boolean;
  readonly items: boolean;
};

/** The pipeline's own parameters. */
export const PARAMETERS = { go: "STRING", list: "LIST" } as const;

/** IR of a pipeline; its defaults are what it is run with. */
export function pipelineOf(tasks: readonly TaskRecipe[], { go, list }: { go: string; list: readonly string[] }) {
  const components: Record<string, JsonObject> = {};
  const executors: Record<string, JsonObject> = {};
  const { dag } = writeDag(tasks, [], { components, executors, prefix: "", isRoot: true });
  return {
    pipelineInfo: { name: "played" },
    root: {
      dag,
      inputDefinitions: {
        parameters: {
          go: { parameterType: "STRING", defaultValue: go },
          list: { parameterType: "LIST", defaultValue: [...list] },
        },
      },
    },
    components,
    deploymentSpec: { executors },
    schemaVersion: "2.1.0",
    sdkVersion: "kfp-2.17.0",
  };
}

type Around = {
  readonly components: Record<string, JsonObject>;
  readonly executors: Record<string, JsonObject>;
  readonly prefix: string;
  readonly isRoot: boolean;
};

function writeDag(tasks: readonly TaskRecipe[], output: readonly number[], around: Around) {
  const before: Sibling[] = [];
  const written = tasks.map((recipe, index): [string, JsonObject] => {
    const name = `t${index + 1}`;
    const { task, hasResult, isPlain } = writeTask(recipe, name, before, around);
    const items = recipe.body.kind === "leaf" && isPlain;
    before.push({ name, gives: hasResult, result: hasResult && isPlain, items });
    return [name, task];
  });
  const chosen = picked(
    output,
    before.filter(({ result }) => result),
  ).map(({ name }) => ({ producerSubtask: name, outputParameterKey: "result" }));
  const [first, ...others] = chosen;
  const result =
    others.length > 0 ? { valueFromOneof: { parameterSelectors: chosen } } : { valueFromParameter: first ?? {} };
  const outputs = first ? { outputs: { parameters: { result } } } : {};
  return { dag: { tasks: Object.fromEntries(written), ...outputs } as JsonObject, hasResult: first !== undefined };
}

function writeTask(recipe: TaskRecipe, name: string, before: readonly Sibling[], around: Around) {
  const { condition, loop, body, after, exit, retry } = recipe;
  const results = before.filter((one) => one.result);
  const lists = before.filter((one) => one.items);
  // An importer runs where its artifact is read, which is nowhere here: so nothing in it may go wrong.
  const isIdle = body.kind === "importer";
  const read = isIdle
    ? []
    : picked(
        recipe.reads,
        before.filter((one) => one.gives),
      );
  const isLoop = loop !== undefined && (loop.over !== "result" || lists.length > 0);
  // A condition that cannot be told and a count are noted of a loop at the same place; the SDK writes no such loop.
  const askable = isLoop ? (recipe.exit ? [] : lists) : results;
  const asked = condition?.reads === "results" && !isIdle ? picked(condition.of, askable) : [];
  const [looped] = loop?.over === "result" ? picked([loop.of], lists) : [];
  const [outer] = body.kind === "dag" && body.outer !== undefined ? picked([body.outer], results) : [];
  const resultOf = (one: Sibling) => ({
    taskOutputParameter: { producerTask: one.name, outputParameterKey: "result" },
  });
  const text = (value: JsonValue) => ({ runtimeValue: { constant: value } });
  const own = around.isRoot ? text("yes") : { componentInputParameter: "outer" };
  const parameters: Record<string, JsonObject> = {
    go: { componentInputParameter: "go" },
    list: { componentInputParameter: "list" },
    outer: isIdle ? text("no") : outer ? resultOf(outer) : own,
    ...(!isLoop && { item: around.isRoot || isIdle ? text("no") : { componentInputParameter: "item" } }),
    ...Object.fromEntries(
      [...read, ...asked].map((one) => [`${one.result ? "of" : "all-of"}-${one.name}`, resultOf(one)]),
    ),
    ...(looped && { items: { taskOutputParameter: { producerTask: looped.name, outputParameterKey: "items" } } }),
  };
  const made = writeComponent(body, `${around.prefix}${name}`, Object.keys(parameters), isLoop, around);
  const texts = conditionOf(condition, asked, isLoop);
  const isConditional = texts !== undefined && !isIdle;
  const dependentTasks = picked(after, before).map((one) => one.name);
  const isExit = exit && dependentTasks.length > 0;
  const trigger = {
    ...(isConditional && { condition: texts }),
    ...(isExit && { strategy: "ALL_UPSTREAM_TASKS_COMPLETED" }),
  };
  const task = {
    taskInfo: { name },
    componentRef: { name: made.component },
    inputs: { parameters },
    ...(dependentTasks.length > 0 && { dependentTasks }),
    ...(Object.keys(trigger).length > 0 && { triggerPolicy: trigger }),
    ...(retry && body.kind === "leaf" && { retryPolicy: { maxRetryCount: 1, backoffDuration: "0s" } }),
    ...(isLoop && { parameterIterator: { itemInput: "item", items: itemsOf(loop) } }),
  };
  return { task: task as unknown as JsonObject, hasResult: made.hasResult, isPlain: !isLoop };
}

function itemsOf(loop: LoopRecipe): JsonObject {
  if (loop.over === "known") return { raw: JSON.stringify(loop.items) };
  return { inputParameter: loop.over === "result" ? "items" : "list" };
}

function conditionOf(condition: Condition | undefined, asked: readonly Sibling[], isLoop: boolean): string | undefined {
  if (!condition || (isLoop && (condition.reads === "item" || condition.reads === "outer"))) return undefined;
  if (condition.reads === "results") {
    const terms = asked.map((one) => `inputs.parameter_values['of-${one.name}'] == 'yes'`);
    return terms.length === 0 ? undefined : terms.join(" && ");
  }
  const term = `inputs.parameter_values['${condition.reads}'] == 'yes'`;
  return condition.isNegated ? `!(${term})` : term;
}

function writeComponent(body: Body, id: string, inputs: readonly string[], isLoop: boolean, around: Around) {
  const { components, executors } = around;
  const component = `comp-${id}`;
  const names = [...inputs, ...(isLoop ? ["item"] : [])];
  const type = (name: string) => ({ parameterType: /^(?:list|items|all-of-.*)$/.test(name) ? "LIST" : "STRING" });
  const inputDefinitions = { parameters: Object.fromEntries(names.map((name) => [name, type(name)])) };
  const result = { result: { parameterType: "STRING" } };
  if (body.kind === "dag") {
    const { dag, hasResult } = writeDag(body.tasks, body.output, { ...around, prefix: `${id}-`, isRoot: false });
    components[component] = { inputDefinitions, dag, ...(hasResult && { outputDefinitions: { parameters: result } }) };
    return { component, hasResult };
  }
  if (body.kind === "importer") {
    const artifactType = { schemaTitle: "system.Dataset" };
    components[component] = {
      executorLabel: `exec-${id}`,
      inputDefinitions,
      outputDefinitions: { artifacts: { artifact: { artifactType } } },
    };
    executors[`exec-${id}`] = {
      importer: { artifactUri: { constant: "https://example.com/data" }, typeSchema: artifactType },
    };
    return { component, hasResult: false };
  }
  components[component] = {
    executorLabel: `exec-${id}`,
    inputDefinitions,
    outputDefinitions: { parameters: { ...result, items: { parameterType: "LIST" } } },
  };
  executors[`exec-${id}`] = { container: { image: "busybox", command: ["true"] } };
  return { component, hasResult: true };
}

/** Different ones of a list, by numbers. */
function picked<T>(numbers: readonly number[], all: readonly T[]): readonly T[] {
  if (all.length === 0) return [];
  return [...new Set(numbers.map((number) => all[number % all.length] as T))];
}
