// The words that say what is compiled and how, the same for every command that compiles.
import { type Diagnostic, didYouMean } from "@slipway/ir";
import { BACKENDS } from "./backends.js";
import type { Compilation } from "./compilation.js";
import { diagnose } from "./messages.js";

export const COMPILATION_OPTIONS = {
  to: { type: "string" },
  param: { type: "string", short: "p", multiple: true },
  params: { type: "string" },
  set: { type: "string", multiple: true },
  target: { type: "string" },
  config: { type: "string" },
  store: { type: "string" },
  experiment: { type: "string" },
  kind: { type: "string" },
  with: { type: "string", multiple: true },
  frozen: { type: "boolean" },
} as const;

/** What Node's parseArgs makes of these words. */
export type CompilationValues = {
  readonly to?: string | undefined;
  readonly param?: readonly string[] | undefined;
  readonly params?: string | undefined;
  readonly set?: readonly string[] | undefined;
  readonly target?: string | undefined;
  readonly config?: string | undefined;
  readonly store?: string | undefined;
  readonly experiment?: string | undefined;
  readonly kind?: string | undefined;
  readonly with?: readonly string[] | undefined;
  readonly frozen?: boolean | undefined;
};

export function compilationOf(values: CompilationValues): Compilation {
  return {
    backend: values.to ?? "",
    parameters: values.param ?? [],
    parameterFile: values.params,
    assignments: values.set ?? [],
    target: values.target,
    config: values.config,
    store: values.store,
    experiment: values.experiment,
    makes: values.kind,
    extras: extrasOf(values),
    frozen: values.frozen ?? false,
  };
}

function extrasOf(values: CompilationValues): readonly string[] {
  return (values.with ?? []).flatMap((list) => list.split(",")).filter((word) => word !== "");
}

/** What is wrong with them, except that no backend is named. */
export function problemsOfCompilation(values: CompilationValues): readonly Diagnostic[] {
  const { to } = values;
  if (to !== undefined && !Object.hasOwn(BACKENDS, to)) return [unknownBackend(to)];
  return unknownChoices(to ?? "", values.kind, extrasOf(values));
}

/** A sentence for who names none. */
export function missingBackend({ to }: CompilationValues): readonly string[] {
  return to === undefined ? [`--to is missing: name a backend (${Object.keys(BACKENDS).join(", ")})`] : [];
}

export function problemsOfFiles(files: readonly string[]): readonly string[] {
  if (files.length === 0) return ["no file is named"];
  return files.filter((file) => file === "-").length > 1 ? ["standard input can be read once"] : [];
}

/** @param problem a sentence without a full stop */
export function usage(command: string, problem: string): Diagnostic {
  return diagnose("usage", [], { problem, command: `${command} ` });
}

function unknownBackend(backend: string): Diagnostic {
  const known = Object.keys(BACKENDS);
  return diagnose("unknown-backend", [], { backend, hint: didYouMean(backend, known), known: known.join(", ") });
}

/** A kind, or something besides, that the backend does not make. */
function unknownChoices(backend: string, kind: string | undefined, extras: readonly string[]): readonly Diagnostic[] {
  const { kinds = [], extras: known = [] } = BACKENDS[backend] ?? {};
  const wrong = (option: string, choice: string, choices: readonly string[]) => {
    const list = choices.length > 0 ? ` There is: ${choices.join(", ")}` : "";
    const slots = { option, choice, backend, hint: didYouMean(choice, choices), known: list };
    return diagnose("unknown-choice", [], slots);
  };
  return [
    ...(kind === undefined || kinds.includes(kind) ? [] : [wrong("--kind", kind, kinds)]),
    ...extras.filter((extra) => !known.includes(extra)).map((extra) => wrong("--with", extra, known)),
  ];
}
