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
  const templates = manifests.flatMap(templatesOf).map((template) => [template.name, bytesOf(template)] as const);
  const others = manifests.reduce((total, manifest) => total + bytesOf(withDigits(manifest)), 0);
  return {
    total: templates.reduce((total, [, bytes]) => total + bytes - 1, others),
    templates: Object.fromEntries(templates),
  };
}

function templatesOf(manifest: Manifest): readonly Named[] {
  if (!("spec" in manifest)) return [];
  const { spec } = manifest;
  if ("templates" in spec) return spec.templates;
  return "workflowSpec" in spec ? spec.workflowSpec.templates : [];
}

/** A manifest with a digit for each of its templates: they are the most of it, and were measured. */
function withDigits(manifest: Manifest): object {
  if (!("spec" in manifest)) return manifest;
  const { spec } = manifest;
  const templates = templatesOf(manifest).map(() => 0);
  if ("templates" in spec) return { ...manifest, spec: { ...spec, templates } };
  if (!("workflowSpec" in spec)) return manifest;
  return { ...manifest, spec: { ...spec, workflowSpec: { ...spec.workflowSpec, templates } } };
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
