// The command lines that the kfp SDK writes for Python components, taken apart: what they install, and what they run.
// Source: https://github.com/kubeflow/pipelines/blob/master/sdk/python/kfp/dsl/component_factory.py
import { shellWords } from "./shell-words.js";

/** What a command installs before it starts. */
export type Install = {
  /** Shell text of nothing but `python3 -m pip install` commands. */
  readonly script: string;
  /** The same for comparing: each command's options in their order, and its requirements sorted. */
  readonly commands: readonly (readonly string[])[];
  /** Its image brings the SDK, and so perhaps more: what is not installed is looked for around the environment. */
  readonly isOnTop: boolean;
};

/** A component that is Python source: a module of the SDK runs it from a file. */
export type PythonProgram = {
  readonly source: string;
  /** `kfp.dsl.executor_main`, before 2.1 `kfp.components.executor_main`. */
  readonly module: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
};

export type PythonCommand = {
  readonly install?: Install;
  /** What is left when nothing is to be installed. */
  readonly argv: readonly string[];
  readonly program?: PythonProgram;
};

/** Undefined for any command that is not exactly what the SDK writes: it is run as it is. */
export function readPythonCommand(argv: readonly string[]): PythonCommand | undefined {
  const install = argv[0] === "sh" && argv[1] === "-c" ? readInstall(argv[2] ?? "") : undefined;
  const rest = install ? argv.slice(3) : argv;
  const program = readProgram(rest);
  const isModule = rest[0] === "python3" && rest[1] === "-m" && /^kfp\.\w+\.executor_main$/.test(rest[2] ?? "");
  if (!install && !program && !isModule) return undefined;
  return { argv: rest, ...(install && { install }), ...(program && { program }) };
}

const INSTALL =
  /^\s*if ! \[ -x "\$\(command -v pip\)" \]; then\s+python3 -m ensurepip \|\| [^\n]*\s+fi\s+PIP_DISABLE_PIP_VERSION_CHECK=1 ([\s\S]*?) && "\$0" "\$@"\s*$/;

/** With `use_venv` the SDK makes an environment in the middle; here all that is installed goes into one. */
const OWN_ENVIRONMENT =
  /\s*export PIP_DISABLE_PIP_VERSION_CHECK=1\s+tmp=\$\(mktemp -d\)\s+python3 -m venv "\$tmp\/venv" --system-site-packages\s+\. "\$tmp\/venv\/bin\/activate"\s*/g;

const PIP = ["python3", "-m", "pip", "install"];

function readInstall(text: string): Install | undefined {
  const [, installs] = INSTALL.exec(text) ?? [];
  if (installs === undefined) return undefined;
  const script = installs.replace(OWN_ENVIRONMENT, " ").replace(/\\\n/g, " ").trim();
  const commands = script.split(/ && +/).map((command) => shellWords(command));
  const known: (readonly string[])[] = [];
  for (const words of commands) {
    if (!words || PIP.some((word, index) => words[index]?.text !== word)) return undefined;
    const given = words.slice(PIP.length);
    const options = given.filter(({ isQuoted }) => !isQuoted).map(({ text: option }) => option);
    const requirements = given.filter(({ isQuoted }) => isQuoted).map(({ text: requirement }) => requirement);
    known.push([...options, ...requirements.sort()]);
  }
  // As the SDK itself tells it.
  const isOnTop = !known.flat().some((word) => word.startsWith("kfp"));
  return { script, commands: known, isOnTop };
}

const PROGRAM =
  /^program_path=\$\(mktemp -d\)\s+printf "%s" "\$0" > "\$program_path\/ephemeral_component\.py"\s+(_KFP_RUNTIME=true )?python3 -m (kfp\.\w+\.executor_main)\s+--component_module_path\s+"\$program_path\/ephemeral_component\.py"\s+"\$@"\s*$/;

function readProgram([shell, flag, script = "", source, ...args]: readonly string[]): PythonProgram | undefined {
  if (shell !== "sh" || flag !== "-ec" || source === undefined) return undefined;
  const [, runtime, module] = PROGRAM.exec(script) ?? [];
  return module === undefined ? undefined : { source, module, args, env: runtime ? { _KFP_RUNTIME: "true" } : {} };
}

/** The version of Python that an image of Docker's own series brings: `python:3.11-slim` → `3.11`. */
export function pythonOfImage(image: string): string | undefined {
  return /^(?:docker\.io\/)?(?:library\/)?python:(\d+\.\d+)/.exec(image)?.[1];
}
