// Where a pipeline names images: the containers of its tasks, and those that run before them.
import { type IrPath, isJsonObject, type JsonObject, type JsonValue, type PipelineFile } from "@slipway/ir";
import { VOLUME_KINDS } from "./volume-kinds.js";

export type NamedImage = {
  /** As it is written. What is known only in a run holds a placeholder. */
  readonly image: string;
  readonly path: IrPath;
};

type Change = (image: string) => string;

/**
 * Every image that a file names, as often as it does so, in the order of the file's executors.
 *
 * @example
 * imagesOf(file); // [{ image: "python:3.11", path: ["deploymentSpec", "executors", "exec-train", "container", "image"] }]
 */
export function imagesOf(file: PipelineFile): readonly NamedImage[] {
  const { pipeline, platform } = file;
  const mains = Object.entries(pipeline.deploymentSpec?.executors ?? {}).flatMap(([label, { container }]) => {
    const { image = "" } = container ?? {};
    const path = ["deploymentSpec", "executors", label, "container", "image"];
    return image === "" || VOLUME_KINDS.has(image) ? [] : [{ image, path }];
  });
  const before = Object.entries(platform?.deploymentSpec?.executors ?? {}).flatMap(([label, { initContainers }]) =>
    listOf(initContainers).flatMap((container, index) => {
      const image = imageIn(container);
      const above = ["platforms", "kubernetes", "deploymentSpec", "executors", label, "initContainers", index];
      return image === undefined ? [] : [{ image, path: [...above, "image"] }];
    }),
  );
  return [...mains, ...before];
}

/** The same pipeline with other images in their places. Paths and places in the text stay what they are. */
export function withImages(file: PipelineFile, change: Change): PipelineFile {
  const { pipeline, platform, kubernetesExecutors } = file;
  const { deploymentSpec } = pipeline;
  const executors = mapped(deploymentSpec?.executors ?? {}, (executor) =>
    executor.container ? { ...executor, container: withImage(executor.container, change) } : executor,
  );
  return {
    ...file,
    pipeline: { ...pipeline, ...(deploymentSpec && { deploymentSpec: { ...deploymentSpec, executors } }) },
    ...(platform?.deploymentSpec && {
      platform: {
        ...platform,
        deploymentSpec: {
          ...platform.deploymentSpec,
          executors: mapped(platform.deploymentSpec.executors ?? {}, (one) => withInitImages(one, change)),
        },
      },
    }),
    kubernetesExecutors: mapped(kubernetesExecutors, (one) => withInitImages(one, change)),
  };
}

function withImage<Container extends { readonly image?: string }>(container: Container, change: Change): Container {
  const { image = "" } = container;
  return image === "" || VOLUME_KINDS.has(image) ? container : { ...container, image: change(image) };
}

/** Settings as the file has them may be spelt either way. */
const INIT_CONTAINERS = ["initContainers", "init_containers"] as const;

function withInitImages<Settings extends { readonly [field: string]: JsonValue | undefined }>(
  settings: Settings,
  change: Change,
): Settings {
  const found = INIT_CONTAINERS.filter((field) => settings[field] !== undefined);
  const changed = found.map((field) => [field, listOf(settings[field]).map((one) => withInitImage(one, change))]);
  return found.length === 0 ? settings : { ...settings, ...Object.fromEntries(changed) };
}

function withInitImage(container: JsonValue, change: Change): JsonValue {
  const image = imageIn(container);
  return image === undefined ? container : { ...(container as JsonObject), image: change(image) };
}

function imageIn(container: JsonValue): string | undefined {
  const image = isJsonObject(container) ? container["image"] : undefined;
  return typeof image === "string" && image !== "" ? image : undefined;
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

function mapped<T>(named: { readonly [name: string]: T }, change: (one: T) => T): { readonly [name: string]: T } {
  return Object.fromEntries(Object.entries(named).map(([name, one]) => [name, change(one)]));
}
