// The command line: which arguments there are, in which order, and that every value arrives as it is.
import { commandLine, executorInput } from "@slipway/runtime";
import { jsonValues, texts } from "@slipway/testkit";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { commandOf } from "./command.ts";
import { data, task, work } from "./task.ts";

const concat = (...parts: readonly unknown[]) => ({ Concat: parts });
const ifPresent = (name: string, yes: unknown, no?: unknown) => ({
  IfPresent: { InputName: name, Then: yes, ...(no !== undefined && { Else: no }) },
});

const values = task({
  parameters: { a: "A", quote: `"',\\\n{"Concat": ["x"]}{{$}}` },
  absent: ["gone"],
  defaults: { usual: "csv" },
  artifacts: { data: [data], none: [] },
});
const a = "{{$.inputs.parameters['a']}}";

describe("Concat and IfPresent", () => {
  test.each([
    [concat("--x=", a, "!"), ["--x=A!"]],
    [concat(), [""]],
    [concat("x", concat("y", a), ifPresent("a", "z")), ["xyAz"]],
    [concat("x", ifPresent("gone", "z")), ["x"]],
    [concat("x", ifPresent("gone", ["z"], ["p", concat("q", a)])), ["xpqA"]],
    [ifPresent("a", ["--a", a]), ["--a", "A"]],
    [ifPresent("a", a, "none"), ["A"]],
    [ifPresent("gone", ["--gone"]), []],
    [ifPresent("gone", "yes", ["--no", "gone"]), ["--no", "gone"]],
    [ifPresent("gone", "yes", "{{$.inputs.parameters['gone']}}"), [""]],
    // A default is no presence, though it is the value.
    [ifPresent("usual", "given", ["{{$.inputs.parameters['usual']}}"]), ["csv"]],
    [ifPresent("data", ["--data", "{{$.inputs.artifacts['data'].path}}"], "no"), ["--data", "/s3/bucket/data"]],
    [ifPresent("none", "yes", "no"), ["no"]],
    [ifPresent("unknown", "yes", "no"), ["no"]],
    [ifPresent("a", concat("--out=", "{{$.outputs.artifacts['model'].path}}")), ["--out=/gcs/bucket/model"]],
    [
      ifPresent("a", ["1", ifPresent("gone", "x", ["2", ifPresent("data", ["3", concat(a, "4")])]), "5"]),
      ["1", "2", "3", "A4", "5"],
    ],
    [ifPresent("a", ifPresent("gone", "x", ifPresent("usual", "y"))), []],
    [concat("{{$.inputs.parameters['quote']}}"), [`"',\\\n{"Concat": ["x"]}{{$}}`]],
  ])("%j", (structure, argv) => {
    expect(commandOf([JSON.stringify(structure)], values)).toEqual(argv);
    expect(commandOf(["<", ` \n${JSON.stringify(structure, null, 1)}`, ">"], values)).toEqual(["<", ...argv, ">"]);
  });

  test.each([
    ['{"Concat": ["a"', '{"Concat": ["a"'],
    [`{"Concat": ${a}}`, '{"Concat": A}'],
    ['x{"Concat": ["a"]}', 'x{"Concat": ["a"]}'],
    ['{"concat": ["a"]}', '{"concat": ["a"]}'],
  ])("%s is a text", (text, argument) => {
    expect(commandOf([text], values)).toEqual([argument]);
  });

  test.each([
    [concat(1), "1 is neither a text nor a Concat nor an IfPresent"],
    [concat({ x: 1 }), '{"x":1} is neither a Concat nor an IfPresent'],
    [{ Concat: "x" }, '{"Concat":"x"} is neither a Concat nor an IfPresent'],
    [{ IfPresent: { Then: "x" } }, "an IfPresent needs the name of an input in InputName"],
    [
      ifPresent("a", concat("{{$.inputs.parameters['b']}}")),
      "{{$.inputs.parameters['b']}}: there is no input parameter \"b\"",
    ],
  ])("%j is refused", (structure, reason) => {
    expect(commandOf([JSON.stringify(structure)], values, "result")).toEqual({
      ok: false,
      reasons: [`an argument: ${reason}`],
    });
  });

  test("of any shape give what their leaves give", () => {
    const { part } = fc.letrec<{ part: unknown }>((tie) => ({
      part: fc.oneof(
        { depthSize: "medium", withCrossShrink: true },
        texts().filter((text) => !text.includes("{{$")),
        fc.array(tie("part"), { maxLength: 3 }).map((parts) => ({ Concat: parts })),
        fc
          .tuple(fc.constantFrom("a", "gone"), fc.array(tie("part"), { maxLength: 3 }), tie("part"))
          .map(([name, yes, no]) => ifPresent(name, yes, no)),
      ),
    }));
    const flat = (one: unknown): readonly string[] => {
      if (typeof one === "string") return [one];
      if (Array.isArray(one)) return one.flatMap(flat);
      const { Concat, IfPresent } = one as ReturnType<typeof concat> & ReturnType<typeof ifPresent>;
      if (Concat) return [Concat.flatMap(flat).join("")];
      return flat(IfPresent.InputName === "a" ? IfPresent.Then : IfPresent.Else);
    };
    fc.assert(
      fc.property(fc.array(part, { maxLength: 3 }), (parts) => {
        fc.pre(parts.every((one) => typeof one !== "string" && !flat(one).join("").includes("\u0000")));
        expect(
          commandOf(
            parts.map((one) => JSON.stringify(one)),
            values,
          ),
        ).toEqual(parts.flatMap(flat));
      }),
    );
  });
});

describe("the command line", () => {
  test("placeholders stand in the command, variables, the image and resources", () => {
    const result = commandLine(
      {
        image: "registry/{{$.inputs.parameters['a']}}:{{$.inputs.parameters['tag']}}",
        command: ["{{$.inputs.parameters['a']}}", "-c"],
        args: ["{{$.pipeline_task_name}}"],
        env: [
          { name: "RUN", value: "x" },
          { name: "RUN", value: "{{$.pipeline_job_uuid}}/{{$.inputs.parameters['a']}}" },
        ],
        resources: { resourceCpuLimit: "{{$.inputs.parameters['cpu']}}", accelerator: { resourceCount: "1" } },
      },
      task({ parameters: { a: "A", tag: 3, cpu: 2 } }),
    );
    expect(result).toEqual({
      ok: true,
      argv: ["A", "-c", "train"],
      env: { RUN: "0-1-2/A" },
      image: "registry/A:3",
      resources: { resourceCpuLimit: "2", accelerator: { resourceCount: "1" } },
      files: {},
    });
  });

  test("without a command the first argument is the program", () => {
    expect(commandLine({ ...work, args: ["date", "-u"] }, values)).toMatchObject({ argv: ["date", "-u"] });
  });

  test("nothing to run", () => {
    const gone = [JSON.stringify(ifPresent("gone", "x"))];
    for (const args of [[], gone]) {
      expect(commandLine({ ...work, args }, values)).toEqual({
        ok: false,
        reasons: ["command and arguments are empty"],
      });
    }
    expect(commandLine({ ...work, command: ["{{$.inputs.parameters['gone']}}"] }, values)).toEqual({
      ok: false,
      reasons: ["the command is an empty text"],
    });
  });

  test("all that is wrong is told, each once", () => {
    const text = "{{$.inputs.parameters['b']}}";
    const result = commandLine(
      { image: text, command: [text, text], args: [], env: [{ name: "X", value: text }] },
      values,
    );
    const reason = `${text}: there is no input parameter "b"`;
    expect(result).toEqual({
      ok: false,
      reasons: [`an argument: ${reason}`, `environment variable "X": ${reason}`, `the image: ${reason}`],
    });
  });

  test("NUL, which no argument can hold, is named", () => {
    const nul = task({ parameters: { a: "x", b: "x\u0000y" } });
    expect(commandOf(["{{$.inputs.parameters['a']}}{{$.inputs.parameters['b']}}"], nul, "result")).toEqual({
      ok: false,
      reasons: [
        'an argument would hold the character NUL, which ends a text where programs are started, from input parameter "b"',
      ],
    });
    expect(JSON.parse(commandOf(["{{$}}"], nul)[0] ?? "")).toMatchObject({
      inputs: { parameterValues: { b: "x\u0000y" } },
    });
  });

  test("hostile values arrive unchanged, alone and in the executor input", () => {
    fc.assert(
      fc.property(jsonValues(), texts(), texts(), (value, text, metadata) => {
        fc.pre(!text.includes("\u0000"));
        const some = task({
          parameters: { value: value ?? 0, text },
          artifacts: { data: [{ ...data, metadata: { "k'": metadata } }] },
        });
        const [alone, whole = ""] = commandOf(["{{$.inputs.parameters['text']}}", "{{$}}"], some);
        expect(alone).toBe(text);
        const expected = JSON.parse(JSON.stringify(executorInput(some)));
        expect(JSON.parse(whole)).toEqual(expected);
        expect(expected.inputs.parameterValues.text).toBe(text);
        expect(expected.inputs.artifacts.data.artifacts[0].metadata["k'"]).toBe(metadata);
      }),
    );
  });
});
