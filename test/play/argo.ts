// A run as Argo 3.7 orders it: what its controller makes of a Workflow with DAGs, told in promises instead of rounds.
// https://github.com/argoproj/argo-workflows/blob/v3.7.9/workflow/controller/dag.go
import type { DagTask, Template, Workflow } from "@slipway/argo";
import { evaluate, fillIn, fillInAll, holds, type Known } from "./argo-text.js";
import { type PodEnd, runPod } from "./pod.js";
import type { World } from "./world.js";

type Phase = "Succeeded" | "Failed" | "Error" | "Skipped" | "Omitted";

type Node = {
  readonly name: string;
  readonly kind: "pod" | "container" | "dag" | "group" | "retry" | "idle";
  phase: Phase;
  readonly outputs: Map<string, string>;
  readonly children: Node[];
  /** Of a DAG: what comes behind it is a child of these. */
  outbound: readonly Node[];
};

export type Played = { readonly phase: Phase; readonly pods: number };

type Play = {
  readonly templates: ReadonlyMap<string, Template>;
  readonly globals: Known;
  readonly world: World;
  readonly pods: string[];
};

export async function playArgo({ metadata, spec }: Workflow, world: World): Promise<Played> {
  const values = (spec.arguments?.parameters ?? []).map(
    ({ name, value = "" }) => [`workflow.parameters.${name}`, value] as const,
  );
  const annotations = Object.entries(metadata.annotations ?? {}).map(
    ([name, value]) => [`workflow.annotations.${name}`, value] as const,
  );
  const play: Play = {
    templates: new Map(spec.templates.map((template) => [template.name, template])),
    globals: new Map([...values, ...annotations]),
    world,
    pods: [],
  };
  const { phase } = await runTemplate(newNode("", "dag"), spec.entrypoint, new Map(), play);
  return { phase, pods: play.pods.length };
}

function newNode(name: string, kind: Node["kind"], phase: Phase = "Succeeded"): Node {
  return { name, kind, phase, outputs: new Map(), children: [], outbound: [] };
}

/** @param given inputs of the template, by name */
async function runTemplate(node: Node, name: string, given: ReadonlyMap<string, string>, play: Play): Promise<Node> {
  const template = play.templates.get(name);
  if (!template) throw new Error(`there is no template "${name}"`);
  const inputs = new Map([...given].map(([input, value]) => [`inputs.parameters.${input}`, value]));
  const known = new Map([...play.globals, ...inputs]);
  if (template.dag) await runDag(node, template, known, play);
  else if (template.retryStrategy) await runTries(node, template, known, play);
  else if (template.container || template.containerSet) await startPod(node, template, known, play);
  return node;
}

function kindOf({ dag, retryStrategy, container, containerSet }: Template): Node["kind"] {
  if (dag) return "dag";
  if (!container && !containerSet) return "idle";
  return retryStrategy ? "retry" : "pod";
}

async function runTries(node: Node, template: Template, known: Known, play: Play): Promise<void> {
  const limit = Number(template.retryStrategy?.limit);
  for (let retry = 0; retry <= limit; retry += 1) {
    const one = newNode(`${node.name}(${retry})`, "pod");
    node.children.push(one);
    await startPod(one, template, new Map([...known, ["retries", String(retry)]]), play);
    node.phase = one.phase;
    if (one.phase === "Succeeded") break;
  }
  for (const [name, value] of node.children.at(-1)?.outputs ?? []) node.outputs.set(name, value);
}

async function startPod(node: Node, template: Template, known: Known, { world, pods }: Play): Promise<void> {
  pods.push(node.name);
  const { container, initContainers = [], containerSet, outputs } = template;
  const words = ((container ?? initContainers[0])?.args ?? []).map((word) => fillIn(word, known));
  const end = await runPod(words, world);
  node.phase = end.ok ? "Succeeded" : "Failed";
  for (const { name, valueFrom } of outputs?.parameters ?? []) {
    const value = end.files[name] ?? valueFrom?.default;
    if (value !== undefined) node.outputs.set(name, value);
    else node.phase = "Error";
  }
  if (containerSet) node.children.push(containersOf(node.name, end));
}

/** Main ends well whatever its command did; the publisher says how that was. */
function containersOf(name: string, { ok, endedInDriver }: PodEnd): Node {
  const main = newNode(`${name}.main`, "container", ok || !endedInDriver ? "Succeeded" : "Failed");
  main.children.push(newNode(`${name}.publisher`, "container", ok ? "Succeeded" : "Failed"));
  return main;
}

async function runDag(boundary: Node, template: Template, known: Known, play: Play): Promise<void> {
  const { tasks, target } = template.dag ?? { tasks: [] };
  const before = new Map(tasks.map((task) => [task.name, dependenciesOf(task)]));
  const isFollowed = new Set([...before.values()].flat());
  const targets = target?.split(" ") ?? tasks.map(({ name }) => name).filter((name) => !isFollowed.has(name));
  const begun = new Map<string, Promise<Node>>();
  const begin = (name: string): Promise<Node> => {
    const there = begun.get(name);
    if (there) return there;
    const task = tasks.find((one) => one.name === name);
    if (!task) throw new Error(`there is no task "${name}" in ${template.name}`);
    const dependencies = Promise.all((before.get(name) ?? []).map(begin));
    const node = dependencies.then((ended) => runTask(task, ended, { boundary, before, known, begin }, play));
    begun.set(name, node);
    return node;
  };
  const nodes = new Map(await Promise.all(targets.map(async (name) => [name, await begin(name)] as const)));
  boundary.outbound = targets.flatMap((name) => outboundOf(nodes.get(name) as Node));
  boundary.phase = phaseOf(boundary, [...nodes.values()]);
  if (boundary.phase !== "Succeeded") return;
  const all = await Promise.all([...begun].map(async ([name, node]) => [name, await node] as const));
  setOutputs(boundary, template.outputs?.parameters ?? [], new Map([...known, ...all.flatMap(outputsOf)]));
}

type Parameters = NonNullable<Template["outputs"]>["parameters"];

/** One that cannot be told ends the DAG with an error, unless there is something to say instead. */
function setOutputs(boundary: Node, parameters: Parameters, known: Known): void {
  for (const { name, valueFrom = {} } of parameters) {
    const { parameter, expression } = valueFrom;
    const text = parameter === undefined ? evaluate(expression ?? "", known) : fillIn(parameter, known);
    const value = text === undefined || isUnresolved(text) ? valueFrom.default : text;
    if (value === undefined) boundary.phase = "Error";
    else boundary.outputs.set(name, value);
  }
}

function isUnresolved(text: string): boolean {
  return text.includes("{{");
}

function outputsOf([name, { outputs }]: readonly [string, Node]): readonly (readonly [string, string])[] {
  return [...outputs].map(([output, value]) => [`tasks.${name}.outputs.parameters.${output}`, value] as const);
}

function dependenciesOf({ depends = "" }: DagTask): readonly string[] {
  return [...new Set([...depends.matchAll(/([a-zA-Z0-9][-a-zA-Z0-9]*)\.[A-Z]/g)].map(([, name = ""]) => name))];
}

type Dag = {
  readonly boundary: Node;
  readonly before: ReadonlyMap<string, readonly string[]>;
  readonly known: Known;
  readonly begin: (name: string) => Promise<Node>;
};

async function runTask(task: DagTask, ended: readonly Node[], dag: Dag, play: Play): Promise<Node> {
  const { boundary, before, begin } = dag;
  const connect = (node: Node): Node => {
    const parents = ended.length === 0 ? [boundary] : ended.flatMap(outboundOf);
    for (const parent of parents) parent.children.push(node);
    return node;
  };
  const names = before.get(task.name) ?? [];
  if (!mayRun(task.depends, new Map(names.map((name, index) => [name, (ended[index] as Node).phase]))))
    return connect(newNode(task.name, "idle", "Omitted"));
  // Only of what it waits for is anything known to it.
  const ancestors = new Set(names);
  for (const name of ancestors) for (const next of before.get(name) ?? []) ancestors.add(next);
  const told = await Promise.all([...ancestors].map(async (name) => outputsOf([name, await begin(name)])));
  const filled = fillInAll(task, new Map([...dag.known, ...told.flat()]));
  if (!filled.withSequence) return runOne(filled, task.name, connect, play);
  const count = Number(filled.withSequence.count);
  if (!/^\d+$/.test(filled.withSequence.count)) return connect(newNode(task.name, "idle", "Error"));
  if (count === 0) return connect(newNode(task.name, "idle", "Skipped"));
  const group = connect(newNode(task.name, "group"));
  const inGroup = (node: Node): Node => {
    group.children.push(node);
    return node;
  };
  const items = Array.from({ length: count }, (_, item) => fillInAll(filled, new Map([["item", String(item)]])));
  const nodes = await Promise.all(items.map((one, item) => runOne(one, `${task.name}(${item})`, inGroup, play)));
  group.phase = nodes.findLast(({ phase }) => phase === "Failed" || phase === "Error")?.phase ?? "Succeeded";
  return group;
}

async function runOne(task: DagTask, name: string, connect: (node: Node) => Node, play: Play): Promise<Node> {
  const verdict = holds(task.when);
  if (verdict !== true) return connect(newNode(name, "idle", verdict === "error" ? "Error" : "Skipped"));
  const template = play.templates.get(task.template);
  const node = connect(newNode(name, template ? kindOf(template) : "idle"));
  const given = (task.arguments?.parameters ?? []).map((one) => [one.name, one.value ?? ""] as const);
  return runTemplate(node, task.template, new Map(given), play);
}

const RESULTS: Readonly<Record<string, Phase>> = { Errored: "Error" };

/** `a.Succeeded && (b.Failed || b.Skipped)` */
function mayRun(depends: string | undefined, phases: ReadonlyMap<string, Phase>): boolean {
  if (depends === undefined) return true;
  const text = depends.replace(/([a-zA-Z0-9][-a-zA-Z0-9]*)\.([A-Z]\w*)/g, (_, name: string, result: string) =>
    String(phases.get(name) === (RESULTS[result] ?? result)),
  );
  return evaluate(text, new Map()) === "true";
}

function outboundOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case "idle":
    case "container":
      return [node];
    case "pod":
      // The last of its containers, where there are several.
      return node.children[0]?.kind === "container" ? [node.children[0].children[0] as Node] : [node];
    case "group":
      return node.children.flatMap(outboundOf);
    case "retry":
      return node.children.slice(-1);
    case "dag":
      return node.outbound;
  }
}

/**
 * How a DAG ends: as its targets did, and of what was left out as that did which led there. What nothing leads to is waited
 * for without end.
 */
function phaseOf(boundary: Node, targets: readonly Node[]): Phase {
  const found = new Map<Node, Phase>();
  const seen = new Map<Node, Set<Phase>>();
  const queue: (readonly [Node, Phase])[] = boundary.children.map((node) => [node, "Succeeded"]);
  for (const [node, before] of queue) {
    const known = seen.get(node) ?? new Set();
    if (known.has(before)) continue;
    seen.set(node, known.add(before));
    const phase = node.phase === "Skipped" || node.phase === "Omitted" ? before : node.phase;
    const last = found.get(node);
    if (targets.includes(node) && last !== "Failed" && last !== "Error") found.set(node, phase);
    const next = node.kind === "retry" ? node.children.flatMap((one) => one.children) : node.children;
    queue.push(...next.map((one) => [one, phase] as const));
  }
  const lost = targets.filter((node) => !found.has(node));
  if (lost.length > 0) throw new Error(`Argo waits without end for ${lost.map(({ name }) => name)}`);
  return [...found.values()].findLast((phase) => phase === "Failed" || phase === "Error") ?? "Succeeded";
}
