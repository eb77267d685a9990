// Settings of kfp-kubernetes: what every engine gives, and what means nothing to some.
import type { Case } from "../case.js";

export const SETTINGS: readonly Case[] = [
  {
    name: "variables come from secrets and config maps",
    pipeline: "settings/secret-and-config-map.yaml",
    secrets: { credentials: { token: 's3cr3t "quoted" $(x)' } },
    configMaps: { options: { mode: "fast" } },
    expect: { state: "SUCCEEDED", outputs: { Output: 's3cr3t "quoted" $(x)|fast|plain' } },
  },
  {
    name: "the name of a secret can be a parameter",
    pipeline: "settings/secret-and-config-map.yaml",
    parameters: { secret: "others" },
    secrets: { credentials: { token: "no" }, others: { token: "yes" } },
    configMaps: { options: { mode: "fast" } },
    expect: { state: "SUCCEEDED", outputs: { Output: "yes|fast|plain" } },
  },
  {
    name: "a secret that is not there fails its task, and is named",
    pipeline: "settings/secret-and-config-map.yaml",
    configMaps: { options: { mode: "fast" } },
    waitsForEver: true,
    expect: { state: "FAILED", errors: { "show-variables": "credentials" } },
  },
  {
    name: "a secret that is optional need not be there",
    pipeline: "settings/optional-secret.yaml",
    expect: { state: "SUCCEEDED", outputs: { Output: "||" } },
  },
  {
    name: "volume claims are made and deleted in each run",
    pipeline: "settings/volume-claims.yaml",
    bugs: ["B53"],
    expect: {
      state: "SUCCEEDED",
      outputs: { Output: /.-behaviour$/ },
      tasks: { createpvc: "SUCCEEDED", nothing: "SUCCEEDED", deletepvc: "SUCCEEDED" },
    },
    later: [
      {
        pipeline: "settings/volume-claims.yaml",
        expect: {
          state: "SUCCEEDED",
          tasks: { createpvc: "SUCCEEDED", nothing: "CACHED", deletepvc: "SUCCEEDED" },
        },
      },
    ],
  },
  {
    name: "a task can be told its own settings",
    pipeline: "settings/task-config.yaml",
    bugs: ["B46"],
    expect: {
      state: "SUCCEEDED",
      outputs: {
        Output: (told) => {
          const text = JSON.stringify(told);
          return text.includes('"limits":{"cpu":"1","memory":"64Mi"}') && text.includes('"CASE_PLAIN"');
        },
      },
    },
  },
  {
    name: "settings that mean nothing here change nothing",
    pipeline: "settings/passed-over.yaml",
    needs: ["one-machine"],
    expect: { state: "SUCCEEDED", outputs: { Output: "said" } },
  },
  {
    name: "display names name nothing",
    pipeline: "settings/display-names.yaml",
    expect: {
      state: "SUCCEEDED",
      outputs: { Output: "first second" },
      tasks: { say: "SUCCEEDED", "say-2": "SUCCEEDED", "say-3": "SUCCEEDED" },
    },
  },
];
