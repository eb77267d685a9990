// What the user's code left behind: the executor output, which the SDK writes, and a file for each output parameter.
// Source: https://github.com/kubeflow/pipelines/blob/master/sdk/python/kfp/dsl/executor.py (write_executor_output)
// and https://github.com/kubeflow/pipelines/blob/master/backend/src/v2/component/launcher_v2.go
import type { JsonObject, JsonValue, ParameterType } from "@slipway/ir";
import type { Invocation } from "@slipway/pod";
import { valueAt } from "./expand.js";
import { type Found, found, missing } from "./found.js";
import { fitOutput, parseText } from "./parameter-text.js";
import { type ExecutorOutput, parseExecutorOutput, type ReportedArtifact } from "./parse-executor-output.js";
import type { ParameterRecord } from "./record.js";

/** What was found when the command had ended. */
export type Written = {
  /** Text of the executor output; undefined when there is no such file. */
  readonly outputFile: string | undefined;
  /** By output parameter, the text of its file; undefined when there is none. */
  readonly files: Readonly<Record<string, string | undefined>>;
  /** By output parameter, why its file cannot be read. */
  readonly unreadable?: Readonly<Record<string, string>>;
  /** By output artifact, where the command was told to put it. */
  readonly artifacts: Readonly<Record<string, { readonly uri: string }>>;
};

/** An output artifact as the command left it. */
export type OutputArtifact = {
  /** As the command knows it: the one it was told, or one that it set. */
  readonly uri: string;
  readonly metadata: JsonObject;
  /** Where it lies instead of at its uri. */
  readonly customPath?: string;
};

export type ReadOutputs =
  | {
      readonly ok: true;
      readonly parameters: Readonly<Record<string, ParameterRecord>>;
      readonly artifacts: Readonly<Record<string, readonly OutputArtifact[]>>;
      /** Parameters that the command said nothing of: they are null. */
      readonly unwritten: readonly string[];
      readonly warnings: readonly string[];
    }
  /** In the user's own names. */
  | { readonly ok: false; readonly reasons: readonly string[]; readonly warnings: readonly string[] };

/**
 * The outputs that a component declares; others are told and left. Of a parameter the value in the executor output
 * counts, then its own file. One that is in neither is null when there is an executor output, since the SDK leaves out
 * what is None; where there is no executor output, it is a failure.
 *
 * @example
 * readOutputs(outputs, { outputFile: '{"parameterValues": {"Output": 3}}', files: {}, artifacts: {} });
 * // { ok: true, parameters: { Output: { type: "NUMBER_INTEGER", value: 3 } }, artifacts: {}, unwritten: [], warnings: [] }
 */
export function readOutputs({ parameters, artifacts }: Invocation["outputs"], written: Written): ReadOutputs {
  const isThere = written.outputFile !== undefined;
  const output = parseExecutorOutput(written.outputFile ?? "");
  if (!output.ok) return { ok: false, reasons: [output.reason], warnings: [] };
  const read = Object.entries(parameters).map(([name, type]) => {
    const value = parameterOf(name, type, output.value, written);
    const isWritten = value !== undefined;
    return { name, type, isWritten, value: value ?? (isThere ? found(null) : missing("it was not written")) };
  });
  const warnings = [
    ...output.value.warnings,
    ...undeclared("parameter", output.value.parameters, parameters),
    ...undeclared("artifact", output.value.artifacts, artifacts),
    ...read.flatMap(({ name, value }) => (value.ok && isInexact(value.value) ? [inexact(name)] : [])),
  ];
  const reasons = read.flatMap(({ name, value }) => (value.ok ? [] : [`output parameter "${name}": ${value.reason}`]));
  if (reasons.length > 0) return { ok: false, reasons, warnings };
  const records = read.map(({ name, type, value }) => [name, { type, value: value.ok ? value.value : null }] as const);
  const made = Object.entries(artifacts).map(([name, { isList, metadata = {} }]) => {
    const told = { uri: valueAt(written.artifacts, name)?.uri ?? "", metadata };
    const reported = valueAt(output.value.artifacts, name) ?? [];
    // Of several, Kubeflow takes the first, unless the output is a list.
    const list = isList && reported.length > 0 ? reported : [reported[0] ?? { metadata: {} }];
    return [name, list.map((one) => merge(told, one))] as const;
  });
  return {
    ok: true,
    parameters: Object.fromEntries(records),
    artifacts: Object.fromEntries(made),
    unwritten: read.flatMap(({ name, isWritten }) => (isWritten ? [] : [name])),
    warnings,
  };
}

function parameterOf(
  name: string,
  type: ParameterType,
  { parameters, oddParameters }: ExecutorOutput,
  { files, unreadable = {} }: Written,
): Found<JsonValue> | undefined {
  const odd = oddParameters.get(name);
  if (odd !== undefined) {
    return missing(`its value is or holds ${odd}, which JSON does not have: return None, or a text such as str(value)`);
  }
  const value = valueAt(parameters, name);
  if (value !== undefined) return fitOutput(type, value);
  const reason = valueAt(unreadable, name);
  if (reason !== undefined) return missing(reason);
  const file = valueAt(files, name);
  return file === undefined ? undefined : parseText(type, file);
}

function merge({ uri, metadata }: OutputArtifact, reported: ReportedArtifact): OutputArtifact {
  return { uri, ...reported, metadata: { ...metadata, ...reported.metadata } };
}

function undeclared(kind: string, written: object, declared: object): readonly string[] {
  const others = Object.keys(written).filter((name) => !Object.hasOwn(declared, name));
  return others.map((name) => `output ${kind} "${name}" is not one that the component declares, and is left out`);
}

/** JSON's numbers are read as Kubeflow reads them: beyond 2^53 the next one that a double can hold. */
function isInexact(value: JsonValue): boolean {
  return Number.isInteger(value) && !Number.isSafeInteger(value);
}

function inexact(name: string): string {
  return `output parameter "${name}" is a whole number beyond 2^53 and may have lost its last digits; return it as a text`;
}
