// What slipway review does with a text, through the packages.
import { type ArgoOptions, argo } from "@slipway/argo";
import { type Compiled, compile } from "@slipway/compiler";
import type { Diagnostic, JsonObject, JsonValue } from "@slipway/ir";
import { factsOf, type Review } from "@slipway/review";
import { type TektonOptions, tekton } from "@slipway/tekton";

export type Wanted = {
  readonly backend?: "argo" | "tekton";
  readonly options?: JsonObject;
  readonly parameters?: Readonly<Record<string, JsonValue>>;
};

const STORE = { store: { uri: "s3://bucket/pipelines", identity: "shared" } };

/** The facts, or the diagnostics that say why there are none. */
export function reviewText(
  text: string,
  { backend = "argo", options = STORE, parameters = {} }: Wanted = {},
): Review | readonly Diagnostic[] {
  if (backend === "argo") {
    const own = options as ArgoOptions;
    const result = compile(text, argo, { options: own, parameters });
    return result.ok ? facts(argo, own, result.value, result.warnings) : result.diagnostics;
  }
  const own = options as TektonOptions;
  const result = compile(text, tekton, { options: own, parameters });
  return result.ok ? facts(tekton, own, result.value, result.warnings) : result.diagnostics;
}

type Telling<Options, Manifest> = {
  readonly name: string;
  podsOf?(manifests: readonly Manifest[]): NonNullable<Parameters<typeof factsOf>[0]["pods"]>;
  countPods?(manifests: readonly Manifest[]): NonNullable<Parameters<typeof factsOf>[0]["podCount"]>;
  needsOf?(
    plan: Compiled<Manifest>["plan"],
    options: Options,
    manifests: readonly Manifest[],
  ): NonNullable<Parameters<typeof factsOf>[0]["needs"]>;
};

function facts<Options extends ArgoOptions | TektonOptions, Manifest extends object>(
  backend: Telling<Options, Manifest>,
  options: Options,
  { plan, manifests }: Compiled<Manifest>,
  warnings: readonly Diagnostic[],
): Review {
  const pods = backend.podsOf?.(manifests);
  const podCount = backend.countPods?.(manifests);
  const needs = backend.needsOf?.(plan, options, manifests);
  return factsOf({
    ...{ plan, backend: backend.name, options, warnings, file: "pipeline.yaml" },
    manifests: manifests.map((manifest) => JSON.parse(JSON.stringify(manifest)) as JsonObject),
    ...(pods && { pods }),
    ...(podCount && { podCount }),
    ...(needs && { needs }),
  });
}

export function mustReview(text: string, wanted: Wanted = {}): Review {
  const review = reviewText(text, wanted);
  if (!("tasks" in review)) throw new Error(review.map(({ message }) => message).join("\n"));
  return review;
}
