// Whatever a pipeline is: between it and itself nothing is different, and another image is a difference of the tasks that run it.
import { planPipeline, tasksOf } from "@slipway/compiler";
import type { JsonObject } from "@slipway/ir";
import { differenceMarkdown, differenceOf, differenceText, type Version, versionOf } from "@slipway/review";
import { pipelines, printYaml } from "@slipway/testkit";
import { loadAll } from "js-yaml";
import { describe, expect, test } from "vitest";
import { casesIn, readOptions, readText } from "../golden/case.js";
import { check, setting } from "./check.js";

const NEW_IMAGE = "example.com/another:1";

/** Absent where the pipeline is refused. */
function read(text: string, parameters: JsonObject = {}): Version | undefined {
  const planned = planPipeline(text, parameters);
  const version = planned.ok ? versionOf({ plan: planned.value.plan, options: {} }) : planned;
  return version.ok ? version.value : undefined;
}

function checkSelf(text: string, parameters: JsonObject = {}): void {
  const [version, again] = [read(text, parameters), read(text, parameters)];
  if (!version || !again) return;
  const difference = differenceOf(version, again);
  expect(difference).toMatchObject({ isSame: true, pipeline: [], tasks: [] });
  // A task is new in no way; what its key has of the run is another every time.
  const reasons = difference.cache.filter(({ state }) => state === "anew").flatMap((one) => one.reasons);
  expect(reasons.filter((reason) => !reason.startsWith("it reads "))).toEqual([]);
  const others = difference.cache.filter(({ state }) => state === "may").flatMap((one) => one.reasons);
  expect(others.filter((reason) => !reason.startsWith("only if "))).toEqual([]);
}

/** The same pipeline, in which one executor has another image. */
function withImage(text: string): { readonly text: string; readonly executor: string } | undefined {
  const documents = loadAll(text) as JsonObject[];
  const spec = documents.find((one) => typeof one === "object" && one !== null && "deploymentSpec" in one);
  const executors = ((spec?.["deploymentSpec"] as JsonObject | undefined)?.["executors"] ?? {}) as JsonObject;
  for (const [executor, value] of Object.entries(executors)) {
    const { container } = value as { container?: { image?: string } };
    if (container?.image === undefined || /pvc|argostub/.test(container.image)) continue;
    container.image = NEW_IMAGE;
    return { text: documents.map((one) => JSON.stringify(one)).join("\n---\n"), executor };
  }
  return undefined;
}

function checkImage(text: string, parameters: JsonObject = {}): void {
  const other = withImage(text);
  const [older, newer] = [read(text, parameters), other && read(other.text, parameters)];
  if (!older || !newer || !other) return;
  const difference = differenceOf(older, newer);
  const using = [...tasksOf(newer.plan)].filter(
    ({ component }) => component.kind === "container" && component.executorLabel === other.executor,
  );
  const changed = difference.tasks.filter(({ changes }) => changes.some((one) => one.new === NEW_IMAGE));
  expect(changed.map(({ name }) => name).sort()).toEqual(using.map(({ id }) => id).sort());
  for (const { id } of using) {
    const outlook = difference.cache.find(({ task }) => task === id);
    expect(["anew", "off"]).toContain(outlook?.state);
  }
  expect(differenceText(difference)).toContain(using.length > 0 ? NEW_IMAGE : "");
  expect(differenceMarkdown(difference).length).toBeLessThan(65_536);
}

describe("between a pipeline and itself nothing is different", () => {
  test.each(casesIn(""))("golden case %s", (name) => {
    checkSelf(readText(name, "pipeline.yaml"), (readOptions(name).parameters ?? {}) as JsonObject);
  });

  test("any pipeline", () => {
    check(pipelines({ names: "wild", rare: true }), (pipeline) => checkSelf(printYaml(pipeline)), {
      runs: setting("SLIPWAY_RUNS", 60),
    });
  });
});

describe("another image is a difference of the tasks that run it", () => {
  test.each(casesIn(""))("golden case %s", (name) => {
    checkImage(readText(name, "pipeline.yaml"), (readOptions(name).parameters ?? {}) as JsonObject);
  });

  test("any pipeline", () => {
    check(pipelines({ names: "wild" }), (pipeline) => checkImage(printYaml(pipeline)), {
      runs: setting("SLIPWAY_RUNS", 60),
    });
  });
});
