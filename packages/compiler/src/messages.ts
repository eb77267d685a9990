// The catalogue of this package: every way in which IR that is well formed does not make sense.
import { defineDiagnostics, type Entry } from "@slipway/ir";

const RECOMPILE =
  "Compile the pipeline with the kfp SDK again; it writes such IR only when the file was edited afterwards.";

export const catalogue = {
  "schema-version": {
    severity: "error",
    message: 'schemaVersion is {found}, but it must be "2.1.0"; compile the pipeline with kfp 2, which writes that',
    cause: "The file says that it follows another version of the IR.",
    fix: RECOMPILE,
  },
  "missing-name": {
    severity: "error",
    message: "the pipeline has no name; write one at pipelineInfo.name",
    cause: "The name of the pipeline is empty or absent.",
    fix: "Give the pipeline a name: @dsl.pipeline(name=…), or pipelineInfo.name in the IR.",
  },
  "bad-name": {
    severity: "error",
    message: 'the pipeline name "{name}" has no lower-case letter or digit, which the name of a run needs; add one',
    cause:
      "Runs and their pods are named after the pipeline, and Kubernetes allows lower-case letters, digits and dashes.",
    fix: "Give the pipeline a name with at least one lower-case letter or digit.",
  },
  "missing-root": {
    severity: "error",
    message: "the pipeline has no root, the field that holds its tasks; give the whole file that the kfp SDK wrote",
    cause: "The field root, which holds the outermost tasks, is absent.",
    fix: RECOMPILE,
  },
  "root-without-dag": {
    severity: "error",
    message: "root must hold a dag with tasks, but it names an executor or nothing",
    cause: "The root of a pipeline is always a DAG; here it names an executor or nothing.",
    fix: RECOMPILE,
  },
  "no-tasks": {
    severity: "error",
    message: "{subject} has no tasks; add one below dag.tasks",
    cause: "The mapping dag.tasks is empty or absent.",
    fix: "Add a task to the pipeline, or delete the empty group.",
  },
  "missing-component-ref": {
    severity: "error",
    message: 'task "{task}" does not say which component it runs; write its name at componentRef.name',
    cause: "Every task runs one component, named by componentRef.name.",
    fix: RECOMPILE,
  },
  "unknown-component": {
    severity: "error",
    message: 'task "{task}" refers to component "{component}", which is not declared.{hint}',
    cause: "There is no such key in components.",
    fix: "Correct the name, or declare the component.",
  },
  "missing-implementation": {
    severity: "error",
    message: 'component "{component}" has neither tasks nor an executor to run; give it a dag or an executorLabel',
    cause: "A component is either a DAG of tasks or one executor.",
    fix: RECOMPILE,
  },
  "unknown-executor": {
    severity: "error",
    message:
      'component "{component}" refers to executor "{executor}", which deploymentSpec.executors does not have.{hint}',
    cause: "There is no such key in deploymentSpec.executors.",
    fix: "Correct the label, or add the executor.",
  },
  "empty-executor": {
    severity: "error",
    message: 'executor "{executor}" is empty; give it a container, or an importer',
    cause: "An executor must say what it runs.",
    fix: RECOMPILE,
  },
  "missing-image": {
    severity: "error",
    message: 'executor "{executor}" has no image; write one at container.image',
    cause: "A container runs from an image; container.image is empty or absent.",
    fix: "Give the component an image: @dsl.component(base_image=…) or dsl.ContainerSpec(image=…).",
  },
  "recursive-component": {
    severity: "error",
    message: "components contain one another without end: {circle}; take one out of the circle",
    cause: "A pipeline that contains itself would never end; the IR has no way to stop it.",
    fix: "Take one task out of the circle, or use a loop.",
  },
  "too-many-tasks": {
    severity: "error",
    message:
      "the pipeline has more than {limit} tasks once all nested pipelines are laid out; use loops in place of copies",
    cause: "Pipelines that contain pipelines several times multiply.",
    fix: "Use a loop (dsl.ParallelFor) in place of copies, or split the pipeline.",
  },
  "too-nested": {
    severity: "error",
    message: "components nest deeper than {limit} levels: {chain}; flatten the nesting",
    cause: "A pipeline contains a pipeline that contains a pipeline, and so on.",
    fix: "Flatten the nesting.",
  },
  "dependency-cycle": {
    severity: "error",
    message: "tasks wait for one another without end: {circle}; take one of the dependencies away",
    cause: "Each of these tasks depends on the next, by its inputs or by dependentTasks, and the last on the first.",
    fix: "Take one of the dependencies away.",
  },
  "unknown-dependency": {
    severity: "error",
    message: 'task "{task}" depends on "{dependency}", which is not a task beside it, in the same dag.{hint}',
    cause: "dependentTasks names tasks that stand beside the task.",
    fix: "Correct the name. A task in another group is reached by depending on the group.",
  },
  "unknown-producer": {
    severity: "error",
    message:
      'input "{input}" of task "{task}" reads from task "{producer}", which does not stand beside it, in the same dag.{hint}',
    cause:
      "A task reads outputs of tasks that stand beside it; others reach it through inputs and outputs of the groups between.",
    fix: "Correct the name, or pass the value through the group's inputs or outputs, as the SDK does.",
  },
  "unknown-output": {
    severity: "error",
    message:
      'input "{input}" of task "{task}" reads {kind} "{output}" of task "{producer}", which has no such output.{hint}',
    cause: "The producer's component does not declare the output.",
    fix: "Correct the name of the output.",
  },
  "unknown-scope-input": {
    severity: "error",
    message: 'input "{input}" of task "{task}" reads {kind} input "{name}" of {scope}, which has no such input.{hint}',
    cause: "The component around the task does not declare the input.",
    fix: "Correct the name, or declare the input.",
  },
  "missing-source": {
    severity: "error",
    message:
      'input "{input}" of task "{task}" does not say where its value comes from; name an output of a task, an input of the dag around, or a constant',
    cause: "The binding has none of the fields that name a source.",
    fix: "Give a constant (runtimeValue), an output of a task, or an input of the component around.",
  },
  "unsupported-source": {
    severity: "error",
    message:
      'input "{input}" of task "{task}" uses runtimeValue.{field}, which Kubeflow does not read; use runtimeValue.constant',
    cause: "The field is left over from an early version of the IR; every kfp 2 SDK writes constant.",
    fix: "Write the value as runtimeValue.constant, or as componentInputParameter.",
  },
  "missing-input": {
    severity: "error",
    message:
      'task "{task}" does not give {kind} "{input}", which component "{component}" needs; pass it, or declare it isOptional',
    cause: "The input is neither optional nor does it have a default value.",
    fix: "Pass the input, or make it optional in the component.",
  },
  "unknown-input": {
    severity: "warning",
    message: 'task "{task}" gives {kind} "{input}", which component "{component}" does not declare.{hint}',
    cause: "The value reaches the task's executor input, but no declared input.",
    fix: "Correct the name, or delete the input.",
  },
  "type-mismatch": {
    severity: "error",
    message: 'input "{input}" of task "{task}" takes {wanted}, but {source} is {given}; change one of the two',
    cause: "The types of producer and consumer differ; at run time the task would fail. Only STRING takes any type.",
    fix: "Convert the value in the producer, or change the type of the input.",
  },
  "artifact-mismatch": {
    severity: "warning",
    message: 'input "{input}" of task "{task}" takes {wanted}, but {source} is {given}; change one of the two',
    cause:
      "The artifact types of producer and consumer differ. The task runs, but its code may not get what it expects.",
    fix: "Use the same artifact type on both sides, or the general system.Artifact.",
  },
  "bad-default": {
    severity: "error",
    message: "the default value of {subject} must be {wanted}, but it is {found}",
    cause: "A default value must be of the parameter's own type.",
    fix: "Correct the default value or the type.",
  },
  "not-a-literal": {
    severity: "error",
    message: "{subject} cannot be {found}; it must be one of {allowed}",
    cause: "The parameter has a closed set of values (literals).",
    fix: "Use one of the values that the message lists.",
  },
  "missing-parameter-type": {
    severity: "warning",
    message: "{subject} has no parameterType; give it one, such as STRING or NUMBER_INTEGER",
    cause: "Every parameter has a type: STRING, NUMBER_INTEGER, NUMBER_DOUBLE, BOOLEAN, LIST or STRUCT.",
    fix: RECOMPILE,
  },
  "bad-condition": {
    severity: "error",
    message: 'the condition of task "{task}" cannot be read: {reason}',
    cause:
      "triggerPolicy.condition must be an expression in CEL. The SDK breaks it when a text in it holds a single quote.",
    fix: "Correct the expression; in Python compare with a text without a single quote, or compare inside a component.",
  },
  "bad-selector": {
    severity: "error",
    message: 'the expression that picks input "{input}" of task "{task}" cannot be read: {reason}',
    cause: "parameterExpressionSelector must be an expression in CEL.",
    fix: 'Correct the expression, for instance parseJson(string_value)["key"].',
  },
  "unknown-condition-input": {
    severity: "error",
    message: 'the condition of task "{task}" reads input "{input}", which the task does not have.{hint}',
    cause: "A condition is evaluated over the task's own inputs; reading one that is absent fails the task.",
    fix: "Pass the value to the task as an input of that name.",
  },
  "unknown-placeholder": {
    severity: "warning",
    message: "{subject} contains {placeholder}, which Kubeflow does not know and leaves as it is.{hint}",
    cause: "The text between {{$ and }} is none of the placeholders that are replaced.",
    fix: "Correct the placeholder. Nothing must be done if the text is meant as it stands.",
  },
  "unknown-placeholder-input": {
    severity: "error",
    message: '{subject} contains {placeholder}, but there is no {kind} "{name}".{hint}',
    cause: "The placeholder names an input or output that the component does not have, so the task would fail.",
    fix: "Correct the name in the placeholder, or declare the input or output.",
  },
  "bad-placeholder": {
    severity: "error",
    message: "{subject} holds a Concat or IfPresent that cannot be read: {reason}",
    cause: 'The text begins like {"Concat": […]} or {"IfPresent": {…}} but does not have that form.',
    fix: "Write the placeholder with the SDK: dsl.ConcatPlaceholder and dsl.IfPresentPlaceholder.",
  },
  "bad-iterator": {
    severity: "error",
    message: 'the loop "{task}" cannot be read: {reason}',
    cause: "A loop needs the name of its item, and a list: a JSON list as text, or an input that is a list.",
    fix: RECOMPILE,
  },
  "bad-retry": {
    severity: "error",
    message: 'the retry policy of task "{task}" has {field} {found}; it must not be negative',
    cause: "Counts and durations of a retry policy start at 0.",
    fix: "Use 0 or a positive number.",
  },
  "unknown-dag-output": {
    severity: "error",
    message: 'output "{output}" of {scope} reads {kind} "{key}" of task "{task}", which does not exist.{hint}',
    cause: "The outputs of a dag are outputs of tasks in it.",
    fix: "Correct the name of the task or of its output.",
  },
  "missing-dag-output": {
    severity: "warning",
    message: 'output "{output}" of {scope} has no source; name the task that makes it in dag.outputs, or delete it',
    cause: "dag.outputs has no entry for the output, so it will never have a value.",
    fix: "Name the task that makes it in dag.outputs, or delete the output.",
  },
  "duplicate-name": {
    severity: "error",
    message:
      'tasks "{first}" and "{second}" of {scope} have the same name once written as Kubernetes writes names ("{name}"); rename one',
    cause: "Names of pods allow lower-case letters, digits and dashes; these two differ only in other characters.",
    fix: "Rename one of the tasks.",
  },
  "slash-in-name": {
    severity: "error",
    message:
      'task "{task}" of {scope} has a slash in its name, which parts the names of a task\'s place in a run; write a dash',
    cause:
      "Where a task is in a run is said as a path, such as for-loop-1/3/train, which is also where its record lies: a name with a slash would be two.",
    fix: "Rename the task. The SDK writes lower-case letters, digits and dashes.",
  },
  "unknown-platform-executor": {
    severity: "warning",
    message: 'the platform spec has settings for executor "{executor}", which the pipeline does not have.{hint}',
    cause: "Settings count for the executor of the same label in deploymentSpec.",
    fix: "Correct the label, or delete the settings.",
  },
  "unknown-parameter": {
    severity: "error",
    about: "key",
    message: 'the pipeline has no parameter "{name}".{hint}{known}',
    cause: "A value was given for a parameter that the pipeline does not declare.",
    fix: "Correct the name.",
  },
  "bad-parameter": {
    severity: "error",
    message: 'parameter "{name}" must be {wanted}, but {found} was given',
    cause: "The value given is not of the parameter's type.",
    fix: "Give a value of the type that the message names.",
  },
  "parameter-without-value": {
    severity: "warning",
    message: 'parameter "{name}" has no default value and none was given: a run needs one (-p {name}=…)',
    cause: "The manifest can be made and reviewed, but a run of it will fail for want of the value.",
    fix: "Give the value when compiling, or a default value in the pipeline.",
  },
  unsupported: {
    severity: "error",
    message: "the {backend} backend does not support what {subject} uses, {feature}: {reason}",
    cause: "The engine cannot express the feature. docs/support.md lists what each backend supports.",
    fix: "Choose another backend, or write the pipeline without the feature.",
  },
} as const satisfies Readonly<Record<string, Entry>>;

export const diagnose = defineDiagnostics("resolve", catalogue);
