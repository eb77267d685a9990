// The command line that the SDK writes for a Python function: `sh -ec PROGRAM SOURCE --executor_input {{$}} …`. PROGRAM
// puts SOURCE into a file and has executor_main load it, which then reads the executor input. So SOURCE can be told to
// read itself and the executor input from files.
// Source: https://github.com/kubeflow/pipelines/blob/master/sdk/python/kfp/dsl/component_factory.py (_get_command_and_args…)
// and executor_main.py beside it
import { scanPlaceholders } from "@slipway/pod";
import type { Expanded } from "./startable.js";

/** Places in the command. */
export type PythonFunction = { readonly source: number; readonly executorInput: number };

const PROGRAM =
  /printf "%s" "\$0" > "\$program_path\/ephemeral_component\.py".*-m kfp\.(?:dsl|components)\.executor_main\s/s;

/** Undefined when the command is none of this kind. */
export function pythonFunction(elements: readonly Expanded[]): PythonFunction | undefined {
  const program = elements.findIndex(({ template }) => PROGRAM.test(template));
  const flag = elements.findIndex(({ template }) => template === "--executor_input");
  const source = program + 1;
  const executorInput = flag + 1;
  if (program < 0 || flag < 0 || executorInput <= source) return undefined;
  const [only, ...others] = scanPlaceholders(elements[executorInput]?.template ?? "");
  const isWhole = typeof only === "object" && only.kind === "executor-input" && others.length === 0;
  return isWhole && elements[source]?.texts.length === 1 ? { source, executorInput } : undefined;
}

const SOURCE_FILE = "component.py";
const EXECUTOR_INPUT_FILE = "executor_input.json";

/**
 * The same command, with what is too long in files.
 *
 * @param folder of the files, as the command sees it
 * @param longest bytes of an argument
 */
export function readFromFiles(
  elements: readonly Expanded[],
  { source, executorInput }: PythonFunction,
  folder: string,
  longest: number,
): { readonly elements: readonly Expanded[]; readonly files: Readonly<Record<string, string>> } {
  const [code = ""] = elements[source]?.texts ?? [];
  const [input = ""] = elements[executorInput]?.texts ?? [];
  const fileOf = (name: string) => `${folder}/${name}`;
  const isLong = (text: string) => new TextEncoder().encode(text).length > longest;
  const reader = isLong(input) ? inputReader(fileOf(EXECUTOR_INPUT_FILE)) : "";
  const inFile = isLong(code + reader);
  const changed = new Map([
    [source, (inFile ? sourceReader(fileOf(SOURCE_FILE)) : code) + reader],
    [executorInput, reader === "" ? input : standIn(fileOf(EXECUTOR_INPUT_FILE))],
  ]);
  return {
    elements: elements.map((element, index) => {
      const text = changed.get(index);
      return text === undefined ? element : { ...element, texts: [text] };
    }),
    files: { ...(inFile && { [SOURCE_FILE]: code }), ...(reader !== "" && { [EXECUTOR_INPUT_FILE]: input }) },
  };
}

/** What is handed on in place of the executor input. */
function standIn(file: string): string {
  return JSON.stringify({ executorInputFile: file });
}

/** Texts of JSON are texts of Python, too. */
function sourceReader(file: string): string {
  const path = JSON.stringify(file);
  return `# The component is longer than an argument may be, so it is read from a file.
with open(${path}, encoding="utf-8") as _file:
    _source = _file.read()
exec(compile(_source, ${path}, "exec"))
`;
}

/** Appended, so that the lines of the component keep their numbers. executor_main loads it before it reads its input. */
function inputReader(file: string): string {
  return `

# The inputs are longer than an argument may be, so they are read from a file.
def _read_inputs_from_file():
    import json
    loads = json.loads

    def read(text, *arguments, **options):
        if text == ${JSON.stringify(standIn(file))}:
            json.loads = loads
            with open(${JSON.stringify(file)}, encoding="utf-8") as file:
                text = file.read()
        return loads(text, *arguments, **options)

    json.loads = read


_read_inputs_from_file()
`;
}
