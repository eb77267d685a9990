// Where a task finds its inputs and leaves its outputs. On this machine everything is where it is; in a pod the user's
// container sees other paths than driver and publisher, and those that the SDK computes from an artifact's uri.
import { join } from "node:path";
import { pathSegment } from "@slipway/pod";
import { filePath } from "@slipway/store";

export type Spot = {
  /** As driver and publisher see it. */
  readonly file: string;
  /** As the user's code sees it. */
  readonly path: string;
  /** What the executor input says, and from which the SDK computes the path. */
  readonly uri: string;
};

export type Places = {
  /** For an artifact that is fetched; `input` and `index` keep two of one name apart. */
  readonly input: (uri: string, input: string, index: number) => Spot;
  readonly output: (name: string, uri: string) => Spot;
  readonly parameter: (name: string) => Omit<Spot, "uri">;
  readonly outputFile: Omit<Spot, "uri">;
  /** A folder for texts that are too long to be arguments. */
  readonly longTexts: Omit<Spot, "uri">;
  readonly workspace?: Omit<Spot, "uri">;
  /** The folder of which the command sees the MOUNTS, where it does not see this machine's files. */
  readonly mounted?: string;
};

/**
 * Places for a process of this machine. Outputs lie where `outputs` says: in the store itself when that is a folder of
 * this machine, so that nothing is copied.
 */
export function plainPlaces(folder: string, outputs: string, workspace?: string): Places {
  const same = (file: string) => ({ file, path: file });
  const spot = (file: string): Spot => ({ ...same(file), uri: file });
  return {
    input: (uri, input, index) => spot(join(folder, "inputs", pathSegment(input), String(index), lastName(uri))),
    output: (name) => spot(join(outputs, pathSegment(name))),
    parameter: (name) => same(join(folder, "parameters", pathSegment(name))),
    outputFile: same(join(folder, "executor_output.json")),
    longTexts: same(join(folder, "texts")),
    ...(workspace !== undefined && { workspace: same(workspace) }),
  };
}

/** Folders of a pod's shared volume that are mounted into the user's container under the same names. */
export const MOUNTS = ["gcs", "s3", "minio", "oci", "slipway"] as const;

/**
 * Places in a pod: `shared` is the shared volume as driver and publisher see it, and the folders in it are mounted at
 * the root of the user's container. The SDK reads `gs://x` at `/gcs/x`; what has no such place gets a plain path.
 * Source: https://github.com/kubeflow/pipelines/blob/master/sdk/python/kfp/dsl/types/artifact_types.py
 */
export function mountedPlaces(shared: string, workspace?: string): Places {
  const under = (path: string) => ({ file: join(shared, path), path });
  const spot = (uri: string, otherwise: string): Spot => {
    const path = mountedPath(uri);
    return path === undefined ? { ...under(otherwise), uri: otherwise } : { ...under(path), uri };
  };
  return {
    input: (uri, input, index) => spot(uri, `/slipway/inputs/${pathSegment(input)}/${index}/${lastName(uri)}`),
    output: (name, uri) => spot(uri, `/slipway/outputs/${pathSegment(name)}`),
    parameter: (name) => under(`/slipway/parameters/${pathSegment(name)}`),
    outputFile: under("/slipway/executor_output.json"),
    longTexts: under("/slipway/texts"),
    mounted: shared,
    ...(workspace !== undefined && { workspace: { file: workspace, path: "/kfp-workspace" } }),
  };
}

function mountedPath(uri: string): string | undefined {
  const [, scheme, rest = ""] = /^(gs|s3|minio):\/\/(.+)$/s.exec(uri) ?? [];
  // A path that leads elsewhere is none to write to.
  if (!scheme || rest.split("/").some((part) => part === ".." || part === "." || part === "")) return undefined;
  return `/${scheme === "gs" ? "gcs" : scheme}/${rest}`;
}

function lastName(uri: string): string {
  return pathSegment((filePath(uri) ?? uri).replace(/[/]+$/, "").split("/").at(-1) || "artifact");
}
