// Inputs of tasks: every one needed is given, has a source that exists, and the types fit.
import {
  type ArtifactTypeSchema,
  type Diagnostic,
  describe,
  didYouMean,
  type InputArtifactSpec,
  type InputParameterSpec,
  type IrPath,
  type ParameterType,
  sortedEntries,
  typeInWords,
} from "@slipway/ir";
import { diagnose } from "../messages.js";
import { literalDiagnostics } from "./literal.js";
import { type Scope, type TaskInScope, taskElsewhere } from "./scope.js";
import { constantFits, typeFlows } from "./type.js";

type Siblings = ReadonlyMap<string, TaskInScope>;

/** Checks every binding of one task. */
export function checkInputs(task: TaskInScope, scope: Scope, siblings: Siblings): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const [name, input] of sortedEntries(task.spec.inputs?.parameters)) {
    found.push(...checkParameter({ task, scope, siblings, kind: "parameter", name }, input));
  }
  for (const [name, input] of sortedEntries(task.spec.inputs?.artifacts)) {
    found.push(...checkArtifact({ task, scope, siblings, kind: "artifact", name }, input));
  }
  return [...found, ...checkMissing(task), ...checkUndeclared(task)];
}

/** Where an input stands; made when there is something to report, which is seldom. */
function pathOf({ task, kind, name }: At): IrPath {
  return [...task.path, "inputs", kind === "parameter" ? "parameters" : "artifacts", name];
}

type At = {
  readonly task: TaskInScope;
  readonly scope: Scope;
  readonly siblings: Siblings;
  readonly kind: "parameter" | "artifact";
  /** The input. */
  readonly name: string;
};

function checkParameter(at: At, input: InputParameterSpec): readonly Diagnostic[] {
  const { task, name } = at;
  const slots = { input: name, task: task.name };
  const wanted = task.component?.inputDefinitions?.parameters?.[name];
  if (input.taskOutputParameter) {
    const { producerTask: producer = "", outputParameterKey: output = "" } = input.taskOutputParameter;
    const found = findProducer(at, producer, "taskOutputParameter");
    if (!found.task) return found.diagnostics;
    const outputs = found.task.component?.outputDefinitions?.parameters ?? {};
    const type = Object.hasOwn(outputs, output) ? outputs[output]?.parameterType : undefined;
    if (found.task.component && !Object.hasOwn(outputs, output)) {
      const hint = didYouMean(output, Object.keys(outputs));
      const where = [...pathOf(at), "taskOutputParameter", "outputParameterKey"];
      return [diagnose("unknown-output", where, { ...slots, kind: "parameter", output, producer, hint })];
    }
    // What a loop gives is a list of what one iteration gives; SDKs differ in which of the two they declare.
    const known = input.parameterExpressionSelector || isIterator(found.task) ? undefined : type;
    return checkFlow(at, known, wanted?.parameterType, `output "${output}" of task "${producer}"`);
  }
  if (input.componentInputParameter !== undefined) {
    const source = input.componentInputParameter;
    const inputs = at.scope.component.inputDefinitions?.parameters ?? {};
    if (!Object.hasOwn(inputs, source)) return [unknownScopeInput(at, "parameter", source, Object.keys(inputs))];
    // The declared type of a loop's item is a guess of the SDK's: it says STRING where it does not know.
    const isItem = at.scope.items.has(source);
    const known = input.parameterExpressionSelector || isItem ? undefined : inputs[source]?.parameterType;
    return checkFlow(at, known, wanted?.parameterType, `input "${source}" of ${at.scope.subject}`);
  }
  if (input.taskFinalStatus) {
    return findProducer(at, input.taskFinalStatus.producerTask ?? "", "taskFinalStatus").diagnostics;
  }
  if (!input.runtimeValue) return [diagnose("missing-source", pathOf(at), slots)];
  const { constant, constantValue, runtimeParameter } = input.runtimeValue;
  if (constant === undefined) {
    const field = constantValue ? "constantValue" : runtimeParameter === undefined ? undefined : "runtimeParameter";
    return [
      field
        ? diagnose("unsupported-source", [...pathOf(at), "runtimeValue", field], { ...slots, field })
        : diagnose("missing-source", pathOf(at), slots),
    ];
  }
  const type = wanted?.parameterType;
  if (type && !constantFits(type, constant)) {
    const found = describe(constant);
    return [
      diagnose("type-mismatch", [...pathOf(at), "runtimeValue", "constant"], {
        ...slots,
        wanted: typeInWords(type),
        source: "the constant",
        given: found,
      }),
    ];
  }
  if (!wanted?.literals) return [];
  const subject = `input "${name}" of task "${task.name}"`;
  return literalDiagnostics(subject, constant, wanted.literals, [...pathOf(at), "runtimeValue", "constant"]);
}

function checkFlow(
  at: At,
  given: ParameterType | undefined,
  wanted: ParameterType | undefined,
  source: string,
): readonly Diagnostic[] {
  if (!given || !wanted || typeFlows(given, wanted) || isItemsInput(at)) return [];
  const slots = { input: at.name, task: at.task.name, wanted: typeInWords(wanted), source, given: typeInWords(given) };
  return [diagnose("type-mismatch", pathOf(at), slots)];
}

/** The input that a loop takes its items from may be a list or a text that holds one. */
function isItemsInput({ task, name }: At): boolean {
  return task.spec.parameterIterator?.items?.inputParameter === name;
}

function isIterator({ spec }: TaskInScope): boolean {
  return spec.parameterIterator !== undefined || spec.artifactIterator !== undefined;
}

function checkArtifact(at: At, input: InputArtifactSpec): readonly Diagnostic[] {
  const { task, name } = at;
  const slots = { input: name, task: task.name };
  const wanted = task.component?.inputDefinitions?.artifacts?.[name];
  if (input.taskOutputArtifact) {
    const { producerTask: producer = "", outputArtifactKey: output = "" } = input.taskOutputArtifact;
    const found = findProducer(at, producer, "taskOutputArtifact");
    if (!found.task) return found.diagnostics;
    const outputs = found.task.component?.outputDefinitions?.artifacts ?? {};
    if (found.task.component && !Object.hasOwn(outputs, output)) {
      const hint = didYouMean(output, Object.keys(outputs));
      const where = [...pathOf(at), "taskOutputArtifact", "outputArtifactKey"];
      return [diagnose("unknown-output", where, { ...slots, kind: "artifact", output, producer, hint })];
    }
    return checkSchema(
      at,
      outputs[output]?.artifactType,
      wanted?.artifactType,
      `output "${output}" of task "${producer}"`,
    );
  }
  if (input.componentInputArtifact === undefined) return [diagnose("missing-source", pathOf(at), slots)];
  const source = input.componentInputArtifact;
  const inputs = at.scope.component.inputDefinitions?.artifacts ?? {};
  if (!Object.hasOwn(inputs, source)) return [unknownScopeInput(at, "artifact", source, Object.keys(inputs))];
  return checkSchema(
    at,
    inputs[source]?.artifactType,
    wanted?.artifactType,
    `input "${source}" of ${at.scope.subject}`,
  );
}

/** The general artifact fits everything, in both directions, as in the SDK's own check. */
const GENERAL = "system.Artifact";

function checkSchema(
  at: At,
  given: ArtifactTypeSchema | undefined,
  wanted: ArtifactTypeSchema | undefined,
  source: string,
): readonly Diagnostic[] {
  const [from, to] = [given?.schemaTitle, wanted?.schemaTitle];
  if (!from || !to || from === to || from === GENERAL || to === GENERAL) return [];
  return [
    diagnose("artifact-mismatch", pathOf(at), { input: at.name, task: at.task.name, wanted: to, source, given: from }),
  ];
}

function findProducer(
  at: At,
  producer: string,
  field: string,
): { readonly task?: TaskInScope; readonly diagnostics: readonly Diagnostic[] } {
  const task = at.siblings.get(producer);
  if (task) return { task, diagnostics: [] };
  const hint = taskElsewhere(at.scope, producer) ?? didYouMean(producer, at.siblings.keys());
  const slots = { input: at.name, task: at.task.name, producer, hint };
  return { diagnostics: [diagnose("unknown-producer", [...pathOf(at), field, "producerTask"], slots)] };
}

function unknownScopeInput(at: At, kind: "parameter" | "artifact", name: string, known: readonly string[]): Diagnostic {
  const field = kind === "parameter" ? "componentInputParameter" : "componentInputArtifact";
  const slots = {
    input: at.name,
    task: at.task.name,
    kind,
    name,
    scope: at.scope.subject,
    hint: didYouMean(name, known),
  };
  return diagnose("unknown-scope-input", [...pathOf(at), field], slots);
}

const GIVEN_BY_RUNTIME: readonly (ParameterType | undefined)[] = ["TASK_FINAL_STATUS", "TASK_CONFIG"];

const FIELDS = { parameter: "parameters", artifact: "artifacts" } as const;
const KINDS = ["parameter", "artifact"] as const;
type Kind = (typeof KINDS)[number];

/** Inputs that the component needs and the task does not give. */
function missingInputs({ spec, component }: TaskInScope, kind: Kind): readonly string[] {
  const item = spec.parameterIterator?.itemInput ?? spec.artifactIterator?.itemInput;
  const given = spec.inputs?.[FIELDS[kind]] ?? {};
  return sortedEntries<{ isOptional?: boolean; defaultValue?: unknown; parameterType?: ParameterType }>(
    component?.inputDefinitions?.[FIELDS[kind]],
  )
    .filter(
      ([name, { isOptional, defaultValue, parameterType }]) =>
        !isOptional &&
        defaultValue === undefined &&
        !GIVEN_BY_RUNTIME.includes(parameterType) &&
        name !== item &&
        !Object.hasOwn(given, name),
    )
    .map(([name]) => name);
}

/** Inputs under which the SDK passes what resources and texts of a container task refer to; no component declares them. */
const UNDECLARED =
  /^(?:pipelinechannel--.*|(?:cpu|memory)_(?:limit|request)|accelerator_(?:type|count|limit)|base_image)$/s;

/** Inputs that the task gives and the component does not declare. */
function undeclaredInputs({ spec, component }: TaskInScope, kind: Kind): readonly string[] {
  const declared = component?.inputDefinitions?.[FIELDS[kind]] ?? {};
  return Object.keys(component ? (spec.inputs?.[FIELDS[kind]] ?? {}) : {}).filter(
    (name) => !Object.hasOwn(declared, name) && !UNDECLARED.test(name),
  );
}

/** An input given under a name that differs little from the right one is one mistake: a note says where. */
function checkMissing(task: TaskInScope): readonly Diagnostic[] {
  const slots = { task: task.name, component: task.componentName };
  return KINDS.flatMap((kind) =>
    missingInputs(task, kind).map((input) => {
      const meant = undeclaredInputs(task, kind).find((name) => isSlip(name, input));
      const path = [...task.path, "inputs", FIELDS[kind], meant ?? ""];
      const notes = meant === undefined ? [] : [{ message: `"${meant}" is given, which it does not declare`, path }];
      return diagnose("missing-input", task.path, { ...slots, kind, input }, notes);
    }),
  );
}

function isSlip(name: string, right: string): boolean {
  return didYouMean(name, [right]) !== "";
}

function checkUndeclared(task: TaskInScope): readonly Diagnostic[] {
  return KINDS.flatMap((kind) =>
    undeclaredInputs(task, kind)
      .filter((input) => !missingInputs(task, kind).some((name) => isSlip(input, name)))
      .map((input) => {
        const known = Object.keys(task.component?.inputDefinitions?.[FIELDS[kind]] ?? {});
        const slots = { task: task.name, kind, input, component: task.componentName, hint: didYouMean(input, known) };
        return diagnose("unknown-input", [...task.path, "inputs", FIELDS[kind], input], slots);
      }),
  );
}
