// What holds of every Workflow for a plain Argo: it is the same twice, it names nothing that is not there, what depends on
// something waits for it, and no text of the user's stands where Argo or Kubernetes would read it.
import { argo, type DagTask, type Template, type Workflow } from "@slipway/argo";
import { compile, type Dag, type Plan } from "@slipway/compiler";
import { printManifest } from "@slipway/kubernetes";
import { type Pipeline, pipelines, printYaml } from "@slipway/testkit";
import { load } from "js-yaml";
import { expect, test } from "vitest";
import { check } from "./check.js";

type Made = { readonly plan: Plan; readonly workflow: Workflow };

const OPTIONS = { store: { uri: "s3://bucket/pipelines" } };

/** What no cluster would take is refused, and says why; the pipeline without its settings is not. */
function made(pipeline: Pipeline): Made {
  const result = compile(printYaml(pipeline), argo, { options: OPTIONS });
  if (!result.ok) {
    const errors = result.diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code);
    expect(errors.filter((code) => !/^(?:pod|argo)\/|^resolve\/unsupported$/.test(code))).toEqual([]);
  }
  const taken = result.ok ? result : compile(printYaml(withoutSettings(pipeline)), argo, { options: OPTIONS });
  expect(taken.ok ? [] : taken.diagnostics).toEqual([]);
  const workflow = taken.ok ? (taken.value.manifests[0] as Workflow) : undefined;
  if (!taken.ok || !workflow) throw new Error("expected above to be compiled");
  return { plan: taken.value.plan, workflow };
}

const LEFT_OUT = ["resources"];

function withoutSettings({ platform: _, ...pipeline }: Pipeline): Pipeline {
  const text = JSON.stringify(pipeline);
  return JSON.parse(text, (key, value) => (LEFT_OUT.includes(key) ? undefined : value)) as Pipeline;
}

function checkMade(property: (one: Made) => void): void {
  check(pipelines(), (pipeline) => property(made(pipeline)));
}

test("compiled twice, the same bytes", () => {
  check(pipelines(), (pipeline) => {
    const print = () => made(pipeline).workflow;
    expect(JSON.stringify(print())).toBe(JSON.stringify(print()));
  });
});

const REFERENCE = /\{\{(?!=)([^{}]*)\}\}/g;

/** Everything between braces in a template is an input of it, an output of a task before, or a fact of the workflow. */
test("every reference names what there is", () => {
  checkMade(({ workflow }) => {
    const templates = new Map(workflow.spec.templates.map((template) => [template.name, template]));
    const parameters = new Set((workflow.spec.arguments?.parameters ?? []).map(({ name }) => name));
    for (const template of templates.values()) {
      const inputs = new Set((template.inputs?.parameters ?? []).map(({ name }) => name));
      for (const [, name = ""] of JSON.stringify(template).matchAll(REFERENCE)) {
        expect(isKnown(name, { inputs, parameters, template, templates }), `${template.name}: ${name}`).toBe(true);
      }
      for (const task of template.dag?.tasks ?? []) {
        const called = templates.get(task.template);
        const wanted = (called?.inputs?.parameters ?? []).map(({ name }) => name);
        expect((task.arguments?.parameters ?? []).map(({ name }) => name).sort()).toEqual(wanted.sort());
      }
    }
  });
});

type Known = {
  readonly inputs: ReadonlySet<string>;
  readonly parameters: ReadonlySet<string>;
  readonly template: Template;
  readonly templates: ReadonlyMap<string, Template>;
};

const FACTS = ["workflow.uid", "workflow.name", "workflow.namespace", "workflow.creationTimestamp.RFC3339"];

function isKnown(name: string, { inputs, parameters, template, templates }: Known): boolean {
  const [scope, ...rest] = name.split(".");
  if (FACTS.includes(name) || name === "workflow.annotations.slipway/plan") return true;
  if (name === "item") return (template.dag?.tasks ?? []).some(({ withSequence }) => withSequence);
  if (name === "retries") return template.retryStrategy !== undefined;
  if (name.startsWith("workflow.parameters.")) return parameters.has(rest.slice(1).join("."));
  if (scope === "inputs") return inputs.has(rest.slice(1).join("."));
  const [task = "", , , output = ""] = rest;
  const called = template.dag?.tasks.find((one) => one.name === task);
  const outputs = called ? (templates.get(called.template)?.outputs?.parameters ?? []) : [];
  return scope === "tasks" && outputs.some((one) => one.name === output);
}

test("every task waits for those it depends on, and for no others", () => {
  checkMade(({ plan, workflow }) => {
    const templates = new Map(workflow.spec.templates.map((template) => [template.name, template]));
    const visit = (dag: Dag, name: string | undefined): void => {
      const tasks = templates.get(name ?? "")?.dag?.tasks ?? [];
      expect(tasks.filter(({ template }) => !/-decide(-\d+)?$/.test(template)).length).toBe(dag.tasks.size);
      for (const task of dag.tasks.values()) {
        const own = tasks.find((one) => one.name === task.definition.name);
        if (!own) continue;
        const decider = tasks.find(({ name: one }) => one.startsWith(`${own.name}-decide`));
        const { dependencies, settingsFrom } = task.definition;
        // Settings stand at a component, and may speak of a task that is not where the component is used.
        const before = new Set([...dependencies, ...settingsFrom].filter((name) => dag.tasks.has(name)));
        expect(new Set(namesIn(decider ?? own))).toEqual(before);
        if (task.kind === "dag" && !task.definition.iterator) visit(task.dag, own.template);
      }
    };
    visit(plan.root, workflow.spec.entrypoint);
  });
});

function namesIn({ depends = "" }: DagTask): readonly string[] {
  return [...depends.matchAll(/([\w-]+)\.(?:Succeeded|Failed|Errored|Skipped|Omitted)/g)].map(([, name = ""]) => name);
}

test("what Kubernetes would replace stands in no argument", () => {
  checkMade(({ workflow }) => {
    for (const { initContainers = [], container } of workflow.spec.templates) {
      const args = [...initContainers.map((one) => one.args ?? []), container?.args ?? []].flat();
      expect(args.filter((text) => /\$[($]/.test(text))).toEqual([]);
    }
  });
});

test("a manifest is YAML that says the same", () => {
  checkMade(({ workflow }) => {
    expect(load(printManifest(workflow))).toEqual(JSON.parse(JSON.stringify(workflow)));
  });
});
