// Do schemas/ say what the protos of the SDK's packages say? Raise the versions in descriptors/requirements.txt to
// notice what a new SDK adds: the failure names message and field.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import {
  type Descriptors,
  differences,
  factsOfDescriptors,
  factsOfSchema,
  reachable,
  type Schema,
  type SchemaFile,
} from "./descriptors/facts.js";

const FIVE_MINUTES = 300_000;
const NO_PYTHON = 77;

type Case = {
  readonly schema: string;
  /** The messages that the schema is for; what they use follows. */
  readonly roots: readonly string[];
  /** Fields of a type that the protos leave open, and the type that the schema gives them. */
  readonly typed: Readonly<Record<string, string>>;
  /** What the schema has although the packages lack it. Goes from this list when they have it. */
  readonly ahead: readonly string[];
};

const PIPELINE: Case = {
  schema: "pipeline-spec",
  roots: [
    "ml_pipelines.PipelineSpec",
    "ml_pipelines.PipelineJob",
    "ml_pipelines.PipelineDeploymentConfig",
    "ml_pipelines.ExecutorInput",
    "ml_pipelines.ExecutorOutput",
    "ml_pipelines.PipelineTaskFinalStatus",
  ],
  typed: {
    // A Struct in the protos, so that a platform may put its own message there; Kubeflow Pipelines reads this one.
    "PipelineSpec.deploymentSpec": "PipelineDeploymentConfig",
    // A Struct in the protos, for other versions of the spec than this one.
    "PipelineJob.pipelineSpec": "PipelineSpec",
  },
  ahead: [],
};

const PLATFORM: Case = {
  schema: "platform-spec",
  roots: [
    "ml_pipelines.PlatformSpec",
    "kfp_kubernetes.KubernetesExecutorConfig",
    // In the protos for other programs than the SDK, which makes and deletes claims by tasks with ordinary parameters.
    "kfp_kubernetes.CreatePvc",
    "kfp_kubernetes.DeletePvc",
  ],
  typed: {
    // Only kubernetes is known; what other platforms want is theirs to say.
    "PlatformSpec.platforms": JSON.stringify({
      type: "object",
      properties: { kubernetes: { $ref: "#/definitions/SinglePlatformSpec" } },
      additionalProperties: { $ref: "#/definitions/Struct" },
    }),
    // A Struct for each executor in the protos, since each platform has its own message; ours is that of kubernetes.
    "PlatformDeploymentConfig.executors": "map<string, KubernetesExecutorConfig>",
  },
  ahead: [
    // Kubeflow Pipelines runs init containers, and its protos have them, but those in the package of 2.17.3 do not.
    "KubernetesExecutorConfig.initContainers",
    "InitContainer",
    "InitContainer.EnvVar",
    "InitContainer.VolumeMount",
    "InitContainer.ResourceRequirements",
  ],
};

const CASES = [PIPELINE, PLATFORM];

/** Messages that nothing can hold: namespaces of enums, and what older versions of the protos used. */
const UNUSED = [
  "ml_pipelines.DagOutputsSpec.MapParameterSelectorsSpec",
  "ml_pipelines.ParameterType",
  "ml_pipelines.PipelineSpec.RuntimeParameter",
  "ml_pipelines.PipelineStateEnum",
  "ml_pipelines.PrimitiveType",
  "ml_pipelines.TaskConfigPassthroughType",
  "ml_pipelines.TaskOutputsSpec",
  "ml_pipelines.TaskOutputsSpec.OutputArtifactSpec",
  "ml_pipelines.TaskOutputsSpec.OutputParameterSpec",
];

const dump = spawnSync("bash", [fileURLToPath(new URL("descriptors/dump.sh", import.meta.url))], {
  encoding: "utf8",
  maxBuffer: 2 ** 26,
  timeout: FIVE_MINUTES,
});

function descriptors(): Descriptors {
  if (dump.status !== 0) throw new Error(`dump.sh ended with ${dump.status ?? dump.error}: ${dump.stderr}`);
  return JSON.parse(dump.stdout) as Descriptors;
}

function schemaOf({ schema }: Case): SchemaFile {
  const file = new URL(`../schemas/${schema}.schema.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as SchemaFile;
}

/** Is a fact about something in the list: the message or field itself, or a field of the message? */
function isIn(list: readonly string[], fact: string): boolean {
  return list.some((name) => fact === name || fact.replace(/\.\w+$/, "") === name);
}

function compare({ roots, typed, ahead }: Case, schema: SchemaFile): string[] {
  const wanted = factsOfDescriptors(descriptors(), roots);
  const found = [...factsOfSchema(schema)].filter(([name]) => !isIn(ahead, name));
  return differences(new Map([...wanted, ...Object.entries(typed)]), new Map(found));
}

function without(schema: SchemaFile, message: string, field: string): SchemaFile {
  const definition = schema.definitions[message] ?? {};
  const { [field]: _, ...properties } = definition.properties ?? {};
  return { ...schema, definitions: { ...schema.definitions, [message]: { ...definition, properties } } };
}

describe.skipIf(dump.status === NO_PYTHON)("schemas and protos (skipped without python3)", () => {
  test.each(CASES)("$schema has what the descriptors have, and nothing else", (each) => {
    expect(compare(each, schemaOf(each))).toEqual([]);
  });

  test("a field that one side lacks is named", () => {
    const schema = schemaOf(PIPELINE);
    const lacking = without(schema, "PipelineTaskSpec.CachingOptions", "cacheKey");
    expect(compare(PIPELINE, lacking)).toEqual([
      "PipelineTaskSpec.CachingOptions.cacheKey: string in the descriptors, nothing in the schema",
    ]);
    const { PipelineInfo = {} } = schema.definitions;
    const properties = { ...PipelineInfo.properties, owner: { type: "string" } };
    const definitions = { ...schema.definitions, PipelineInfo: { ...PipelineInfo, properties } };
    expect(compare(PIPELINE, { ...schema, definitions })).toEqual([
      "PipelineInfo.owner: nothing in the descriptors, string in the schema",
    ]);
  });

  test("no message of the protos is forgotten", () => {
    const used = new Set(CASES.flatMap(({ roots }) => [...reachable(descriptors(), roots)]));
    const rest = Object.keys(descriptors().messages).filter((name) => !used.has(name));
    expect(rest.sort()).toEqual(UNUSED);
  });

  test.each(CASES)("what is said here of $schema still holds", (each) => {
    const inPackages = factsOfDescriptors(descriptors(), each.roots);
    const inSchema = factsOfSchema(schemaOf(each));
    expect(each.ahead.filter((name) => inPackages.has(name))).toEqual([]);
    expect(each.ahead.filter((name) => !inSchema.has(name))).toEqual([]);
    expect(Object.keys(each.typed).filter((name) => !inPackages.has(name))).toEqual([]);
  });
});

describe.each(CASES)("$schema", (each) => {
  const { definitions } = schemaOf(each);
  const described = ({ description, $ref = "" }: Schema) =>
    description ?? definitions[$ref.replace("#/definitions/", "")]?.description;

  test("says of every message and field what it is", () => {
    const silent = Object.entries(definitions).flatMap(([name, definition]) => {
      const fields = Object.entries(definition.properties ?? {}).filter(([, field]) => !described(field));
      return [...(definition.description ? [] : [name]), ...fields.map(([field]) => `${name}.${field}`)];
    });
    expect(silent).toEqual([]);
  });
});
