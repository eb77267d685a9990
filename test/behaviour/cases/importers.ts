// Importers: artifacts that somebody else made.
import type { Case } from "../case.js";

export const IMPORTERS: readonly Case[] = [
  ...["file://{scratch}/data.csv", "{scratch}/data.csv"].map(
    (uri): Case => ({
      name: `a file is imported from ${uri.startsWith("file") ? "a file's uri" : "a path"}`,
      pipeline: "importers/from-a-parameter.yaml",
      parameters: { uri },
      files: { "data.csv": "1,2" },
      needs: ["scratch"],
      bugs: ["B37"],
      expect: {
        state: "SUCCEEDED",
        outputs: { Output: "1,2" },
        tasks: { importer: "SUCCEEDED", read: "SUCCEEDED" },
        executions: 1,
        artifacts: { "importer:artifact": { type: "system.Dataset", content: "1,2" } },
      },
    }),
  ),
  {
    name: "a folder is imported",
    pipeline: "importers/folder-from-a-parameter.yaml",
    parameters: { uri: "file://{scratch}/folder" },
    files: { "folder/a/one": "1", "folder/two": "2" },
    needs: ["scratch"],
    expect: { state: "SUCCEEDED", outputs: { first: "12", second: "12" } },
  },
  {
    name: "what lies on the web is passed on as it is, with its metadata",
    pipeline: "importers/constant.yaml",
    bugs: ["B37", "B38"],
    expect: {
      state: "SUCCEEDED",
      outputs: {
        Output: {
          uri: "https://example.com/data.csv",
          path: "https://example.com/data.csv",
          metadata: { rows: 3, nested: { list: [1, "a"] }, yes: true },
        },
      },
    },
  },
  {
    name: "the uri can be a result",
    pipeline: "importers/from-a-result.yaml",
    parameters: { scratch: "{scratch}" },
    needs: ["scratch"],
    bugs: ["B29"],
    expect: {
      state: "SUCCEEDED",
      outputs: { Output: "made" },
      tasks: { "make-file": "SUCCEEDED", importer: "SUCCEEDED", read: "SUCCEEDED" },
    },
  },
  {
    name: "an importer waits for those that it comes after",
    pipeline: "importers/after-a-task.yaml",
    parameters: { scratch: "{scratch}", uri: "file://{scratch}/late.txt" },
    needs: ["scratch"],
    bugs: ["B29"],
    expect: { state: "SUCCEEDED", outputs: { Output: "late" } },
  },
  {
    name: "metadata of an importer can hold parameters and results, in its names too",
    pipeline: "importers/woven-metadata.yaml",
    parameters: { scratch: "{scratch}", uri: "https://example.com/d", name: 'n "q" {{x}}' },
    needs: ["scratch"],
    bugs: ["B30"],
    expect: {
      state: "SUCCEEDED",
      outputs: {
        Output: (seen) => {
          const { metadata } = seen as { readonly metadata: Readonly<Record<string, unknown>> };
          const name = 'n "q" {{x}}';
          return (
            metadata["name"] === name &&
            String(metadata["from"]).endsWith("/made.txt") &&
            metadata["text"] === `<${name}>` &&
            metadata[name] === "as a key" &&
            JSON.stringify(metadata["map"]) === JSON.stringify({ in: [name] })
          );
        },
      },
    },
  },
  {
    name: "importers in a loop are collected",
    pipeline: "importers/in-a-loop.yaml",
    parameters: { uris: ["{scratch}/b", "{scratch}/a"] },
    files: { a: "A", b: "B" },
    needs: ["scratch"],
    bugs: ["B19"],
    expect: { state: "SUCCEEDED", outputs: { contents: ["B", "A"], joined: "B,A" } },
  },
  {
    name: "importers in turns that are skipped import nothing, and are left out",
    pipeline: "importers/in-some-turns.yaml",
    parameters: { uris: ["{scratch}/b", "nothing", "{scratch}/a"] },
    files: { a: "A", b: "B" },
    needs: ["scratch"],
    expect: {
      state: "SUCCEEDED",
      outputs: { Output: "B,A" },
      tasks: {
        "for-loop-1/0/condition-2/importer": "SUCCEEDED",
        "for-loop-1/1/condition-2": "SKIPPED",
        "for-loop-1/2/condition-2/importer": "SUCCEEDED",
        "contents-of": "SUCCEEDED",
      },
    },
  },
  {
    name: "an importer with a display name is found",
    pipeline: "importers/with-a-display-name.yaml",
    parameters: { uri: "{scratch}/model" },
    files: { model: "m" },
    needs: ["scratch"],
    bugs: ["B31"],
    expect: { state: "SUCCEEDED", outputs: { Output: "m" } },
  },
  {
    name: "an importer in a nested pipeline",
    pipeline: "importers/in-a-nested-pipeline.yaml",
    parameters: { uri: "{scratch}/data" },
    files: { data: "d" },
    needs: ["scratch"],
    expect: { state: "SUCCEEDED", outputs: { content: "d" }, artifacts: { ":data": { content: "d" } } },
  },
  {
    name: "an importer in a branch that is skipped imports nothing",
    pipeline: "importers/in-a-condition.yaml",
    parameters: { uri: "{scratch}/data", go: false },
    needs: ["scratch"],
    expect: { state: "SUCCEEDED", tasks: { "condition-1": "SKIPPED", say: "SUCCEEDED" }, executions: 1 },
  },
  {
    name: "an importer in a branch that runs imports",
    pipeline: "importers/in-a-condition.yaml",
    parameters: { uri: "{scratch}/data", go: true },
    files: { data: "d" },
    needs: ["scratch"],
    expect: { state: "SUCCEEDED", taskOutputs: { "condition-1/read": { content: "d" } } },
  },
  {
    name: "reimport or not, what lies there now is read",
    pipeline: "importers/imported-again.yaml",
    parameters: { uri: "{scratch}/data" },
    files: { data: "1" },
    needs: ["scratch"],
    expect: { state: "SUCCEEDED", outputs: { again: "1", found: "1" } },
    later: [
      {
        pipeline: "importers/imported-again.yaml",
        parameters: { uri: "{scratch}/data" },
        files: { data: "22" },
        expect: { state: "SUCCEEDED", outputs: { again: "22", found: "2" } },
      },
    ],
  },
  {
    name: "a file is imported into the run's workspace, and read there",
    pipeline: "importers/into-the-workspace.yaml",
    parameters: { uri: "file://{scratch}/data" },
    files: { data: "w" },
    needs: ["scratch"],
    expect: { state: "SUCCEEDED", outputs: { content: "w", again: "w" } },
  },
  {
    name: "what another task made can be imported by its uri",
    pipeline: "importers/what-another-task-made.yaml",
    expect: { state: "SUCCEEDED", outputs: { Output: "made here" } },
  },
  {
    name: "a file that is not there is named by who reads it",
    pipeline: "importers/from-a-parameter.yaml",
    parameters: { uri: "{scratch}/nowhere.csv" },
    needs: ["scratch"],
    expect: { state: "FAILED", errors: { read: "nowhere.csv" } },
  },
  {
    name: "an importer that nobody reads keeps nobody from running",
    pipeline: "importers/unused.yaml",
    parameters: { uri: "https://example.com/d" },
    expect: { state: "SUCCEEDED", taskOutputs: { say: { said: "beside" } } },
  },
];
