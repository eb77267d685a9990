// What the argo backend makes of IR for a version of Argo, with a value for every parameter: Argo wants one where the pipeline
// leaves it to whoever runs it.
import { type ArgoManifest, type ArgoOptions, type ArgoVersion, argo } from "@slipway/argo";
import { compile } from "@slipway/compiler";
import { type JsonObject, type JsonValue, parsePipeline } from "@slipway/ir";
import { casesIn, readOptions, readText } from "../golden/case.ts";

const VALUES: Readonly<Record<string, JsonValue>> = {
  STRING: "text",
  NUMBER_INTEGER: 3,
  NUMBER_DOUBLE: 0.5,
  BOOLEAN: true,
  LIST: ["a", "b"],
  STRUCT: { a: 1 },
};

const STORE = { uri: "s3://bucket/pipelines", secret: { name: "store" } };

export type Named = readonly [name: string, manifest: ArgoManifest];

/** Empty where it is refused. */
export function manifestsOf(text: string, options: ArgoOptions = {}, given: JsonObject = {}): readonly ArgoManifest[] {
  const parsed = parsePipeline(text);
  const inputs = parsed.ok ? (parsed.value.pipeline.root?.inputDefinitions?.parameters ?? {}) : {};
  const lacking = Object.entries(inputs).filter(([, input]) => input.defaultValue === undefined && !input.isOptional);
  const values = lacking.map(([name, { parameterType = "STRING" }]) => [name, VALUES[parameterType] ?? "text"]);
  const parameters = { ...Object.fromEntries(values), ...given };
  const result = compile(text, argo, { parameters, options: { store: STORE, ...options } });
  return result.ok ? result.value.manifests : [];
}

/** Of all golden cases, with their own options, what Argo itself reads; a run of a template says nothing for itself. */
export function ofGoldenCases(version: ArgoVersion): readonly Named[] {
  return casesIn(".").flatMap((name) => {
    const { parameters = {}, options = {} } = readOptions(name);
    const own = { ...(options["argo"] as ArgoOptions | undefined), version };
    const made = manifestsOf(readText(name, "pipeline.yaml"), own, parameters);
    return made.filter(isOfArgo).map((manifest) => [`golden/${name}`, manifest] as const);
  });
}

export function isOfArgo({ apiVersion }: ArgoManifest): boolean {
  return apiVersion.startsWith("argoproj.io/");
}

/** A server gives one that has none a name before anything looks at it. */
export function withName(manifest: ArgoManifest): JsonObject {
  return { ...manifest, metadata: { name: "checked", ...manifest.metadata } } as unknown as JsonObject;
}
