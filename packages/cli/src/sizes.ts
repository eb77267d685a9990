// How large manifests are, as JSON: engines and Kubernetes limit that of an object, and engines that of its templates.
import type { Manifest } from "./backends.js";

/** In bytes. */
export type Sizes = {
  readonly total: number;
  /** By name of the template. */
  readonly templates: Readonly<Record<string, number>>;
};

type Named = { readonly name: string };

export function sizesOf(manifests: readonly Manifest[]): Sizes {
  return {
    total: manifests.reduce((total, manifest) => total + bytesOf(manifest), 0),
    templates: Object.fromEntries(manifests.flatMap(templatesOf).map((template) => [template.name, bytesOf(template)])),
  };
}

function templatesOf(manifest: Manifest): readonly Named[] {
  if (!("spec" in manifest)) return [];
  const { spec } = manifest;
  if ("templates" in spec) return spec.templates;
  return "workflowSpec" in spec ? spec.workflowSpec.templates : [];
}

/** @example sizeText({ total: 30000, templates: { train: 9000 } }); // "30 KiB, at most 9 KiB a template" */
export function sizeText({ total, templates }: Sizes): string {
  const all = Object.values(templates);
  return all.length === 0 ? inKib(total) : `${inKib(total)}, at most ${inKib(Math.max(...all))} a template`;
}

function inKib(bytes: number): string {
  return `${Math.ceil(bytes / 1024)} KiB`;
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
