// The SDK's own executor reads the inputs that we write, and we read the outputs that it writes.
// This needs python3 and a package index, and fails without them: a skipped test would prove nothing.
import { execFile, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { ParameterType } from "@slipway/ir";
import type { Invocation } from "@slipway/pod";
import {
  type CommandLine,
  commandLine,
  type ReadOutputs,
  readOutputs,
  sdkPath,
  type TaskValues,
  type Texts,
} from "@slipway/runtime";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { data, record, task } from "./task.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "slipway-executor-"));
const containers: Record<string, Texts> = {};
let bin = "";

beforeAll(async () => {
  const requirements = join(root, "test/sdk/requirements-newest.txt");
  const run = promisify(execFile);
  const made = await run("bash", [join(root, "examples/venv.sh"), "executor", requirements]);
  bin = dirname(made.stdout.trim());
  const script = join(root, "packages/runtime/test/kfp/pipeline.py");
  const { stdout } = await run(join(bin, "python"), ["-B", "-W", "ignore", script, join(folder, "pipeline.yaml")]);
  for (const [name, container] of Object.entries(JSON.parse(stdout) as Record<string, Partial<Texts>>)) {
    containers[name] = { image: "", command: [], args: [], env: [], ...container };
  }
}, 600_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Declared = {
  readonly parameters?: Readonly<Record<string, ParameterType>>;
  readonly artifacts?: Readonly<Record<string, string>>;
};

/** A place of its own for each run of a function. */
function placed(values: TaskValues, { parameters = {}, artifacts = {} }: Declared): TaskValues {
  const place = mkdtempSync(join(folder, "task-"));
  const outputs: Invocation["outputs"] = {
    parameters,
    artifacts: Object.fromEntries(
      Object.entries(artifacts).map(([name, schemaTitle]) => [name, { type: { schemaTitle }, isList: false }]),
    ),
  };
  const spot = (name: string) => ({ uri: join(place, "artifacts", name), path: join(place, "artifacts", name) });
  return {
    ...values,
    invocation: { ...values.invocation, outputs },
    seen: {
      inputs: values.seen.inputs,
      artifacts: Object.fromEntries(Object.keys(artifacts).map((name) => [name, spot(name)])),
      parameters: Object.fromEntries(Object.keys(parameters).map((name) => [name, { path: join(place, "p", name) }])),
      outputFile: { path: join(place, "executor_output.json") },
      longTexts: { path: place },
    },
  };
}

type Ran = { readonly exitCode: number | null; readonly stderr: string; readonly outputs: ReadOutputs };

async function run(command: CommandLine, { invocation, seen }: TaskValues): Promise<Ran> {
  if (!command.ok) throw new Error(command.reasons.join("\n"));
  for (const [name, text] of Object.entries(command.files)) {
    writeFileSync(join(seen.longTexts?.path ?? "", name), text);
  }
  const [program = "", ...args] = command.argv;
  const env = { ...process.env, ...command.env, PATH: `${bin}${delimiter}${process.env["PATH"]}` };
  const child = spawn(program, args, { env, stdio: ["ignore", "ignore", "pipe"] });
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject).on("close", resolve);
  });
  const read = (path: string) => (existsSync(path) ? readFileSync(path, "utf8") : undefined);
  const files = Object.fromEntries(Object.entries(seen.parameters).map(([name, { path }]) => [name, read(path)]));
  const outputFile = read(seen.outputFile.path);
  return {
    exitCode,
    stderr,
    outputs: readOutputs(invocation.outputs, { outputFile, files, artifacts: seen.artifacts }),
  };
}

function container(name: string): Texts {
  const found = containers[name];
  if (!found) throw new Error(`the SDK made no container "${name}"`);
  return found;
}

function valuesIn({ outputs, stderr }: Ran) {
  if (!outputs.ok) throw new Error([...outputs.reasons, stderr].join("\n"));
  return Object.fromEntries(Object.entries(outputs.parameters).map(([name, { value }]) => [name, value]));
}

const hostile = `"'\\ \n\r\t$(x) \${y} {{x}} {{$}} {{$.inputs.parameters['count']}} \u2028 \u0000 é \u{1f600} %s ' " "`;

const everything: Declared = {
  parameters: {
    text_: "STRING",
    count_: "NUMBER_INTEGER",
    rate_: "NUMBER_DOUBLE",
    flag_: "BOOLEAN",
    items_: "LIST",
    seen: "STRUCT",
    note: "STRING",
  },
  artifacts: { model: "system.Model", metrics: "system.Metrics" },
};

describe("a function of every kind of input and output", () => {
  test("reads what it was given, and its outputs are read", async () => {
    const mapping = { [hostile]: [hostile, 1.5, null, true], ["__proto__"]: { a: 1 } };
    const values = placed(
      task({
        parameters: { text: hostile, count: 1e15, rate: 1e-7, flag: false, items: [1, [2, hostile]], mapping },
        defaults: { usual: "default of the IR" },
        absent: ["optional"],
        artifacts: {
          data: [data],
          several: [
            record("one", "gs://bucket/one"),
            record("two", "oci://registry/image:1", { type: { schemaTitle: "system.Model" } }),
            record("three", "https://host/three", { type: { schemaTitle: "my.Own" } }),
          ],
        },
      }),
      everything,
    );
    const result = await run(commandLine(container("everything"), values), values);
    const { seen, ...others } = valuesIn(result);
    expect(others).toEqual({
      text_: hostile,
      count_: 1e15,
      rate_: 1e-7,
      flag_: false,
      items_: [1, [2, hostile]],
      note: hostile,
    });
    const model = values.seen.artifacts["model"]?.path ?? "";
    expect(seen).toEqual({
      mapping,
      usual: "default of the IR",
      optional: null,
      absent: null,
      data: ["Dataset", "data", "s3://bucket/data", "/s3/bucket/data", { display_name: "data", ...data.metadata }],
      several: [
        ["Dataset", sdkPath("gs://bucket/one")],
        ["Model", sdkPath("oci://registry/image:1", "system.Model")],
        ["Artifact", "https://host/three"],
      ],
      model: ["Model", "model", model],
    });
    expect(result.outputs).toMatchObject({
      artifacts: {
        model: [{ uri: model, metadata: { framework: "none", sizes: [1, { deep: true }] } }],
        metrics: [{ metadata: { loss: 0.25, odd: "NaN" } }],
      },
      warnings: ['metadata "odd" of artifact "metrics" is NaN, which JSON does not have: it is kept as a text'],
    });
    expect(readFileSync(model, "utf8")).toBe("weights");
  });

  test("a uri and a path that it sets are taken; Infinity is refused by name", async () => {
    const values = placed(task(), {
      parameters: { Output: "NUMBER_DOUBLE" },
      artifacts: { image: "system.Model", moved: "system.Dataset", infinite: "system.Artifact" },
    });
    const { outputs } = await run(commandLine(container("uri-and-path"), values), values);
    expect(outputs).toMatchObject({
      ok: false,
      reasons: [
        'output parameter "Output": its value is or holds Infinity, which JSON does not have: return None, or a text such as str(value)',
      ],
    });
    const others = placed(task(), {
      artifacts: { image: "system.Model", moved: "system.Dataset", infinite: "system.Artifact" },
    });
    const again = await run(commandLine(container("uri-and-path"), others), others);
    expect(again.outputs).toMatchObject({
      ok: true,
      artifacts: {
        moved: [{ uri: "s3://elsewhere/moved" }],
        infinite: [{ uri: others.seen.artifacts["infinite"]?.uri, customPath: "/tmp/custom" }],
      },
    });
  });

  test("None is null, beside an output in a file of its own", async () => {
    const values = placed(task(), { parameters: { Output: "STRING", written: "NUMBER_INTEGER" } });
    expect(valuesIn(await run(commandLine(container("nothing"), values), values))).toEqual({
      Output: null,
      written: 7,
    });
  });

  test("reads how a task ended", async () => {
    const status = {
      state: "FAILED",
      error: { code: 3, message: 'task "train" failed' },
      pipelineJobResourceName: "run-x7",
      pipelineTaskName: "exit-handler-1",
    };
    const values = placed(task({ parameters: { status } }), { parameters: { Output: "STRING" } });
    const ran = await run(commandLine(container("at-the-end"), values), values);
    expect(valuesIn(ran)).toEqual({ Output: 'FAILED exit-handler-1 3 task "train" failed' });
  });
});

describe("longer than one argument", () => {
  const output: Declared = { parameters: { Output: "NUMBER_INTEGER" } };
  const long = { text: `é"\n${"x".repeat(400_000)}`, words: ["a", "b"], lengths: { a: 1, b: 2 } };

  test("inputs", async () => {
    const values = placed(task({ parameters: long }), output);
    const command = commandLine(container("size-of"), values);
    expect(command.ok && Object.keys(command.files)).toEqual(["executor_input.json"]);
    expect(valuesIn(await run(command, values))).toEqual({ Output: 400_006 });
  });

  test("the function and its inputs", async () => {
    const values = placed(task({ parameters: long }), output);
    const { command, ...rest } = container("size-of");
    const embedded = [...command.slice(0, -1), `${command.at(-1)}\n_asset = "${"A".repeat(300_000)}"\n`];
    const line = commandLine({ ...rest, command: embedded }, values);
    expect(line.ok && Object.keys(line.files)).toEqual(["component.py", "executor_input.json"]);
    expect(valuesIn(await run(line, values))).toEqual({ Output: 400_006 });
  });

  test("an error in such a function names its line", async () => {
    const values = placed(task({ parameters: { ...long, words: ["unknown"] } }), output);
    const { exitCode, stderr } = await run(commandLine(container("size-of"), values), values);
    expect(exitCode).not.toBe(0);
    expect(stderr).toMatch(/ephemeral_component\.py", line \d+, in size_of\n.*KeyError: 'unknown'/s);
  });
});
