// Writes IR of as many tasks as wanted: chains of ten, each task fed by the one before it; every tenth under a condition.

const COMPONENTS = 10;

export function pipelineOf(count) {
  const components = {};
  const executors = {};
  for (let i = 0; i < COMPONENTS; i++) {
    components[`comp-step-${i}`] = {
      executorLabel: `exec-step-${i}`,
      inputDefinitions: { parameters: { text: { parameterType: "STRING", defaultValue: "", isOptional: true } } },
      outputDefinitions: { parameters: { Output: { parameterType: "STRING" } } },
    };
    executors[`exec-step-${i}`] = {
      container: {
        image: "python:3.11-slim",
        command: ["python3", "-c", `print(${i})`],
        args: ["--text", "{{$.inputs.parameters['text']}}", "--out", "{{$.outputs.parameters['Output'].output_file}}"],
      },
    };
  }
  const tasks = Object.fromEntries(Array.from({ length: count }, (_, i) => [`step-${i}`, taskOf(i)]));
  return {
    pipelineInfo: { name: `steps-${count}` },
    schemaVersion: "2.1.0",
    sdkVersion: "kfp-2.17.0",
    deploymentSpec: { executors },
    components,
    root: { dag: { tasks } },
  };
}

function taskOf(i) {
  const first = i % 10 === 0;
  const text = first
    ? { runtimeValue: { constant: `text ${i}` } }
    : { taskOutputParameter: { producerTask: `step-${i - 1}`, outputParameterKey: "Output" } };
  return {
    taskInfo: { name: `step-${i}` },
    componentRef: { name: `comp-step-${i % COMPONENTS}` },
    cachingOptions: { enableCache: true },
    inputs: { parameters: { text } },
    ...(first ? {} : { dependentTasks: [`step-${i - 1}`] }),
    ...(i % 10 === 9 ? { triggerPolicy: { condition: "inputs.parameter_values['text'] != 'stop'" } } : {}),
  };
}
