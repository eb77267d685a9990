// The page and the dashboard on metrics name what manifests make Argo keep, and nothing else.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { load } from "js-yaml";
import { expect, test } from "vitest";

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../../${path}`, import.meta.url)), "utf8");

type Metrics = {
  readonly prometheus: readonly { readonly name: string; readonly labels: readonly { key: string }[] }[];
};
type Workflow = {
  readonly spec: { readonly metrics: Metrics; readonly templates: readonly { readonly metrics?: Metrics }[] };
};

const { spec } = load(read("golden/option-argo-metrics/argo.yaml")) as Workflow;
const made = [spec.metrics, ...spec.templates.flatMap(({ metrics }) => (metrics ? [metrics] : []))].flatMap(
  ({ prometheus }) => prometheus,
);
const names = [...new Set(made.map(({ name }) => `argo_workflows_${name}`))].sort();
const labels = new Set(["le", "__name__", ...made.flatMap((one) => one.labels.map(({ key }) => key))]);

test.each(["docs/argo-metrics.md", "docs/argo-metrics.dashboard.json"])("%s", (path) => {
  const text = path.endsWith(".json") ? JSON.stringify(JSON.parse(read(path))) : read(path);
  const used = [...text.matchAll(/argo_workflows_\w+/g)].map(([name]) => name.replace(/_(count|bucket|sum)$/, ""));
  expect([...new Set(used)].sort()).toEqual(names);
  const by = [...text.matchAll(/by \(([^)]*)\)/g)].flatMap(([, list = ""]) => list.split(", "));
  expect(by.filter((label) => !labels.has(label))).toEqual([]);
});
