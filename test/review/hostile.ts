// Pipelines that try to be more than data in a report, and one that is large.

export const MARKUP = `</script></title><img src=x onerror="globalThis.caught=1">"><svg onload=globalThis.caught=1>`;
export const MARKDOWN =
  "a | b `c` ``` | <b>x</b> [l](javascript:alert(1)) ![i](http://127.0.0.1/x) @someone #1 **bold**\n\n# Head\n|---|";

const PROGRAM = `program_path=$(mktemp -d)

printf "%s" "$0" > "$program_path/ephemeral_component.py"
_KFP_RUNTIME=true python3 -m kfp.dsl.executor_main                         --component_module_path                         "$program_path/ephemeral_component.py"                         "$@"
`;

function component(source: string): readonly string[] {
  return ["sh", "-ec", PROGRAM, source, "--executor_input", "{{$}}", "--function_to_execute", "work"];
}

/** Everything that a user can name or write is hostile. */
export function hostilePipeline(): string {
  const source = `\nimport kfp\n\ndef work():\n    """${MARKUP} ${"`".repeat(5)}"""\n    # ${MARKDOWN.replace(/\n/g, " ")} </details></code>\n`;
  const task = (displayName: string, more: object = {}) => ({
    componentRef: { name: "comp-work" },
    taskInfo: { name: displayName },
    ...more,
  });
  const inputs = { parameters: { text: { runtimeValue: { constant: MARKUP } } } };
  return JSON.stringify({
    pipelineInfo: { name: "hostile", displayName: `${MARKUP} ${MARKDOWN}`, description: MARKUP },
    schemaVersion: "2.1.0",
    sdkVersion: "kfp-2.14.0",
    root: {
      inputDefinitions: {
        parameters: { text: { parameterType: "STRING", description: MARKUP, defaultValue: MARKUP, isOptional: true } },
      },
      dag: {
        tasks: {
          first: task(MARKUP, { inputs }),
          second: task(MARKDOWN, {
            inputs,
            dependentTasks: ["first"],
            triggerPolicy: {
              condition: `inputs.parameter_values['text'] == '<img src=x onerror=globalThis.caught=1>'`,
            },
          }),
        },
      },
    },
    components: {
      "comp-work": {
        executorLabel: "exec-work",
        inputDefinitions: { parameters: { text: { parameterType: "STRING" } } },
      },
    },
    deploymentSpec: {
      executors: {
        "exec-work": {
          container: {
            image: "alpine:3.22",
            command: component(source),
            env: [
              { name: "SHOWN", value: MARKUP },
              { name: "DATABASE_PASSWORD", value: "hunter2-in-the-pipeline" },
            ],
          },
        },
      },
    },
  });
}

/** @param amount of tasks, each after the one ten before it */
export function largePipeline(amount: number): string {
  const name = (index: number) => `task-${index}`;
  const tasks = Array.from({ length: amount }, (_, index) => [
    name(index),
    {
      componentRef: { name: `comp-${index % 50}` },
      taskInfo: { name: name(index) },
      dependentTasks: index >= 10 ? [name(index - 10)] : [],
      cachingOptions: { enableCache: index % 2 === 0 },
    },
  ]);
  const numbers = Array.from({ length: 50 }, (_, index) => index);
  const source = (index: number) => `\nimport kfp\n\ndef work():\n${`    print("work ${index}")\n`.repeat(40)}`;
  return JSON.stringify({
    pipelineInfo: { name: "large" },
    schemaVersion: "2.1.0",
    sdkVersion: "kfp-2.14.0",
    root: { dag: { tasks: Object.fromEntries(tasks) } },
    components: Object.fromEntries(numbers.map((index) => [`comp-${index}`, { executorLabel: `exec-${index}` }])),
    deploymentSpec: {
      executors: Object.fromEntries(
        numbers.map((index) => [
          `exec-${index}`,
          { container: { image: "python:3.11", command: component(source(index)) } },
        ]),
      ),
    },
  });
}
