// The catalogue of the command line: wrong use of it, and files that cannot be read or written.
import { defineDiagnostics, type Entry } from "@slipway/ir";

export const catalogue = {
  usage: {
    severity: "error",
    message: "{problem}; see: slipway {command}--help",
    cause: "A command, an option or a value on the command line is not one that Slipway knows.",
    fix: "Correct the command line; --help shows what there is, with examples.",
  },
  "unknown-command": {
    severity: "error",
    message: '"{command}" is not a command.{hint} See: slipway --help',
    cause: "The first word after slipway names a command.",
    fix: "Use check, compile, review, pods, run, runs, lineage, cache, pin, explain or completion; slipway help runs tells what follows runs.",
  },
  "unknown-backend": {
    severity: "error",
    message: '"{backend}" is not a backend.{hint} There is: {known}',
    cause: "--to names the engine to make manifests for.",
    fix: "Use one of the names that the message lists.",
  },
  "unknown-choice": {
    severity: "error",
    message: "the {backend} backend knows no {option} {choice}.{hint}{known}",
    cause:
      "--kind says what is made of a pipeline, --with what is made besides. Each backend has kinds of its own, or one alone.",
    fix: "Use one of those that the message lists; where it lists none, leave the option out.",
  },
  "unknown-code": {
    severity: "error",
    message: '"{code}" is not the code of a diagnostic.{hint} `slipway explain` lists all',
    cause: "A code stands in brackets of its own in every diagnostic, such as resolve/unknown-component.",
    fix: "Copy the code from the diagnostic.",
  },
  "cannot-read": {
    severity: "error",
    message: '"{file}" cannot be read: {reason}',
    cause: "The file does not exist, is a folder, or may not be read.",
    fix: "Correct the path or its permissions; - stands for standard input.",
  },
  "cannot-write": {
    severity: "error",
    message: '"{file}" cannot be written: {reason}',
    cause: "The folder does not exist or may not be written to.",
    fix: "Correct the path of -o, or make the folder. A path that ends with / is made if need be.",
  },
  "same-output": {
    severity: "error",
    message: '"{first}" and "{second}" would both be written to "{output}"',
    cause: "Each input is written under its own name, and two of them have the same.",
    fix: "Rename one, or compile them into different folders.",
  },
  "needs-folder": {
    severity: "error",
    message: 'several inputs cannot be written to one file, "{output}"; name a folder, such as {output}/',
    cause: "With -o each input becomes a file of its own.",
    fix: "Give -o a folder, or leave it out for one stream of documents.",
  },
  "different-settings": {
    severity: "warning",
    message:
      'no slipway.yaml is used, since different ones lie beside the pipelines: {one} for "{first}", {other} for "{second}"',
    cause: "Where the working directory has no slipway.yaml, one that lies beside all pipelines of the call counts.",
    fix: "Name one with --config, or compile the pipelines in calls of their own.",
  },
  "unknown-setting": {
    severity: "error",
    about: "key",
    message: '"{setting}" is not a setting.{hint}',
    cause: "slipway.yaml and --set take the settings that schemas/slipway.schema.json describes.",
    fix: "Correct the name.",
  },
  "bad-setting": {
    severity: "error",
    message: 'the setting "{setting}" must be {expected}, but it is {found}',
    cause: "The value is of another kind than the setting's, or not in its form.",
    fix: "Give a value as schemas/slipway.schema.json describes it.",
  },
  "not-settings": {
    severity: "error",
    message: "settings are a mapping, but this file is {found}",
    cause: "slipway.yaml has names and values, such as: targets: {dev: {namespace: dev}}",
    fix: "Write the settings as a mapping.",
  },
  "not-policy": {
    severity: "error",
    message: "a policy is a mapping with rules, but this file is {found}",
    cause: "A policy has rules by their names, such as: rules: {image-digest: error}",
    fix: "Write it as docs/policy.md shows; --policy starter is one that comes with the program.",
  },
  "unknown-policy-field": {
    severity: "error",
    about: "key",
    message: '"{field}" is no field of a policy.{hint}',
    cause:
      "A policy has the rules and fields that schemas/policy.schema.json describes; rules of your own stand below own.",
    fix: "Correct the name.",
  },
  "bad-policy-value": {
    severity: "error",
    message: '"{field}" of the policy must be {expected}, but it is {found}',
    cause: "The value is of another kind than the field's, or not in its form.",
    fix: "Give a value as schemas/policy.schema.json describes it.",
  },
  "bad-policy-expression": {
    severity: "error",
    message: 'the rule "{rule}" of the policy is no CEL: {reason}',
    cause: "What a rule of your own requires is an expression in CEL, the language of conditions.",
    fix: "Correct the expression: require: 'task.cache.enabled'",
  },
  "unknown-target": {
    severity: "error",
    message: 'there is no target "{target}" in {file}.{hint}{known}',
    cause: "--target, or target in slipway.yaml, names one of the targets there.",
    fix: "Correct the name, or add the target to slipway.yaml.",
  },
  "no-targets": {
    severity: "error",
    message: 'there is no target "{target}": neither this folder nor one above it has a slipway.yaml',
    cause: "Targets stand in slipway.yaml, which is looked for from this folder up to the top of the repository.",
    fix: "Go to the project's folder, name the file with --config, or write one: targets: {dev: {namespace: dev}}",
  },
  "bad-assignment": {
    severity: "error",
    message: '"{text}" is not an assignment; write name=value',
    cause: "-p and --set take a name, an equals sign and a value.",
    fix: "Write it as one word, in quotes where the shell needs them: -p 'name=some text'",
  },
  "bad-value": {
    severity: "error",
    message: 'parameter "{name}" is {type}, which "{text}" is not',
    cause: "A value on the command line is read by the declared type of its parameter.",
    fix: "Give a number, true or false, or JSON, as the type asks: -p 'list=[1, 2]'",
  },
  "inexact-value": {
    severity: "error",
    message: 'parameter "{name}" cannot be {number}: whole numbers are exact only up to 9007199254740991',
    cause:
      "Values of pipelines are JSON whose numbers are doubles, so that a larger whole number may arrive as another.",
    fix: "Declare the parameter as a text in the pipeline; or write 1e16 where nearly is enough.",
  },
  "unknown-task": {
    severity: "error",
    message: '--no-cache names "{task}", which is not a task of the pipeline.{hint}',
    cause: "--no-cache takes names of tasks, or their ids from the top down, with commas between them.",
    fix: "Correct the name; without names all tasks are made anew.",
  },
  "not-objects": {
    severity: "error",
    message: '{problem}; "secrets" and "configMaps" hold names, and below each name its keys with texts',
    cause: "The file of --secrets stands for the Secrets and config maps that a cluster would have.",
    fix: "Write each with its keys, and every value as a text: secrets: {database: {password: 'x'}}",
  },
  "no-store": {
    severity: "error",
    message: "the store cannot be used: {reason}",
    cause: "--store, or store.uri in slipway.yaml, says where records and artifacts go, and that is not to be had.",
    fix: "Correct the address, or the rights to it: s3://…, gs://…, or a folder, in whose uri a space is %20. Without one everything goes into .slipway in this folder.",
  },
  "unknown-run": {
    severity: "error",
    message: 'there is no run "{run}" in {store}; slipway runs ls shows those that there are',
    cause: "A run is named by its id, by how its id begins, or as latest; and each store has its own runs.",
    fix: "Correct the id, or name the store with --store, as it was named when the run was made.",
  },
  "ambiguous-run": {
    severity: "error",
    message: 'the ids of several runs begin with "{run}": {ids}',
    cause: "A run can be named by the beginning of its id only as long as no other begins so.",
    fix: "Give more of the id.",
  },
  "damaged-run": {
    severity: "error",
    message: 'the run "{run}" cannot be read: {key}: {reason}',
    cause: "run.json, which says what a run is, was damaged, or written by another version of Slipway.",
    fix: "Use the version that made the run. slipway runs rm --force removes what is left of it.",
  },
  damaged: {
    severity: "warning",
    message: "{key} in the store is left out: {reason}",
    cause:
      "A record was damaged, or written by another version of Slipway. What it is about is shown as if it were not there.",
    fix: "Use the version that wrote it, or remove the run.",
  },
  "unfinished-run": {
    severity: "error",
    message: 'the run "{run}" stays, because it has not ended; --force removes it all the same',
    cause: "As far as the records say some of its tasks can still run. They cannot tell that their engine is gone.",
    fix: "Wait for its end, or end it. When nothing runs it any more, use --force.",
  },
  "unknown-artifact": {
    severity: "error",
    message: 'no task in {store} made or used "{uri}"',
    cause: "An artifact is known by its uri, which the records of the tasks name that made it or used it.",
    fix: "Copy the uri from slipway runs show --json, or name another store with --store.",
  },
  "unreadable-artifact": {
    severity: "warning",
    message: "an artifact is not shown in the report: {reason}",
    cause: "The report shows HTML and Markdown artifacts, and this one is not there any more, or may not be read.",
    fix: "Restore the artifact, or the rights to read it.",
  },
  "no-record": {
    severity: "error",
    message: 'the run "{run}" has no task "{task}" that has ended.{known}',
    cause: "The cache is explained from the record that a task leaves at its end.",
    fix: "Name a task by its path in the run, or by the end of the path where no other ends so.",
  },
  "unknown-key": {
    severity: "error",
    message: 'no cache entry has a key that begins with "{key}"',
    cause: "The entry was removed, or is in another store.",
    fix: "Copy the key from slipway cache ls.",
  },
  "not-parameters": {
    severity: "error",
    message: "parameters are a mapping of names to values, but this file is {found}",
    cause: "The file of --params is YAML or JSON with a value for each parameter.",
    fix: "Write the values as a mapping: epochs: 3",
  },
  unpinned: {
    severity: "error",
    message: 'there is no digest for "{image}": {reason}',
    cause: "slipway pin asks the registry of each image what its tag stands for. Nothing is written unless all answer.",
    fix: "Correct the image's name, log in to its registry with docker login, or pin where it can be reached.",
  },
  "bad-image": {
    severity: "error",
    message: '"{image}" is not the name of an image',
    cause:
      "A name is a registry, a repository in lower case, and a tag or a digest: registry.example.com/team/train:1.2. No registry would know this one.",
    fix: "Correct the name in the component, and compile the pipeline again.",
  },
  "image-known-late": {
    severity: "warning",
    message: "{image} is known only in a run, so it is not pinned",
    cause: "The image comes from a parameter or from another task, and a digest stands for an image that is known.",
    fix: "Give the parameter a value with a digest, or name the image as a constant.",
  },
  "lock-differs": {
    severity: "error",
    message: 'the lock is out of date: "{image}" {difference}',
    cause:
      "slipway pin --check compares slipway.lock with what pipelines name, and with what registries have unless it is told --offline.",
    fix: "Run slipway pin with the same files, look at what changed, and commit slipway.lock.",
  },
  "not-locked": {
    severity: "warning",
    message: '"{image}" is not in {lock}, so that its tag can stand for another image tomorrow',
    cause: "slipway.lock lies beside the settings, and holds digests of other images but not of this one.",
    fix: "Run slipway pin with this pipeline; with --to for the image that the engine's own containers have.",
  },
  "frozen-lock": {
    severity: "error",
    message: '"{image}" is not in {lock}, and --frozen takes no image that is not',
    cause: "--frozen makes sure that every image is the one that somebody has looked at.",
    fix: "Run slipway pin with this pipeline, look at what it adds, and commit slipway.lock.",
  },
  "no-lock": {
    severity: "error",
    message: "--frozen goes by {lock}, which is not there",
    cause: "The lock lies beside slipway.yaml, or in this folder where there is none.",
    fix: "Make it with slipway pin, or leave --frozen out.",
  },
  "bad-lock": {
    severity: "error",
    message: "the lock cannot be read: {problem}",
    cause: "slipway.lock is written by slipway pin: version: 1, and images with a digest each.",
    fix: "Take it from version control again, or remove it and run slipway pin.",
  },
  "not-rewritten": {
    severity: "error",
    message: '"{file}" cannot be rewritten: {reason}',
    cause: "slipway pin --write changes the names of images in the text of a pipeline, and nothing else in it.",
    fix: "Write the name on one line, as it is, or unpack the file; or keep digests in slipway.lock, without --write.",
  },
} as const satisfies Readonly<Record<string, Entry>>;

export const diagnose = defineDiagnostics("cli", catalogue);
