// How large things may be, and where that is said. All in bytes.

/**
 * Of a Workflow with its status, as Argo writes it, unless the controller's MAX_WORKFLOW_SIZE says something else.
 * Source: https://github.com/argoproj/argo-workflows/blob/v3.7.9/workflow/packer/packer.go
 */
export const WORKFLOW = 1_048_576;

/** Part of it that a manifest may take: the rest is for the status. */
export const SHARE_OF_MANIFEST = 0.5;

/**
 * Of a template in which all is filled in. Argo hands it to its pod in a variable, which Linux lets have 128 KiB, and only
 * since 3.6 in a ConfigMap where it is larger; a quarter is for what Argo adds.
 * Source: https://github.com/argoproj/argo-workflows/blob/v3.5.0/workflow/controller/workflowpod.go (EnvVarTemplate)
 */
export const TEMPLATE = 98_304;

/**
 * Of all annotations of an object together.
 * Source: https://github.com/kubernetes/apimachinery/blob/v0.33.0/pkg/api/validation/objectmeta.go (TotalAnnotationSizeLimitB)
 */
export const ANNOTATIONS = 262_144;

/**
 * Of what a ConfigMap holds: 1 MiB, less what its other fields take.
 * Source: https://kubernetes.io/docs/concepts/configuration/configmap/#motivation
 */
export const CONFIG_MAP = 1_000_000;

/**
 * Of one argument of a program, which Linux lets have 128 KiB.
 * Source: https://man7.org/linux/man-pages/man2/execve.2.html (MAX_ARG_STRLEN)
 */
export const ARGUMENT = 100_000;

/** As Go writes JSON, with escapes for what HTML would read: a limit of Argo's is a limit of that. */
export function bytesOf(value: unknown): number {
  const text = JSON.stringify(value) ?? "";
  return new TextEncoder().encode(text).length + 5 * (text.match(/[<>&]/g) ?? []).length;
}

/** @example inKib(98304) // "96 KiB" */
export function inKib(bytes: number): string {
  return `${Math.ceil(bytes / 1024).toLocaleString("en-US")} KiB`;
}

/**
 * What Argo notes of a Workflow's nodes, packed, for each: about 55 for those that 3.7.9 wrote, packed as it packs them, and
 * half as much again, since names and inputs differ. `pod` is what versions before 3.7 note of each pod besides, which is not packed;
 * `child` the name of an iteration in the node of its loop.
 */
export const STATUS = { node: 80, pod: 60, child: 15 } as const;
