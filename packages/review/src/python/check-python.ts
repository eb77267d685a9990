// What is wrong with the Python that a pipeline holds, as far as one can be sure of it before it runs.
import { type ContainerComponent, type Plan, type PythonCommand, readPythonCommand } from "@slipway/compiler";
import type { Diagnostic, IrPath } from "@slipway/ir";
import { modulesBrought, plainPython } from "./brought.js";
import { distributionOf } from "./distributions.js";
import { globalNamesOf } from "./global-names.js";
import { type Import, importsOf } from "./imports.js";
import { namesGiven } from "./known-names.js";
import { diagnose } from "./messages.js";
import { inStandardLibrary } from "./standard-library.js";
import { lineAt } from "./tree.js";

/** Python that a component runs, and where it stands. */
type Code = {
  readonly component: ContainerComponent;
  readonly command: PythonCommand;
  readonly text: string;
  readonly path: IrPath;
};

/**
 * Modules that nothing brings, and names that are not there when the code runs: warnings, each with its place in the IR.
 *
 * @example checkPython(plan) // [{ code: "python/missing-module", path: ["deploymentSpec", "executors", …], … }]
 */
export function checkPython(plan: Plan): readonly Diagnostic[] {
  const codes = plan.components.flatMap((component) => (component.kind === "container" ? codeOf(component) : []));
  const byPath = new Map(codes.map((code) => [code.path.join("/"), code]));
  return [...byPath.values()].flatMap((code) => [...wrongImports(code), ...wrongNames(code)]);
}

function codeOf(component: ContainerComponent): readonly Code[] {
  const words = component.container.command ?? [];
  const command = readPythonCommand(words);
  if (!command?.program) return [];
  const text = command.program.source;
  const path = ["deploymentSpec", "executors", component.executorLabel, "container", "command", words.indexOf(text)];
  return [{ component, command, text, path }];
}

/** Code that brings modules itself, or looks for them elsewhere. */
const BRINGS_ITS_OWN =
  /\bsys\.path\b|PYTHONPATH|site-packages|addsitedir|\bpip3?\b|\bconda\b|\bapt(?:-get)?\b|meta_path|zipimport|exec_module|\.whl\b|\.py\b/;

function wrongImports({ component, command, text, path }: Code): readonly Diagnostic[] {
  const { image = "", env = [] } = component.container;
  const python = plainPython(image);
  const imports = importsOf(text)?.filter(({ isOptional }) => !isOptional) ?? [];
  const bringsMore = BRINGS_ITS_OWN.test(text) || env.some(({ name }) => name === "PYTHONPATH");
  const brought = bringsMore ? undefined : modulesBrought(command.install);
  const slots = (one: Import) => ({ line: lineAt(text, one.from), component: component.name, module: one.module });
  return firstOfEach(imports, ({ module }) => topOf(module)).flatMap((one) => {
    const top = topOf(one.module);
    const at = (diagnostic: Diagnostic) => [atWord(diagnostic, text, one.from)];
    if (one.module.startsWith(".")) return at(diagnose("relative-import", path, slots(one)));
    if (!python || !brought || brought.has(top)) return [];
    const standard = inStandardLibrary(top, python.version);
    if (standard === "yes") return [];
    if (standard === "no" && top === "kfp") {
      return at(diagnose("missing-sdk", path, { component: component.name, image }));
    }
    if (standard === "no") {
      const more = { image, installs: installsInWords(command), package: distributionOf(one.module) };
      return at(diagnose("missing-module", path, { ...slots(one), ...more }));
    }
    const times = standard.replace("until", "until version").replace("since", "since version");
    const more = { image, times, version: python.version ?? "another" };
    return at(diagnose("module-of-another-version", path, { ...slots(one), ...more }));
  });
}

function topOf(module: string): string {
  return module.startsWith(".") ? module : (module.split(".")[0] ?? module);
}

function firstOfEach<T>(all: readonly T[], keyOf: (one: T) => string): readonly T[] {
  return all.filter((one, index) => all.findIndex((other) => keyOf(other) === keyOf(one)) === index);
}

function installsInWords({ install }: PythonCommand): string {
  const words = (install?.commands ?? []).flat().filter((word) => !word.startsWith("-"));
  const packages = words.filter((word) => !/^(?:kfp==|typing-extensions>=)|^https?:/.test(word));
  if (packages.length === 0) return "packages_to_install is empty";
  return `what is installed (${packages.join(", ")}) does not`;
}

/** Code that may make names in ways that cannot be followed. */
const MAKES_NAMES = new Set(["exec", "globals", "vars", "__builtins__"]);

function wrongNames({ component, text, path }: Code): readonly Diagnostic[] {
  const names = globalNamesOf(text);
  const given = names && namesGiven(names.stars);
  if (!names || !given || names.uses.some(({ name }) => MAKES_NAMES.has(name))) return [];
  const areAnnotationsLate = !(plainPython(component.container.image ?? "")?.version ?? "").match(/^3\.(?:9|1[0-3])$/);
  const unknown = names.uses.filter(
    ({ name, isIdle, isGuarded, isAnnotation }) =>
      !names.bound.has(name) &&
      !given.has(name) &&
      !isMangled(name) &&
      !isIdle &&
      !isGuarded &&
      !(isAnnotation && areAnnotationsLate),
  );
  return firstOfEach(unknown, ({ name }) => name).map(({ name, from }) => {
    const line = lineAt(text, from);
    const code = (text.split("\n")[line - 1] ?? "").trim();
    const isFunction = new RegExp(`\\b${escaped(name)}\\s*\\(`).test(code);
    const advice = isFunction
      ? "Define or import it inside the function"
      : "Import it inside the function, or make it an input of the component";
    const slots = { line, component: component.name, name, code, advice };
    return atWord(diagnose("unknown-name", path, slots), text, from);
  });
}

/** With the word that stands at an offset of the code. */
function atWord(diagnostic: Diagnostic, text: string, offset: number): Diagnostic {
  const length = /^\w*/.exec(text.slice(offset))?.[0].length ?? 0;
  return { ...diagnostic, word: { offset, length } };
}

function escaped(name: string): string {
  return name.replace(/[^\w]/g, "\\$&");
}

/** Inside a class Python gives such a name another one. */
function isMangled(name: string): boolean {
  return name.startsWith("__") && !name.endsWith("__");
}
