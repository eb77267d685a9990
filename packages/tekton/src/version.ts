// What the versions of Tekton have that differs, and that a manifest is made of. What is in no list here is in all of them, or
// in none of the manifests. https://github.com/tektoncd/pipeline/releases

export const VERSIONS = [
  ...(["1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7"] as const),
  ...(["1.8", "1.9", "1.10", "1.11", "1.12", "1.13", "1.14", "1.15"] as const),
] as const;

export type TektonVersion = (typeof VERSIONS)[number];

/**
 * The oldest that is cared for: what is made for it runs on every later one.
 * Source: https://github.com/tektoncd/pipeline/blob/main/releases.md
 */
export const USUAL_VERSION: TektonVersion = "1.6";

/** Since when, each. */
const SINCE = {
  /**
   * References in what a run says of pods, such as names of Secrets for pulling images.
   * Source: https://github.com/tektoncd/pipeline/blob/v1.3.0/docs/variables.md (spec.taskRunSpecs[].podTemplate)
   */
  templateReferences: "1.3",
} as const satisfies Readonly<Record<string, TektonVersion>>;

export function can(version: TektonVersion, ability: keyof typeof SINCE): boolean {
  return VERSIONS.indexOf(version) >= VERSIONS.indexOf(SINCE[ability]);
}
