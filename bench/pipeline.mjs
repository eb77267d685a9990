// Writes IR of as many tasks as wanted: chains of ten, each task fed by the one before it, the last under a condition;
// every tenth chain in a loop over what the chain before it made.

const COMPONENTS = 10;
const CHAIN = 10;
const LOOP_EACH = 100;

export function pipelineOf(count) {
  const components = {};
  const executors = {};
  const parameters = { text: { parameterType: "STRING", defaultValue: "", isOptional: true } };
  for (let i = 0; i < COMPONENTS; i++) {
    components[`comp-step-${i}`] = {
      executorLabel: `exec-step-${i}`,
      inputDefinitions: { parameters },
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
  const tasks = {};
  for (let start = 0; start < count; start += CHAIN) {
    const length = Math.min(CHAIN, count - start);
    const chain = Object.fromEntries(Array.from({ length }, (_, i) => [`step-${start + i}`, taskOf(start + i)]));
    if (start % LOOP_EACH !== LOOP_EACH - CHAIN) {
      Object.assign(tasks, chain);
      continue;
    }
    components[`comp-loop-${start}`] = {
      dag: { tasks: chain },
      inputDefinitions: { parameters: { ...parameters, item: parameters.text } },
    };
    tasks[`loop-${start}`] = loopOf(start);
  }
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
  const place = i % CHAIN;
  return {
    taskInfo: { name: `step-${i}` },
    componentRef: { name: `comp-step-${i % COMPONENTS}` },
    cachingOptions: { enableCache: true },
    ...(place === 0 ? { inputs: { parameters: { text: { runtimeValue: { constant: `text ${i}` } } } } } : fedBy(i - 1)),
    ...(place === 9 && { triggerPolicy: { condition: "inputs.parameter_values['text'] != 'stop'" } }),
  };
}

function loopOf(start) {
  return {
    taskInfo: { name: `loop-${start}` },
    componentRef: { name: `comp-loop-${start}` },
    ...fedBy(start - 2),
    parameterIterator: { itemInput: "item", items: { inputParameter: "text" } },
  };
}

function fedBy(i) {
  return {
    inputs: {
      parameters: { text: { taskOutputParameter: { producerTask: `step-${i}`, outputParameterKey: "Output" } } },
    },
    dependentTasks: [`step-${i}`],
  };
}
