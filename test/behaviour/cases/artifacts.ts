// Artifacts: kinds, metadata, files and folders, places, what is missing.
import type { Case } from "../case.js";

export const ARTIFACTS: readonly Case[] = [
  {
    name: "every kind of artifact is kept with its type and metadata, and read again as what it is",
    pipeline: "artifacts/kinds.yaml",
    expect: {
      state: "SUCCEEDED",
      outputs: {
        Output: {
          types: ["Dataset", "Model", "Artifact", "Metrics"],
          texts: ["data", "model", "thing"],
          metrics: { accuracy: 0.75, rows: 3 },
          framework: "none",
        },
      },
      artifacts: {
        "every-kind:data": { type: "system.Dataset", content: "data" },
        "every-kind:model": { type: "system.Model", content: "model", metadata: { framework: "none" } },
        "every-kind:thing": { type: "system.Artifact", content: "thing" },
        "every-kind:metrics": { type: "system.Metrics", metadata: { accuracy: 0.75, rows: 3 } },
        "every-kind:classification": {
          type: "system.ClassificationMetrics",
          metadata: {
            confusionMatrix: {
              annotationSpecs: [{ displayName: "a" }, { displayName: "b" }],
              rows: [{ row: [1, 2] }, { row: [3, 4] }],
            },
            confidenceMetrics: (points) => Array.isArray(points) && points.length === 3,
          },
        },
        "every-kind:page": { type: "system.HTML", content: "<b>page</b>" },
        "every-kind:text": { type: "system.Markdown", content: "# text" },
      },
    },
  },
  {
    name: "metadata keeps its types from task to task",
    pipeline: "artifacts/metadata.yaml",
    bugs: ["B38"],
    expect: {
      state: "SUCCEEDED",
      outputs: {
        Output: { text: 'a "b"\n', whole: 1, fraction: 0.5, yes: true, items: [1, "a", false], map: { k: [2] } },
      },
      artifacts: { "describe:data": { metadata: { yes: true, items: [1, "a", false], map: { k: [2] } } } },
    },
  },
  {
    name: "an artifact can be a folder",
    pipeline: "artifacts/folder.yaml",
    expect: {
      state: "SUCCEEDED",
      outputs: {
        Output: [
          ["a b/c/two.txt", "2"],
          ["nothing", ""],
          ["one", "1"],
          ["run me", "x"],
        ],
      },
      artifacts: {
        "make-folder:folder": { content: { "a b/c/two.txt": "2", nothing: "", one: "1", "run me": "x" } },
      },
    },
  },
  {
    name: "a link inside a folder is what it points to",
    pipeline: "artifacts/links.yaml",
    expect: {
      state: "SUCCEEDED",
      outputs: {
        Output: [
          ["link", "real"],
          ["real", "real"],
        ],
      },
    },
  },
  {
    name: "files that only their owner may read are kept and read",
    pipeline: "artifacts/modes.yaml",
    expect: {
      state: "SUCCEEDED",
      outputs: { secret: "hidden", listed: [["file", "inside"]], number: 7 },
      artifacts: { "make-modes:secret": { content: "hidden" }, "make-modes:folder": { content: { file: "inside" } } },
    },
  },
  {
    name: "any bytes are kept as they are",
    pipeline: "artifacts/any-bytes.yaml",
    // SHA-256 of the 256 values of a byte, 4096 times.
    expect: {
      state: "SUCCEEDED",
      outputs: { Output: "fbbab289f7f94b25736c58be46a994c441fd02552cc6022352e3d86d2fab7c83" },
    },
  },
  {
    name: "an artifact that lies in a place of the user's own is kept",
    pipeline: "artifacts/custom-path.yaml",
    expect: {
      state: "SUCCEEDED",
      outputs: { Output: "elsewhere" },
      artifacts: { "put-elsewhere:data": { content: "elsewhere" } },
    },
  },
  {
    name: "an artifact can point to what is not ours",
    pipeline: "artifacts/uri-of-the-users-own.yaml",
    parameters: { uri: "https://example.com/models/1" },
    bugs: ["B37"],
    expect: {
      state: "SUCCEEDED",
      outputs: { uri: "https://example.com/models/1", note: "elsewhere" },
      artifacts: { "point-at:data": { uri: /^https:\/\/example\.com\/models\/1$/, metadata: { where: "elsewhere" } } },
    },
  },
  {
    name: "a uri in a store that is not the run's fails no task",
    pipeline: "artifacts/uri-of-the-users-own.yaml",
    parameters: { uri: "hdfs://cluster/data" },
    bugs: ["B35"],
    expect: { state: "SUCCEEDED", outputs: { uri: "hdfs://cluster/data", note: "elsewhere" } },
  },
  {
    name: "artifacts can be returned",
    pipeline: "artifacts/returned.yaml",
    expect: {
      state: "SUCCEEDED",
      outputs: { content: "text", first: "one", second: "two", count: 2, told: { length: 4 } },
    },
  },
  {
    name: "an artifact of which no file was made is known, and has nothing at its path",
    pipeline: "artifacts/nothing-made.yaml",
    bugs: ["B36"],
    expect: { state: "SUCCEEDED", outputs: { Output: false } },
  },
  {
    name: "an artifact that is optional may be omitted, in nested pipelines too",
    pipeline: "artifacts/optional-artifacts.yaml",
    bugs: ["B22"],
    expect: {
      state: "SUCCEEDED",
      outputs: { omitted: "none", given: "given", inner: "none", inner_given: "given" },
    },
  },
  {
    name: "a task that changes what it was given changes nothing for others",
    pipeline: "artifacts/changed-input.yaml",
    expect: {
      state: "SUCCEEDED",
      outputs: { Output: "as it was" },
      artifacts: { "write:data": { content: "as it was" } },
    },
  },
  {
    name: "paths of outputs can be asked for",
    pipeline: "artifacts/output-paths.yaml",
    expect: { state: "SUCCEEDED", outputs: { name: "text", other: "text" } },
  },
  {
    name: "a loop over artifacts",
    pipeline: "by-hand/artifact-iterator.yaml",
    expect: {
      state: "SUCCEEDED",
      outputs: { contents: ["b", "a", "c"] },
      tasks: {
        "writers/0/write": "SUCCEEDED",
        "writers/1/write": "SUCCEEDED",
        "writers/2/write": "SUCCEEDED",
        "readers/0/read": "SUCCEEDED",
        "readers/1/read": "SUCCEEDED",
        "readers/2/read": "SUCCEEDED",
      },
    },
  },
];
