// The catalogue of this package: every way in which a file is not IR. `cause` and `fix` make docs/diagnostics.md.
import { defineDiagnostics, type Entry } from "./diagnostic.js";

const COMPILE = "kfp dsl compile --py pipeline.py --output pipeline.yaml";

export const catalogue = {
  "too-large": {
    severity: "error",
    message:
      "the input is larger than {limit} MiB, which is more than a pipeline can be; check that this is the file you meant",
    cause: "The file, or what a .zip or .tar.gz holds, exceeds what the Kubeflow Pipelines API server takes at most.",
    fix: "Give the IR YAML that the kfp SDK wrote. Pass large data to a pipeline as an artifact, not as a constant.",
  },
  "not-text": {
    severity: "error",
    message: "this cannot be read as text: {found}; give the IR YAML that the kfp SDK compiles",
    cause: "The input is binary: a picture, an archive of another kind, or text that is not UTF-8.",
    fix: `Give IR YAML or JSON in UTF-8, or a .zip or .tar.gz with a pipeline.yaml in it. To make IR: ${COMPILE}`,
  },
  empty: {
    severity: "error",
    message: "the input is empty; give the IR YAML that the kfp SDK compiles",
    cause: "There is nothing in the file but blanks and comments.",
    fix: `Compile the pipeline once more: ${COMPILE}`,
  },
  "broken-archive": {
    severity: "error",
    message: "this archive cannot be read: {reason}; make it once more, or give the pipeline.yaml itself",
    cause: "The .zip or .tar.gz is damaged or cut short.",
    fix: "Download or make the archive once more, or give the pipeline.yaml itself.",
  },
  "archive-without-pipeline": {
    severity: "error",
    message: 'this archive holds no pipeline.yaml; its first file is "{first}"',
    cause: "As in Kubeflow Pipelines, the file named pipeline.yaml is read, or else the first file when it is YAML.",
    fix: "Put the IR into the archive as pipeline.yaml, at the top.",
  },
  "yaml-syntax": {
    severity: "error",
    message: "this is not YAML: {reason}",
    cause: "The text breaks the rules of YAML at this place, or a little before it.",
    fix: `Correct the place shown; IR is best left as the SDK wrote it: ${COMPILE}`,
  },
  "duplicate-key": {
    severity: "error",
    message: 'the key "{key}" stands twice in one mapping; delete or rename one of the two',
    cause: "A YAML mapping must not have the same key twice: which of the two counts would be a guess.",
    fix: "Delete or rename one of the two entries.",
  },
  "too-deep": {
    severity: "error",
    message: "the text nests deeper than {limit} levels, which no pipeline does; check that this is the file you meant",
    cause: "Mappings or lists stand in one another beyond the limit.",
    fix: "Check that this is the file you meant; pass deeply nested data as an artifact.",
  },
  "too-many-values": {
    severity: "error",
    message:
      "the text holds more than {limit} keys and values, which no pipeline does; check that this is the file you meant",
    cause: "To hold so many takes gigabytes of memory. A pipeline of 10,000 tasks has about 300,000.",
    fix: "Check that this is the file you meant; pass large data to a pipeline as an artifact, not as a constant.",
  },
  "alias-bomb": {
    severity: "error",
    message: "the YAML aliases (*name) in this text make it many times larger than it is; write the values out",
    cause: "Aliases that refer to aliases grow without bound; the SDK writes none.",
    fix: "Write the values out in place of the aliases.",
  },
  "not-a-mapping": {
    severity: "error",
    message: "a pipeline is a mapping with pipelineInfo, root and components, but this is {found}",
    cause: "The text is valid YAML, yet not a mapping at the top.",
    fix: `Give the IR YAML that the kfp SDK compiles: ${COMPILE}`,
  },
  "no-pipeline": {
    severity: "error",
    message: "this holds {found}, but no pipeline, which has pipelineInfo, root and components",
    cause: "The documents are something else, or only the platform spec of a pipeline.",
    fix: `Give the whole file that the kfp SDK wrote: ${COMPILE}`,
  },
  "several-pipelines": {
    severity: "error",
    message: "this text holds {count} pipelines; give each a file of its own",
    cause: "A file may hold one pipeline spec and one platform spec, separated by ---.",
    fix: "Split the file.",
  },
  "several-platform-specs": {
    severity: "error",
    message: "this text holds {count} platform specs; put their settings into one",
    cause: "A file may hold one pipeline spec and one platform spec, separated by ---.",
    fix: "Merge the platform specs, or compile the pipeline once more.",
  },
  "ignored-document": {
    severity: "warning",
    message: "document {number} is neither a pipeline spec nor a platform spec and is ignored.{hint}",
    cause: "Kubeflow Pipelines ignores such a document, and so does Slipway.",
    fix: "Delete the document, or check its keys when it was meant to count.",
  },
  "ignored-platform": {
    severity: "warning",
    message: 'settings for the platform "{platform}" are ignored: Slipway reads those for "kubernetes".{hint}',
    cause: "A platform spec may hold settings for several platforms.",
    fix: "Settings that must count here belong under platforms.kubernetes, as the kfp-kubernetes package writes them.",
  },
  "broken-header": {
    severity: "warning",
    message:
      "the comment at the top is broken by a line break in a default value; it was skipped and the pipeline read",
    cause: "The SDK writes the default values of inputs into a comment, and a line break in one ends the comment.",
    fix: "Nothing must be done. To have the file right for other readers, put a # before the lines shown.",
  },
  "argo-workflow": {
    severity: "error",
    message: `this is an Argo Workflow, as kfp 1 compiles it, not IR; compile the pipeline with kfp 2: ${COMPILE}`,
    cause: "The first version of the SDK wrote Argo Workflows; IR came with kfp 2.",
    fix: `pip install 'kfp>=2', port the pipeline to it, then: ${COMPILE}`,
  },
  "tekton-pipeline": {
    severity: "error",
    message: `this is a Tekton {kind}, as kfp-tekton 1 compiles it, not IR; compile the pipeline with kfp 2: ${COMPILE}`,
    cause: "The package kfp-tekton wrote Tekton objects; IR came with kfp 2.",
    fix: `pip install 'kfp>=2', port the pipeline to it, then: ${COMPILE}`,
  },
  "kubernetes-object": {
    severity: "error",
    message: "this is a Kubernetes {kind}, not IR; give the YAML that the kfp SDK compiles",
    cause: "The text has the apiVersion and kind of a Kubernetes object.",
    fix: `Give the IR: ${COMPILE}`,
  },
  "python-source": {
    severity: "error",
    message: "this is Python, not IR; compile it first: kfp dsl compile --py {file} --output pipeline.yaml",
    cause: "Slipway reads what the kfp SDK compiles; it does not run Python.",
    fix: `pip install 'kfp>=2', then: ${COMPILE}`,
  },
  "component-file": {
    severity: "error",
    message:
      'this is the definition of one component of kfp 1 ("implementation" at the top), not a pipeline; load it in one and compile that',
    cause: "The first version of the SDK described single components in such files.",
    fix: "Load it in a pipeline with kfp.components.load_component_from_file, then compile the pipeline.",
  },
  "unknown-field": {
    severity: "error",
    about: "key",
    message: '"{field}" is not a field of {owner}.{hint}',
    cause: "The IR has no such field at this place, so Kubeflow would refuse the file as well.",
    fix: "Correct or delete the field. If a newer SDK wrote it, a newer Slipway may know it.",
  },
  "ignored-field": {
    severity: "warning",
    about: "key",
    message: '"{field}" is not a field of {owner} and is ignored, as Kubeflow ignores it.{hint}',
    cause: "Inside deploymentSpec and pipelineConfig Kubeflow 2.17 drops what it does not know; older SDKs wrote more.",
    fix: "Correct or delete the field.",
  },
  "field-twice": {
    severity: "error",
    about: "key",
    message: '"{field}" stands twice, once in camelCase and once in snake_case; delete one of the two',
    cause: "Both spellings name the same field.",
    fix: "Delete one of the two.",
  },
  "wrong-type": {
    severity: "error",
    message: '"{field}" must be {expected}, but it is {found}.{hint}',
    cause: "The value is of another kind than the field's.",
    fix: "Write a value of the kind that the message names; a text that looks like a number or a truth value needs quotes.",
  },
  "unknown-value": {
    severity: "error",
    message: '"{field}" cannot be {found}; it must be one of {allowed}.{hint}',
    cause: "The field takes one of a few fixed words.",
    fix: "Use one of the words that the message lists.",
  },
  "exclusive-fields": {
    severity: "error",
    message: "only one of {fields} can be given here; delete the others",
    cause: "The fields are alternatives; with more than one of them, which counts would be a guess.",
    fix: "Keep the one that is meant and delete the others.",
  },
  "out-of-range": {
    severity: "error",
    message: '"{field}" must be {limit}, but it is {found}',
    cause: "The number does not fit the field.",
    fix: "Use a number within the limit that the message names.",
  },
  "bad-format": {
    severity: "error",
    message: '"{field}" must be {expected}, but it is {found}',
    cause: "The text does not have the form of the field's values.",
    fix: "Write the text in the form that the message shows.",
  },
  "not-finite": {
    severity: "error",
    message: "a value cannot be {found}, which JSON does not have; use a finite number, or a text in quotes",
    cause: "Values travel as JSON. YAML has .nan and .inf, JSON has not.",
    fix: 'Use a finite number, or the text "nan" or "inf", which Python\'s float() reads.',
  },
} as const satisfies Readonly<Record<string, Entry>>;

export const diagnose = defineDiagnostics("ir", catalogue);
