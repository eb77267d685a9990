// Facts of a pipeline computed another way: straight from its documents, with nothing of the packages.
import { loadAll } from "js-yaml";

type Node = { readonly [name: string]: unknown };

export type Fact = {
  readonly id: string;
  readonly component: string;
  readonly dependencies: readonly string[];
  readonly condition?: string;
  readonly loops: boolean;
  readonly iterations?: number;
  readonly limit?: number;
  readonly retries: number;
  readonly cached: boolean;
  readonly image?: string;
  readonly words?: readonly string[];
  readonly source?: string;
  readonly packages?: readonly string[];
  readonly secrets?: readonly string[];
  readonly configMaps?: readonly string[];
  readonly claims?: number;
  readonly gpus?: number;
};

export function readFacts(text: string): readonly Fact[] {
  const documents = loadAll(text) as readonly (Node | null)[];
  const pipeline = documents.find((one) => one && "root" in one) ?? {};
  const platform = documents.find((one) => one && "platforms" in one) ?? {};
  const files = { pipeline, settings: at(platform, "platforms", "kubernetes", "deploymentSpec", "executors") };
  return inside(at(pipeline, "root", "dag"), "", files, 0);
}

type Files = { readonly pipeline: Node; readonly settings: Node };

function at(value: unknown, ...path: readonly string[]): Node {
  const found = path.reduce<unknown>((inner, name) => (isNode(inner) ? inner[name] : undefined), value);
  return isNode(found) ? found : {};
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null;
}

function list(value: unknown): readonly Node[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** @param inherited retries of the nearest DAG task around */
function inside(dag: Node, prefix: string, files: Files, inherited: number): readonly Fact[] {
  return Object.entries(at(dag, "tasks")).flatMap(([name, task]) => {
    const component = String(at(task, "componentRef")["name"]);
    const definition = at(files.pipeline, "components", component);
    const retries =
      isNode(task) && "retryPolicy" in task ? Number(at(task, "retryPolicy")["maxRetryCount"] ?? 0) : inherited;
    const own = {
      id: `${prefix}${name}`,
      component,
      ...shape(task as Node),
      retries,
      dependencies: producers(task, definition, files).map((one) => `${prefix}${one}`),
      ...executor(definition, files),
    };
    return [own, ...inside(at(definition, "dag"), `${prefix}${name}/`, files, retries)];
  });
}

function shape(task: Node) {
  const iterator = Object.keys(task).find((key) => /Iterator$/.test(key));
  const raw = iterator === undefined ? undefined : at(task, iterator, "items")["raw"];
  const items = typeof raw === "string" ? (JSON.parse(raw) as readonly unknown[]) : undefined;
  const limit = Number(at(task, "iteratorPolicy")["parallelismLimit"] ?? 0);
  const condition = at(task, "triggerPolicy")["condition"];
  return {
    loops: iterator !== undefined,
    ...(items && { iterations: items.length }),
    ...(limit > 0 && iterator !== undefined && { limit }),
    ...(typeof condition === "string" && condition !== "" && { condition }),
    cached: at(task, "cachingOptions")["enableCache"] === true,
  };
}

/** Whoever is named by `dependentTasks` or by `producerTask`: in the task's inputs, and in the settings of its pod. */
function producers(task: unknown, definition: Node, { settings }: Files): readonly string[] {
  const named = Object.values(at(task, "inputs")).flatMap((inputs) =>
    Object.values(at(inputs)).flatMap((input) =>
      Object.values(at(input)).flatMap((one) => at(one)["producerTask"] ?? []),
    ),
  );
  const ofSettings = JSON.stringify(at(settings, String(definition["executorLabel"]))).matchAll(
    /"producerTask":"([^"]*)"/g,
  );
  const dependent = at(task)["dependentTasks"];
  const all = [...(Array.isArray(dependent) ? dependent : []), ...named, ...[...ofSettings].map(([, name]) => name)];
  return [...new Set(all.map(String))].sort();
}

function executor(definition: Node, { pipeline, settings }: Files): Partial<Fact> {
  const label = String(definition["executorLabel"]);
  const container = at(pipeline, "deploymentSpec", "executors", label, "container");
  if (!("image" in container) || /^argostub\//.test(String(container["image"]))) return {};
  const words = [container["command"], container["args"]].flatMap((part) =>
    Array.isArray(part) ? part.map(String) : [],
  );
  const own = at(settings, label);
  const accelerator = at(container, "resources", "accelerator");
  const count = Number(accelerator["resourceCount"] ?? accelerator["count"] ?? 0);
  const named = (field: string, name: string) =>
    list(own[field]).map((one) => {
      const constant = at(one, `${name}Parameter`, "runtimeValue")["constant"];
      return String(one[name] ?? constant ?? "");
    });
  return {
    image: String(container["image"]),
    words,
    ...sourceIn(words),
    packages: [...words.join("\n").matchAll(/pip install[^\n&]*/g)].flatMap(([command]) =>
      [...command.matchAll(/'([^']+)'/g)].map(([, one = ""]) => one).filter((one) => !one.startsWith("--")),
    ),
    secrets: [
      ...new Set([
        ...named("secretAsEnv", "secretName"),
        ...named("secretAsVolume", "secretName"),
        ...named("imagePullSecret", "secretName"),
      ]),
    ].sort(),
    configMaps: [
      ...new Set([...named("configMapAsEnv", "configMapName"), ...named("configMapAsVolume", "configMapName")]),
    ].sort(),
    claims: list(own["pvcMount"]).length,
    ...(Number.isFinite(count) && { gpus: count }),
  };
}

function sourceIn(words: readonly string[]): { readonly source?: string } {
  const source = words.find((word) => /^\s*(?:import kfp|from kfp)/.test(word));
  return source === undefined ? {} : { source };
}
