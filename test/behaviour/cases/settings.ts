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
    expect: { state: "FAILED", errors: { "show-variables": "credentials" } },
  },
  {
    name: "a secret that is optional need not be there",
    pipeline: "settings/optional-secret.yaml",
    expect: { state: "SUCCEEDED", outputs: { Output: "||" } },
  },
  {
    name: "settings that mean nothing here change nothing",
    pipeline: "settings/passed-over.yaml",
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
