import type { LeafTask } from "@slipway/compiler";
import type { JsonObject } from "@slipway/ir";
import type { Work } from "./invocation.js";

/** What a component does, in the words of an invocation. */
export function workOf(component: LeafTask["component"]): Work {
  switch (component.kind) {
    case "container": {
      const { image = "", command = [], args = [], env = [], resources } = component.container;
      return {
        kind: "container",
        image,
        command,
        args,
        env: env.map(({ name = "", value = "" }) => ({ name, value })),
        ...(resources && { resources: resources as JsonObject }),
      };
    }
    case "importer": {
      const {
        artifactUri,
        typeSchema = {},
        metadata = {},
        reimport = false,
        downloadToWorkspace = false,
      } = component.importer;
      const { constant, runtimeParameter } = artifactUri ?? {};
      const uri = runtimeParameter ? { parameter: runtimeParameter } : { constant: String(constant ?? "") };
      return { kind: "importer", uri, type: typeSchema, metadata, reimport, downloadToWorkspace };
    }
    case "create-pvc":
    case "delete-pvc":
      return { kind: component.kind };
    case "resolver":
    case "custom-job":
      throw new Error(`a ${component.kind} runs on Vertex AI only, and every backend refuses it`);
  }
}
