// What is longer than Linux takes as one argument: a way around, or a reason that names what made it so long.
import { commandLine, type TaskValues } from "@slipway/runtime";
import { describe, expect, test } from "vitest";
import { commandOf } from "./command.ts";
import { data, task, work } from "./task.ts";

const LONGEST = 131_071;

/** As the SDK writes it. */
const program =
  'program_path=$(mktemp -d)\n\nprintf "%s" "$0" > "$program_path/ephemeral_component.py"\n_KFP_RUNTIME=true python3 -m kfp.dsl.executor_main                         --component_module_path                         "$program_path/ephemeral_component.py"                         "$@"\n';
const args = ["--executor_input", "{{$}}", "--function_to_execute", "f"];

function python(values: TaskValues, source = "def f(): pass\n") {
  const seen = { ...values.seen, longTexts: { path: "/slipway" } };
  return commandLine({ ...work, command: ["sh", "-ec", program, source], args }, { ...values, seen });
}

describe("beyond 128 KiB", () => {
  const text = "x".repeat(LONGEST);

  test("the limit itself is allowed, in bytes of UTF-8", () => {
    const values = task({ parameters: { text, short: "é".repeat(65_535), long: "é".repeat(65_536) } });
    expect(commandOf(["{{$.inputs.parameters['text']}}", "{{$.inputs.parameters['short']}}"], values)).toHaveLength(2);
    expect(commandOf(["{{$.inputs.parameters['long']}}"], values, "result")).toMatchObject({ ok: false });
  });

  test("the inputs that made it so are named, the largest first", () => {
    const values = task({ parameters: { text, half: "y".repeat(70_000), small: "z" } });
    const whole = "a {{$.inputs.parameters['half']}}{{$.inputs.parameters['text']}}{{$.inputs.parameters['small']}}";
    expect(commandOf([whole], values, "result")).toEqual({
      ok: false,
      reasons: [
        'an argument would have 201,074 bytes, and Linux takes 131,071 bytes in one, 131,071 bytes of them from input parameter "text": hand on what is that long as an artifact',
      ],
    });
  });

  test("of the executor input, metadata of artifacts too", () => {
    const artifacts = { data: [{ ...data, metadata: { text } }] };
    const result = commandOf(["{{$}}"], task({ artifacts }), "result");
    expect(result).toMatchObject({
      reasons: [expect.stringMatching(/^an argument would have 131,\d+ bytes, .* from input artifact "data": hand on/)],
    });
  });

  test("a variable, with its name", () => {
    const env = [{ name: "TEXT", value: "{{$.inputs.parameters['text']}}" }];
    expect(commandLine({ ...work, command: ["env"], env }, task({ parameters: { text } }))).toEqual({
      ok: false,
      reasons: [
        'environment variable "TEXT" would have 131,076 bytes, and Linux takes 131,071 bytes in one, 131,071 bytes of them from input parameter "text": hand on what is that long as an artifact',
      ],
    });
  });

  test("the component's own text", () => {
    expect(commandOf([`${text}x`], task(), "result")).toEqual({
      ok: false,
      reasons: [
        "an argument would have 131,072 bytes, and Linux takes 131,071 bytes in one: make the component's own code or its embedded files smaller",
      ],
    });
  });
});

describe("a Python function of the SDK", () => {
  const text = '"'.repeat(100_000);
  const values = task({ parameters: { text } });

  test("reads inputs that are too long from a file", () => {
    const result = python(values);
    if (!result.ok) throw new Error(result.reasons.join());
    const [sh, flag, same, source, ...rest] = result.argv;
    expect([sh, flag, same]).toEqual(["sh", "-ec", program]);
    expect(source).toMatch(/^def f\(\): pass\n.*"\/slipway\/executor_input\.json"/s);
    expect(rest).toEqual([
      "--executor_input",
      '{"executorInputFile":"/slipway/executor_input.json"}',
      "--function_to_execute",
      "f",
    ]);
    expect(Object.keys(result.files)).toEqual(["executor_input.json"]);
    expect(JSON.parse(result.files["executor_input.json"] ?? "")).toMatchObject({
      inputs: { parameterValues: { text } },
    });
  });

  test("is read from a file itself", () => {
    const source = `# ${"é".repeat(100_000)}\ndef f(): pass\n`;
    const result = python(task(), source);
    if (!result.ok) throw new Error(result.reasons.join());
    expect(result.files).toEqual({ "component.py": source });
    expect(result.argv[3]).toContain('open("/slipway/component.py"');
    expect(JSON.parse(result.argv[5] ?? "")).toMatchObject({ inputs: {} });
  });

  test("is left alone while it is short enough", () => {
    const result = python(task({ parameters: { text: "x" } }));
    expect(result).toMatchObject({ ok: true, files: {} });
    expect(result.ok && result.argv[3]).toBe("def f(): pass\n");
  });

  test("without a folder to read from it is refused", () => {
    const command = ["sh", "-ec", program, "def f(): pass\n"];
    expect(commandLine({ ...work, command, args }, values)).toMatchObject({
      reasons: [expect.stringContaining('200,002 bytes of them from input parameter "text"')],
    });
  });

  test("in an image of its own it is refused: nothing can be told to it", () => {
    const seen = { ...values.seen, longTexts: { path: "/slipway" } };
    const command = ["python3", "-m", "kfp.dsl.executor_main"];
    expect(commandLine({ ...work, command, args }, { ...values, seen })).toMatchObject({ ok: false });
  });
});
