// Texts that something on the way could take for its own: the shell, Kubernetes, Argo, Tekton, JSON, YAML, or Slipway.
import type { Case } from "../case.js";

const TEXTS_OF_ALL_KINDS: readonly (readonly [name: string, text: string])[] = [
  ["quotes", `it's "quoted" \`date\` 'and' "`],
  ["backslashes", "C:\\new\\table \\\" \\' \\u0041 \\"],
  ["lines", "\n first\r\nsecond\t\n\n"],
  ["spaces around it", "  a  "],
  ["what the shell expands", `$(date) $HOME \${HOME} $$ \`id\` * ~ ; rm -rf nothing & | > file`],
  ["what Kubernetes expands", "$(HOME) $$(HOME) $(KFP_POD_NAME) $(x"],
  ["what Argo expands", "{{workflow.uid}} {{=1+1}} {{inputs.parameters.text}} {{item}} {{x}} }}"],
  ["what Tekton expands", "$(params.text) $(params['text']) $(context.taskRun.name) $(tasks.a.results.b)"],
  ["an input's place", "{{$.inputs.parameters['text']}} {{$.inputs.parameters['pipelinechannel--text']}}"],
  ["all inputs' place", "{{$}} {{$.outputs.parameters['said'].output_file}} {{$.outputs.output_file}}"],
  ["a task's name's place", "{{$.pipeline_task_name}} {{$.pipeline_job_uuid}} {{$.workspace_path}}"],
  ["a placeholder of the SDK", "{{channel:task=;name=text;type=String;}}"],
  ["a structure to be joined", '{"Concat": ["a", "b"]}'],
  ["a structure to be chosen from", '{"IfPresent": {"InputName": "text", "Then": "x", "Else": "y"}}'],
  ["JSON", '{"a": [1, null, "\\n"], "b": "}"}'],
  ["a number", "0012"],
  ["a boolean", "true"],
  ["null", "null"],
  ["YAML", "- a: &b *c\n# no comment\n---\n!!binary x"],
  ["options", "--help -n"],
  ["percent signs", "%s %d %% %n 100%"],
  ["letters of the world", "ü ß 漢字 עברית 👩‍👩‍👧 e\u0301"],
  ["separators of lines and control characters", "a\u2028b\u2029c\u0085d\u0001e\u007ff\ufeffg"],
  ["marks of HTML", "<script>alert(1)</script> &amp; <!-- -->"],
  ["nothing but a newline", "\n"],
];

const survives = ([name, text]: readonly [string, string]): Case => ({
  name: `a text with ${name} arrives unchanged, wherever it is put`,
  pipeline: "parameters/any-text.yaml",
  parameters: { text },
  bugs: ["B6", "B10"],
  expect: {
    state: "SUCCEEDED",
    outputs: {
      shell: text,
      woven: { text: `<${text}>`, mapping: { a: text, b: { c: `${text}.` } }, items: [text, [`-${text}`]] },
      from_task: { text: `<${text}>`, mapping: { a: text }, items: [] },
      nested: text,
      looped: [text, `2${text}`],
      joined: `${text}|${text}`,
    },
  },
});

const swapped = (first: string, second: string): Case => ({
  name: `${first} and ${second} in two texts are not put in each other's place`,
  pipeline: "parameters/two-texts.yaml",
  parameters: { first, second },
  bugs: ["B10"],
  expect: {
    state: "SUCCEEDED",
    outputs: {
      said: `${first} ${second}`,
      shown: { text: `${first}${second}`, mapping: { first, second }, items: [first, second] },
    },
  },
});

export const TEXTS: readonly Case[] = [
  ...TEXTS_OF_ALL_KINDS.map(survives),
  swapped("{{$.inputs.parameters['pipelinechannel--second']}}", "{{$.inputs.parameters['pipelinechannel--first']}}"),
  swapped("{{$.inputs.parameters['second']}}", "{{$.inputs.parameters['text']}}"),
  // Only together do they look like something.
  swapped("{{$.pipeline_", "job_name}}"),
  swapped("{", "{x}}"),
  swapped("$", "(HOME)"),
  {
    name: "a text of 100 kB with quotes and lines arrives unchanged",
    pipeline: "parameters/optional.yaml",
    parameters: { text: `'"\\\n`.repeat(10_000) },
    expect: {
      state: "SUCCEEDED",
      taskOutputs: { "tell-optional": { Output: (told) => String(told).length > 60_000 } },
    },
  },
  {
    name: "a mapping, a list, a number and a boolean in a text are JSON, and leave it whole",
    pipeline: "parameters/mappings-in-texts.yaml",
    parameters: { mapping: { b: [1], a: 'q"\n' }, items: [1, "x'"], number: 5, flag: true },
    bugs: ["B7"],
    expect: {
      state: "SUCCEEDED",
      outputs: {
        Output: {
          text: '{"a":"q\\"\\n","b":[1]} [1,"x\'"] 5 true',
          mapping: { mapping: '{"a":"q\\"\\n","b":[1]}', number: "5", in_text: "n=5" },
          items: ['[1,"x\'"]', '{"a":"q\\"\\n","b":[1]}', "true"],
        },
      },
    },
  },
];
