// The facts of a review: right by a second reading of the pipelines, in the shape of their schema, and by the standards they quote.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { casesIn, readOptions, readText } from "./golden/case.ts";
import { mustReview, reviewText } from "./review/compiled.ts";
import { type Fact, readFacts } from "./review/second-reading.ts";

const root = new URL("../", import.meta.url);
const oracle = new URL("../../shared/oracle/ir/", import.meta.url);
if (!existsSync(oracle)) console.warn("part of test/review is skipped: there is no ../shared/oracle");

const examples = readdirSync(new URL("examples/", root))
  .map((name) => new URL(`examples/${name}/pipeline.yaml`, root))
  .filter((file) => existsSync(file));
/** One of each kind of thing that pipelines are made of. */
const VARIED = [
  ...["add_numbers", "collected_parameters", "component_with_env_variable", "component_with_pip_install_in_venv"],
  ...["container_with_concat_placeholder", "flip_coin", "if_elif_else_with_oneof_parameters", "iris_pipeline_compiled"],
  ...[
    "local_execution_pipeline_with_exit_handler",
    "nested_parallel_for_secret",
    "nested_pipeline_opt_inputs_parent_level_compiled",
  ],
  ...["nvidia_gpu_scheduling_check", "parallel_for_mount_pvc", "pipeline_as_exit_task", "pipeline_in_pipeline_complex"],
  ...["pipeline_with_importer", "pipeline_with_loops_and_conditions", "pipeline_with_nested_loops"],
  ...[
    "pipeline_with_parallelfor_parallelism",
    "pipeline_with_retry",
    "pipeline_with_secret_as_env",
    "pipeline_with_volume",
  ],
  ...["pipeline_with_task_using_ignore_upstream_failure", "run_as_user_cache_enabled"],
].map((name) => new URL(`${name}.yaml`, oracle));
const files = [...examples, ...(existsSync(oracle) ? VARIED : [])].map((file) => ({
  name: file.pathname.split("/").slice(-2).join("/"),
  text: readFileSync(file, "utf8"),
}));

const schema = JSON.parse(readFileSync(new URL("schemas/review.schema.json", root), "utf8")) as object;
const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);

describe.each(files)("$name", ({ text }) => {
  const result = reviewText(text);

  test("is as a second reading has it", () => {
    const review = "tasks" in result ? result : mustReview(text, { backend: "tekton" });
    const facts = readFacts(text);
    expect(review.tasks.map(({ id }) => id).sort()).toEqual(facts.map(({ id }) => id).sort());
    for (const fact of facts)
      compare(
        review.tasks.find(({ id }) => id === fact.id),
        fact,
      );
  });

  test("has answers that add up", () => {
    const { answers } = "tasks" in result ? result : mustReview(text, { backend: "tekton" });
    const ran = readFacts(text).filter(({ image }) => image !== undefined);
    const ids = (fits: (fact: Fact) => boolean) =>
      ran
        .filter(fits)
        .map(({ id }) => id)
        .sort();
    expect([...answers.cache.enabled].sort()).toEqual(ids(({ cached }) => cached));
    expect([...answers.failure.retried].sort()).toEqual(ids(({ retries }) => retries > 0));
    expect([...new Set(answers.installs.map(({ task }) => task))].sort()).toEqual(
      ids(({ packages = [] }) => packages.length > 0),
    );
    const own = answers.images.filter(({ isSlipways, isKnown }) => !isSlipways && isKnown).map((one) => one.text);
    expect(own.sort()).toEqual(
      [...new Set(ran.map(({ image = "" }) => image))].filter((image) => !image.includes("{{")).sort(),
    );
    const secrets = answers.secrets.filter(
      ({ kind, isSlipways, isKnown }) => kind === "secret" && !isSlipways && isKnown,
    );
    const names = new Set(ran.flatMap(({ secrets: some = [] }) => some).filter((name) => name !== ""));
    expect([...new Set(secrets.map(({ name }) => name))].sort()).toEqual([...names].sort());
  });
});

type Task = ReturnType<typeof mustReview>["tasks"][number];

function compare(task: Task | undefined, fact: Fact): void {
  expect(task).toMatchObject({ component: fact.component, dependencies: fact.dependencies });
  expect(task?.condition?.text).toBe(fact.condition);
  expect(task?.loop !== undefined).toBe(fact.loops);
  if (fact.iterations !== undefined) expect(task?.loop?.iterations).toBe(fact.iterations);
  expect(task?.loop?.parallelism).toBe(fact.limit);
  expect(task?.retry?.limit ?? 0).toBe(fact.retries);
  expect(task?.cache.enabled).toBe(fact.cached);
  const container = task?.container;
  expect(container !== undefined).toBe(fact.image !== undefined);
  if (!container) return;
  if (!fact.image?.includes("{{")) expect(container.image.text).toBe(fact.image);
  expect([...container.command, ...container.args]).toEqual(fact.words);
  expect(container.code?.text).toBe(fact.source);
  expect(container.installs.flatMap(({ requirements }) => requirements).sort()).toEqual(
    [...(fact.packages ?? [])].sort(),
  );
  const known = (references: typeof container.secrets) =>
    [...new Set(references.filter(({ isKnown }) => isKnown).map(({ name }) => name))].sort();
  expect(known(container.secrets)).toEqual(fact.secrets?.filter((name) => name !== ""));
  expect(known(container.configMaps)).toEqual(fact.configMaps?.filter((name) => name !== ""));
  expect(container.volumes.filter(({ kind }) => kind === "claim")).toHaveLength(fact.claims ?? 0);
  const gpus = container.accelerators.map(({ count }) => count);
  if (!gpus.includes(undefined)) expect(gpus.reduce((sum = 0, one = 0) => sum + one, 0)).toBe(fact.gpus ?? 0);
}

test.each(casesIn("."))("%s keeps to the schema", (name) => {
  const { parameters = {}, options = {} } = readOptions(name);
  const text = name === "" ? "" : readText(name, "pipeline.yaml");
  for (const backend of ["argo", "tekton"] as const) {
    const own = options[backend];
    const review = reviewText(text, { backend, parameters, ...(own && { options: own }) });
    if (!("tasks" in review)) continue;
    validate(JSON.parse(JSON.stringify(review)));
    expect(validate.errors ?? []).toEqual([]);
  }
});
