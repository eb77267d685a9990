// Every placeholder of Kubeflow's catalogue, and texts that only look like one.
import { contentsReadIn, generalPlaceholdersIn } from "@slipway/pod";
import { expandJson, expandText } from "@slipway/runtime";
import { texts } from "@slipway/testkit";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { commandOf } from "./command.ts";
import { data, record, task } from "./task.ts";

const values = task({
  parameters: { text: "a b", number: 1e21, list: [1, { b: 2, a: null }], flag: true, "it's": "quoted" },
  absent: ["nothing"],
  defaults: { format: "csv" },
  artifacts: { data: [data], both: [data, record("more", "https://host/more")], none: [] },
});

const DATA =
  '{"metadata":{"display_name":"data","kind":"csv","odd":null,"rows":3,"tags":["a"]},"name":"data","type":{"schemaTitle":"system.Dataset","schemaVersion":"0.0.1"},"uri":"s3://bucket/data"}';

test.each([
  ["inputs.parameters['text']", "a b"],
  ["inputs.parameters['number']", "1000000000000000000000"],
  ["inputs.parameters['list']", '[1,{"a":null,"b":2}]'],
  ["inputs.parameters['flag']", "true"],
  ["inputs.parameters['it's']", "quoted"],
  ["inputs.parameters['nothing']", ""],
  ["inputs.parameters['format']", "csv"],
  ["inputs.artifacts['data'].uri", "s3://bucket/data"],
  ["inputs.artifacts['data'].path", "/s3/bucket/data"],
  ["inputs.artifacts['data'].name", "data"],
  ["inputs.artifacts['data'].metadata", '{"display_name":"data","kind":"csv","odd":null,"rows":3,"tags":["a"]}'],
  ["inputs.artifacts['data'].metadata['rows']", "3"],
  ["inputs.artifacts['data'].metadata['tags']", '["a"]'],
  ["inputs.artifacts['data'].metadata['odd']", ""],
  ["inputs.artifacts['data'].properties['kind']", "csv"],
  ["inputs.artifacts['data']", `[${DATA}]`],
  ["inputs.artifacts['both'].uri", "s3://bucket/data"],
  ["inputs.artifacts['none'].uri", ""],
  ["inputs.artifacts['none'].metadata['rows']", ""],
  ["inputs.artifacts['none']", "[]"],
  ["outputs.artifacts['model'].uri", "gs://bucket/model"],
  ["outputs.artifacts['model'].path", "/gcs/bucket/model"],
  ["outputs.artifacts['model'].name", "model"],
  ["outputs.artifacts['model'].metadata", '{"by":"us"}'],
  ["outputs.artifacts['model'].metadata['by']", "us"],
  [
    "outputs.artifacts['model']",
    '[{"metadata":{"by":"us"},"name":"model","type":{"schemaTitle":"system.Model","schemaVersion":"0.0.1"},"uri":"gs://bucket/model"}]',
  ],
  ["outputs.parameters['Output'].output_file", "/slipway/parameters/Output"],
  ["outputs.output_file", "/slipway/executor_output.json"],
  ["outputMetadataUri", "/slipway/executor_output.json"],
  ["pipeline_job_name", "my run"],
  ["pipeline_job_resource_name", "run-x7"],
  ["pipeline_job_uuid", "0-1-2"],
  ["pipeline_task_name", "train"],
  ["pipeline_task_uuid", "0-1-2/train"],
  ["pipeline_job_create_time_utc", "2026-01-02T03:04:05Z"],
  ["pipeline_job_schedule_time_utc", "2026-01-02T00:00:00Z"],
  ["pipeline_root", "gs://bucket"],
  ["workspace_path", "/kfp-workspace"],
])("{{$.%s}}", (inner, text) => {
  expect(commandOf([`{{$.${inner}}}`], values)).toEqual([text]);
  expect(commandOf([`<{{$.${inner}}}}{{$.${inner}}}>`], values)).toEqual([`<${text}}${text}>`]);
});

test("{{$}} is JSON that holds all of it", () => {
  const [text = ""] = commandOf(["{{$}}"], values);
  expect(JSON.parse(text)).toEqual({
    inputs: {
      parameterValues: {
        flag: true,
        format: "csv",
        "it's": "quoted",
        list: [1, { b: 2, a: null }],
        number: 1e21,
        text: "a b",
      },
      artifacts: {
        both: {
          artifacts: [
            JSON.parse(DATA),
            {
              name: "more",
              type: { schemaTitle: "system.Dataset", schemaVersion: "0.0.1" },
              uri: "https://host/more",
              metadata: { display_name: "more" },
            },
          ],
        },
        data: { artifacts: [JSON.parse(DATA)] },
        none: { artifacts: [] },
      },
    },
    outputs: {
      parameters: { Output: { outputFile: "/slipway/parameters/Output" } },
      artifacts: {
        model: {
          artifacts: [
            {
              name: "model",
              type: { schemaTitle: "system.Model", schemaVersion: "0.0.1" },
              uri: "gs://bucket/model",
              metadata: { by: "us" },
            },
          ],
        },
      },
      outputFile: "/slipway/executor_output.json",
    },
  });
});

test.each([
  "{{$.json_escape[1]}}",
  "{{$.pipeline_google_cloud_project_id}}",
  "{{$.pipeline_job_name",
  "{{ $.pipeline_job_name }}",
  "{{x}}",
  "{{$.inputs.parameters['text'].uri}}",
  "{{$.outputs.parameters['Output']}}",
  "{{$.outputs.artifacts['model'].size}}",
  "{{workflow.name}} $(HOME) [[RunUUID]]",
  "}}{{$",
])("%s is text", (text) => {
  expect(commandOf([text], values)).toEqual([text]);
});

test("a beginning that has no end hides no placeholder behind it", () => {
  expect(commandOf(["{{$x {{$.pipeline_task_name}} {{$.inputs.parameters['text']}}{{$"], values)).toEqual([
    "{{$x train a b{{$",
  ]);
});

test.each([
  ["{{$.inputs.parameters['txt']}}", "{{$.inputs.parameters['txt']}}: there is no input parameter \"txt\""],
  ["{{$.inputs.artifacts['dat'].uri}}", "{{$.inputs.artifacts['dat'].uri}}: there is no input artifact \"dat\""],
  [
    "{{$.outputs.parameters['Out'].output_file}}",
    "{{$.outputs.parameters['Out'].output_file}}: there is no output parameter \"Out\"",
  ],
  [
    "{{$.inputs.artifacts['data'].metadata['size']}}",
    "{{$.inputs.artifacts['data'].metadata['size']}}: there is no entry \"size\" in the metadata of \"data\"",
  ],
  [
    "{{$.inputs.artifacts['data'].value}}",
    "{{$.inputs.artifacts['data'].value}}: nothing can be read from s3://bucket/data",
  ],
])("%s is refused", (text, reason) => {
  expect(expandedWith(text)).toEqual({ ok: false, reasons: [`an argument: ${reason}`] });
});

function expandedWith(text: string) {
  return commandOf([text], values, "result");
}

test("the content of an artifact, where somebody read it", () => {
  const text = "{{$.inputs.artifacts['data'].value}}";
  expect(contentsReadIn([text, "{{$.inputs.artifacts['both'].uri}}", text])).toEqual(["data"]);
  expect(commandOf([text], { ...values, contents: { data: "{{$}}" } })).toEqual(["{{$}}"]);
});

test("a task without a workspace", () => {
  const { workspace_path: _, ...general } = values.general;
  expect(commandOf(["{{$.workspace_path}}"], { ...values, general }, "result")).toEqual({
    ok: false,
    reasons: [
      "an argument: {{$.workspace_path}} stands for the workspace, and the pipeline has none: give it one in its PipelineConfig",
    ],
  });
});

test("names of the placeholders that stand for run and task", () => {
  const text = "{{$.pipeline_job_uuid}}{{$}}{{$.pipeline_root}}{{$.inputs.parameters['text']}}";
  expect(generalPlaceholdersIn([text, text, "{{$.pipeline}}"])).toEqual(["pipeline_job_uuid", "pipeline_root"]);
});

describe("expandJson", () => {
  const some = { general: { pipeline_job_uuid: "u" }, parameters: { port: 9312, "": 1 } };

  test("changes texts at any depth, keys too, and nothing else", () => {
    const value = { "k-{{$.pipeline_job_uuid}}": [1, null, true, { port: "{{$.inputs.parameters['port']}}" }], e: {} };
    expect(expandJson(value, some)).toEqual({ ok: true, value: { "k-u": [1, null, true, { port: "9312" }], e: {} } });
  });

  test("says what is not there yet", () => {
    for (const text of ["{{$}}", "{{$.outputs.output_file}}", "{{$.inputs.artifacts['data'].uri}}"]) {
      const reason = `${text} cannot stand here: it has no value before the task's inputs are known`;
      expect(expandJson([text], some)).toEqual({ ok: false, reason });
    }
  });
});

describe("whatever the values are", () => {
  test("they are put in as they are, and never looked at again", () => {
    fc.assert(
      fc.property(texts(), texts(), texts(), (a, b, between) => {
        fc.pre(!/\{|\}/.test(between));
        const some = { general: {}, parameters: { a, b: `{{$.inputs.parameters['a']}}${b}` } };
        const text = `{{$.inputs.parameters['b']}}${between}{{$.inputs.parameters['a']}}`;
        expect(expandText(text, some)).toEqual({ ok: true, value: `${some.parameters.b}${between}${a}` });
      }),
    );
  });

  test("a long text without ends takes no longer than it must", () => {
    const text = `${"{{$x".repeat(50_000)}${"}}".repeat(50_000)}${"{{$.inputs.parameters['".repeat(10_000)}`;
    expect(expandText(text, { general: {}, parameters: {} }).ok).toBe(true);
  }, 10_000);
});
