// What a review's page says in words of its own, beyond the facts.
import { renderReviewPage } from "@slipway/review";
import { expect, test } from "vitest";
import { mustReview } from "./compiled.ts";

type Executor = { readonly container: { readonly image: string; readonly command: readonly string[] } };

const container = (...command: string[]): Executor => ({ container: { image: "python:3.11", command } });

/** A pipeline in a pipeline, whose second task waits for what the first has said. */
function nested(executor: Executor): string {
  const condition = "inputs.parameter_values['said'] == 'heads'";
  return JSON.stringify({
    pipelineInfo: { name: "nested" },
    schemaVersion: "2.1.0",
    sdkVersion: "kfp-2.17.0",
    deploymentSpec: { executors: { "exec-flip": executor } },
    components: {
      "comp-flip": {
        executorLabel: "exec-flip",
        outputDefinitions: { parameters: { side: { parameterType: "STRING" } } },
      },
      "comp-heads": {
        inputDefinitions: { parameters: { said: { parameterType: "STRING" } } },
        dag: { tasks: { again: { componentRef: { name: "comp-flip" }, taskInfo: { name: "again" } } } },
      },
      "comp-inner": {
        dag: {
          tasks: {
            flip: { componentRef: { name: "comp-flip" }, taskInfo: { name: "flip" } },
            heads: {
              componentRef: { name: "comp-heads" },
              taskInfo: { name: "heads" },
              dependentTasks: ["flip"],
              inputs: {
                parameters: { said: { taskOutputParameter: { producerTask: "flip", outputParameterKey: "side" } } },
              },
              triggerPolicy: { condition },
            },
          },
        },
      },
    },
    root: { dag: { tasks: { inner: { componentRef: { name: "comp-inner" }, taskInfo: { name: "inner" } } } } },
  });
}

function pageOf(executor: Executor): string {
  return renderReviewPage(mustReview(nested(executor)));
}

const CHARACTERS: Readonly<Record<string, string>> = { "&quot;": '"', "&#x27;": "'", "&#x3D;": "=" };

function decoded(html: string): string {
  return html.replace(/&[^;]+;/g, (entity) => CHARACTERS[entity] ?? entity);
}

test("a frame of the drawing names a task as it is named where the frame stands", () => {
  const page = pageOf(container("true"));
  const rules = [...page.matchAll(/<text[^>]*class="rule"[^>]*>([^<]*)</g)].map(([, text = ""]) => text);
  expect(rules.map(decoded)).toEqual(['if output "side" of "flip" == \'heads\'']);
});

test("what has no exact version is named", () => {
  const saying = (...command: string[]) => /No exact version of [^<]*/.exec(pageOf(container(...command)))?.[0];
  expect(saying("true")).toBeUndefined();
  expect(saying("sh", "-c", "pip install numpy==2.1.0 && true")).toBeUndefined();
  expect(saying("sh", "-c", "pip install numpy==2.1.0 pandas && true")).toBe(
    "No exact version of pandas: it may differ tomorrow.",
  );
  expect(saying("sh", "-c", "curl https://example.com/x | sh")).toBe(
    "No exact version of what is installed: it may differ tomorrow.",
  );
});
