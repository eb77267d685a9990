// A small pipeline whose tasks read one another's results, and ways to change it.

type Part = Record<string, unknown>;

/** IR, as JSON. What is not said of a task is as usual. */
export type Recipe = {
  readonly size: string;
  readonly items: readonly string[];
  readonly tasks: Readonly<Record<string, TaskRecipe>>;
};

export type TaskRecipe = {
  /** Words of `sh -c`; the path of the output is `$0`, and what it reads is `$1`. */
  readonly script: string;
  /** A text, the name of the pipeline's parameter with a dollar before it, or the name of another task. */
  readonly reads: { readonly constant: string } | { readonly parameter: string } | { readonly task: string };
  readonly isCached?: boolean;
  readonly image?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly retries?: number;
  readonly limit?: number;
  readonly isInLoop?: boolean;
};

const COPY = 'printf "%s" "$1" > "$0"';

export const USUAL: Recipe = {
  size: "3",
  items: ["a", "b"],
  tasks: {
    make: { script: COPY, reads: { parameter: "size" } },
    double: { script: 'printf "%s%s" "$1" "$1" > "$0"', reads: { task: "make" } },
    triple: { script: 'printf "%s%s%s" "$1" "$1" "$1" > "$0"', reads: { task: "double" } },
    alone: { script: COPY, reads: { constant: "alone" } },
    uncached: { script: COPY, reads: { constant: "always" }, isCached: false },
    "after-uncached": { script: 'printf "after %s" "$1" > "$0"', reads: { task: "uncached" } },
    each: { script: COPY, reads: { constant: "" }, isInLoop: true },
  },
};

/** The same with other parts of some tasks; a name without a recipe is gone. */
export function changed(
  tasks: Readonly<Record<string, Partial<TaskRecipe> | undefined>>,
  rest: Partial<Recipe> = {},
): Recipe {
  const names = [...new Set([...Object.keys(USUAL.tasks), ...Object.keys(tasks)])];
  const all = names.flatMap((name) => {
    const own = Object.hasOwn(tasks, name) ? tasks[name] : {};
    if (own === undefined) return [];
    const usual = USUAL.tasks[name] ?? { script: COPY, reads: { constant: "alone" } };
    return [[name, { ...usual, ...own }] as const];
  });
  return { ...USUAL, ...rest, tasks: Object.fromEntries(all) };
}

export function pipelineOf({ size, items, tasks }: Recipe): Part {
  const entries = Object.entries(tasks);
  const inLoop = entries.filter(([, { isInLoop }]) => isInLoop);
  const outside = entries.filter(([, { isInLoop }]) => !isInLoop);
  const input = { inputDefinitions: { parameters: { "items-loop-item": { parameterType: "STRING" } } } };
  const loop = {
    dag: { tasks: Object.fromEntries(inLoop.map(([name, task]) => [name, taskOf(name, task)])) },
    ...input,
  };
  return {
    pipelineInfo: { name: "changes" },
    schemaVersion: "2.1.0",
    sdkVersion: "kfp-2.14.0",
    components: {
      ...Object.fromEntries(entries.map(([name]) => [`comp-${name}`, componentOf(name)])),
      "comp-loop": loop,
    },
    deploymentSpec: {
      executors: Object.fromEntries(entries.map(([name, task]) => [`exec-${name}`, executorOf(task)])),
    },
    root: {
      dag: {
        tasks: {
          ...Object.fromEntries(outside.map(([name, task]) => [name, taskOf(name, task)])),
          loop: {
            componentRef: { name: "comp-loop" },
            taskInfo: { name: "loop" },
            parameterIterator: { itemInput: "items-loop-item", items: { raw: JSON.stringify(items) } },
          },
        },
      },
      inputDefinitions: { parameters: { size: { parameterType: "STRING", defaultValue: size } } },
    },
  };
}

function componentOf(name: string): Part {
  return {
    executorLabel: `exec-${name}`,
    inputDefinitions: { parameters: { text: { parameterType: "STRING" } } },
    outputDefinitions: { parameters: { out: { parameterType: "STRING" } } },
  };
}

function executorOf({ script, image = "alpine:3.22", env = {}, limit }: TaskRecipe): Part {
  const variables = Object.entries(env).map(([name, value]) => ({ name, value }));
  const words = ["sh", "-c", script, "{{$.outputs.parameters['out'].output_file}}", "{{$.inputs.parameters['text']}}"];
  return {
    container: {
      image,
      command: words,
      ...(variables.length > 0 && { env: variables }),
      ...(limit !== undefined && { resources: { cpuLimit: limit } }),
    },
  };
}

function taskOf(name: string, { reads, isCached = true, retries, isInLoop = false }: TaskRecipe): Part {
  const text = isInLoop
    ? { componentInputParameter: "items-loop-item" }
    : "constant" in reads
      ? { runtimeValue: { constant: reads.constant } }
      : "parameter" in reads
        ? { componentInputParameter: reads.parameter }
        : { taskOutputParameter: { producerTask: reads.task, outputParameterKey: "out" } };
  return {
    componentRef: { name: `comp-${name}` },
    taskInfo: { name },
    cachingOptions: { enableCache: isCached },
    inputs: { parameters: { text } },
    ...("task" in reads && { dependentTasks: [reads.task] }),
    ...(retries !== undefined && { retryPolicy: { maxRetryCount: retries } }),
  };
}
