// What must hold of a PipelineRun though Tekton's admission does not look: references, names, order, text of users.
import type { PipelineRun, PipelineTask } from "@slipway/tekton";

/** Every reference that this backend writes. */
const OWN = [
  /^context\.pipelineRun\.(?:uid|name|namespace)$/,
  /^context\.task\.retry-count$/,
  /^tasks\.status$/,
  /^tasks\.[-a-z0-9]+\.reason$/,
  /^params\.[_a-zA-Z][-\w]*$/,
  /^tasks\.[-a-z0-9]+\.results\.[-a-z0-9]+(?:\[\*\])?$/,
];

const LABEL = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
const RESULT = /\$\(tasks\.([-a-z0-9]+)\.results\.([-a-z0-9]+)(\[\*\])?\)/g;

/** One sentence for each thing that is wrong. */
export function problemsIn(run: PipelineRun): readonly string[] {
  const { tasks, finally: last = [], params = [] } = run.spec.pipelineSpec;
  const all = [...tasks, ...last];
  const names = all.map(({ name }) => name);
  return [
    ...names.filter((name) => !LABEL.test(name)).map((name) => `${name} is no name`),
    ...names.filter((name, index) => names.indexOf(name) !== index).map((name) => `${name} stands twice`),
    ...all
      .flatMap(({ name, matrix }) => (matrix ? names.filter((other) => isIterationOf(name, other)) : []))
      .map((name) => `${name} is what Tekton calls an iteration of another task`),
    ...foreign(run),
    ...all.flatMap((task) => inTask(task, all, new Set(params.map(({ name }) => name)))),
    ...last.flatMap((task) => (task.runAfter ? [`${task.name} cannot wait at the end`] : [])),
    ...circles(tasks),
    ...specs(run, names),
  ];
}

/** Tekton takes the TaskRun of that name, which it makes for the matrix, for that of the other task. */
function isIterationOf(matrix: string, name: string): boolean {
  return name.startsWith(`${matrix}-`) && /^\d+$/.test(name.slice(matrix.length + 1));
}

/** What begins like a reference and is none of ours; a container's own arguments may speak of its environment. */
function foreign({ spec }: PipelineRun): readonly string[] {
  const found = [...JSON.stringify(spec).matchAll(/\$\(([^)]*)\)?/g)].map(([, inside = ""]) => inside);
  return found.filter((inside) => !OWN.some((own) => own.test(inside)) && !/^[A-Z_][A-Z0-9_]*$/.test(inside));
}

function inTask(task: PipelineTask, all: readonly PipelineTask[], params: ReadonlySet<string>): readonly string[] {
  const { name, when = [], matrix, params: own = [], taskSpec } = task;
  const text = JSON.stringify([when, matrix, own]);
  const results = [...text.matchAll(RESULT)].flatMap(([, of = "", result = "", list]) => {
    const declared = all.find((one) => one.name === of)?.taskSpec.results?.find((one) => one.name === result);
    if (!declared) return [`${name} takes ${of}.${result}, which is not declared`];
    const wanted = list === undefined ? "string" : "array";
    return declared.type === wanted ? [] : [`${name} takes ${of}.${result} as ${wanted}`];
  });
  const known = new Set([...params, ...(taskSpec.params ?? []).map((param) => param.name)]);
  const given = new Set([...own.map((param) => param.name), ...(matrix?.params ?? []).map((param) => param.name)]);
  const spoken = [...JSON.stringify(taskSpec).matchAll(/\$\(params\.([^)]+)\)/g)].map(([, param = ""]) => param);
  const lists = (matrix?.params ?? []).flatMap(({ value }) => (typeof value === "string" ? [value] : []));
  return [
    ...results,
    ...(task.runAfter ?? [])
      .filter((one) => !all.some((other) => other.name === one))
      .map((one) => `${name} waits for ${one}`),
    ...spoken.filter((param) => !known.has(param)).map((param) => `${name} speaks of ${param}`),
    ...(taskSpec.params ?? []).filter((param) => !given.has(param.name)).map((param) => `${name} lacks ${param.name}`),
    ...when
      .filter(({ input, operator }) => operator === "notin" && input.includes(".results."))
      .map(() => `${name}: notin`),
    ...lists
      .filter((list) => !when.some(({ input }) => `${list.slice(0, -4)}-any)` === input))
      .map(() => `${name}: empty`),
    ...(matrix?.params ?? []).flatMap(({ value }) =>
      Array.isArray(value) && (value.length === 0 || value.length > 256) ? [`${name}: size`] : [],
    ),
    ...(task.onError && (task.retries ?? 0) > 0 ? [`${name} is tried again and may fail`] : []),
    ...taskSpec.steps
      .filter(({ name: step, command }) => !command && ["driver", "main", "publisher"].includes(step))
      .map(() => name),
  ];
}

/** Tasks that wait for themselves. */
function circles(tasks: readonly PipelineTask[]): readonly string[] {
  const left = new Map(
    tasks.map((task) => {
      const { runAfter = [], when, matrix, params } = task;
      const taken = [...JSON.stringify([when, matrix, params]).matchAll(RESULT)].map(([, of = ""]) => of);
      return [task.name, new Set([...runAfter, ...taken])] as const;
    }),
  );
  for (let size = -1; size !== left.size; ) {
    size = left.size;
    for (const [name, before] of left) if (![...before].some((one) => left.has(one))) left.delete(name);
  }
  return [...left.keys()].map((name) => `${name} waits for itself`);
}

function specs({ spec }: PipelineRun, names: readonly string[]): readonly string[] {
  const about = (spec.taskRunSpecs ?? []).map(({ pipelineTaskName }) => pipelineTaskName);
  const { pipeline, tasks, finally: last } = spec.timeouts;
  return [
    ...about.filter((name) => !names.includes(name)).map((name) => `${name} is no task`),
    ...about.filter((name, index) => about.indexOf(name) !== index).map((name) => `${name} is said twice`),
    ...(pipeline === "0s" && (tasks !== "0s" || last !== "0s") ? ["some time limit is Tekton's own"] : []),
  ];
}
