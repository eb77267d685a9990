// The cases in golden/: what goes in, what every backend makes of it, and the comparison with what is stored.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type ArgoOptions, argo } from "@slipway/argo";
import { type Compiled, compile, type PodCount, planPipeline } from "@slipway/compiler";
import {
  type Diagnostic,
  decodeText,
  isArchive,
  type JsonObject,
  type JsonValue,
  locate,
  type Result,
  renderDiagnostic,
  resultOf,
  unpackPipeline,
} from "@slipway/ir";
import { type KubeflowOptions, kubeflow } from "@slipway/kubeflow";
import { printManifests } from "@slipway/kubernetes";
import { checkPlan, NO_OBJECTS } from "@slipway/local";
import { checkPython } from "@slipway/review";
import { type TektonOptions, tekton } from "@slipway/tekton";

export const golden = new URL("../../golden/", import.meta.url);

/** Folders that hold cases of another kind. */
const GROUPS = ["command-line", "invalid"];

/** Names of the cases in `golden/`, or in one of its groups. */
export function casesIn(folder: string): readonly string[] {
  return readdirSync(new URL(folder, golden), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !GROUPS.includes(entry.name))
    .map((entry) => entry.name)
    .sort();
}

export type Options = {
  readonly parameters?: Readonly<Record<string, JsonValue>>;
  /** By backend. */
  readonly options?: Readonly<Record<string, JsonObject>>;
  /** Store the numbers of pods too. */
  readonly pods?: boolean;
};

export function readOptions(folder: string): Options {
  const file = new URL(`${folder}/options.json`, golden);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Options) : {};
}

export function readText(folder: string, file: string): string {
  return readFileSync(new URL(`${folder}/${file}`, golden), "utf8");
}

type Printed = { readonly manifests?: string; readonly pods?: PodCount; readonly diagnostics: readonly Diagnostic[] };

/** Every backend there is; each case has one file of each: a manifest or a refusal. */
export const BACKENDS: Readonly<Record<string, (text: string, options: Options) => Printed>> = {
  argo: (text, { parameters = {}, options = {} }) => {
    const own = (options["argo"] ?? { store: { uri: "s3://bucket/pipelines", identity: "shared" } }) as ArgoOptions;
    return printed(compile(text, argo, { parameters, options: own }), argo.countPods);
  },
  kubeflow: (text, { parameters = {}, options = {} }) => {
    const own = (options["kubeflow"] ?? {}) as KubeflowOptions;
    return printed(compile(text, kubeflow, { parameters, options: own }));
  },
  tekton: (text, { parameters = {}, options = {} }) => {
    const own = (options["tekton"] ?? { store: { uri: "s3://bucket/pipelines", identity: "shared" } }) as TektonOptions;
    return printed(compile(text, tekton, { parameters, options: own }), tekton.countPods);
  },
};

function printed<Manifest extends object>(
  result: Result<Compiled<Manifest>>,
  countPods?: (manifests: readonly Manifest[]) => PodCount,
): Printed {
  if (!result.ok) return { diagnostics: result.diagnostics };
  const { manifests } = result.value;
  const pods = countPods?.(manifests);
  return { manifests: printManifests(manifests), ...(pods && { pods }), diagnostics: result.warnings };
}

/** What a case makes, by the name of the file that holds it. */
export function outputsOf(folder: string): ReadonlyMap<string, string> {
  const text = readText(folder, "pipeline.yaml");
  const files = Object.entries(BACKENDS).flatMap(([backend, print]): readonly (readonly [string, string])[] => {
    const options = readOptions(folder);
    const { manifests, pods, diagnostics } = print(text, options);
    const rendered = render(diagnostics, "pipeline.yaml", text);
    if (manifests === undefined) return [[`${backend}.refusal`, rendered]];
    const made = [`${backend}.yaml`, manifests] as const;
    const counted = options.pods && pods ? [[`${backend}.pods`, `${JSON.stringify(pods, null, 2)}\n`] as const] : [];
    return [made, ...counted, ...(rendered === "" ? [] : [[`${backend}.warnings`, rendered] as const])];
  });
  return new Map([...files, ...ofThisMachine(text, readOptions(folder))]);
}

/** The backend that makes no manifests: a refusal, or what it warns of before it runs the pipeline. */
function ofThisMachine(text: string, { parameters = {} }: Options): readonly (readonly [string, string])[] {
  const planned = planPipeline(text, parameters);
  // What no backend takes is among the refusals of the others.
  if (!planned.ok) return [];
  const { plan, source } = planned.value;
  const checked = checkPlan(plan, { runner: "process", isChosen: true, objects: NO_OBJECTS });
  const diagnostics = locate(checked.ok ? checked.warnings : checked.diagnostics, source);
  const rendered = render(diagnostics, "pipeline.yaml", text);
  if (rendered === "") return [];
  return [[checked.ok ? "local.warnings" : "local.refusal", rendered]];
}

/** What is said of a file, as `slipway check` says it: the archive is opened, the bytes are read, the pipeline is checked. */
export async function diagnosticsOf(file: string, bytes: Uint8Array, { parameters = {} }: Options): Promise<string> {
  const unpacked = isArchive(bytes) ? await unpackPipeline(bytes) : resultOf(bytes, []);
  if (!unpacked.ok) return render(unpacked.diagnostics, file);
  const text = decodeText(unpacked.value);
  if (!text.ok) return render(text.diagnostics, file);
  const planned = planPipeline(text.value, parameters);
  if (!planned.ok) return render(planned.diagnostics, file, text.value);
  const { plan, source } = planned.value;
  return render([...planned.warnings, ...locate(checkPython(plan), source)], file, text.value);
}

/** Diagnostics as people read them, a blank line between two. */
function render(diagnostics: readonly Diagnostic[], file: string, text?: string): string {
  if (diagnostics.length === 0) return "";
  const options = { file, ...(text !== undefined && { text }) };
  return `${diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, options)).join("\n\n")}\n`;
}

export const program = fileURLToPath(new URL("../../packages/cli/bin/slipway.cjs", import.meta.url));

/** What the program says on standard error, called with the words in command.json from the folder of the case. */
export function complaintsOf(folder: string): string {
  const words = JSON.parse(readText(folder, "command.json")) as readonly string[];
  const cwd = fileURLToPath(new URL(`${folder}/`, golden));
  const file = new URL(`${folder}/environment.json`, golden);
  const given = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Readonly<Record<string, string>>) : {};
  const options = { cwd, encoding: "utf8", env: { ...process.env, ...given } } as const;
  const { status, stderr } = spawnSync(process.execPath, [program, ...words], options);
  if (status === 0) throw new Error("the program takes this command line");
  if (/^ {4}at /m.test(stderr)) throw new Error(`the program has a bug:\n${stderr.slice(-2000)}`);
  return stderr;
}

const INPUT = /^(?:options\.json|pipeline\.(?:yaml|py)|input\.\w+)$/;
const INPUT_OF_COMMAND = /^(?:command\.json|environment\.json|\.slipway|slipway\.lock|\w+\.yaml)$/;

/** What is stored beside the inputs, by file name. With UPDATE_GOLDEN it is first made what it should be. */
export function storedOutputs(folder: string, outputs: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const input = folder.startsWith("command-line/") ? INPUT_OF_COMMAND : INPUT;
  const isOutput = (file: string) => !input.test(file);
  const list = () =>
    readdirSync(new URL(`${folder}/`, golden))
      .filter(isOutput)
      .sort();
  // biome-ignore lint/suspicious/noUndeclaredEnvVars: turbo does not run the tests
  if (process.env["UPDATE_GOLDEN"]) {
    if (process.env["CI"]) throw new Error("UPDATE_GOLDEN rewrites what the test compares with: not in CI");
    for (const file of list().filter((file) => !outputs.has(file))) rmSync(new URL(`${folder}/${file}`, golden));
    for (const [file, text] of outputs) writeFileSync(new URL(`${folder}/${file}`, golden), text);
  }
  return new Map(list().map((file) => [file, readText(folder, file)]));
}

/** The codes in a file of rendered diagnostics. */
export function codesIn(rendered: string): readonly string[] {
  return [...rendered.matchAll(/^\S+ (?:error|warning|note) ([a-z]+\/[a-z0-9-]+): /gm)].map(([, code = ""]) => code);
}
