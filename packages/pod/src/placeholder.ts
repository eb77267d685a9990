// Kubeflow's {{$.inputs.parameters['x']}}: how a placeholder is spelt. What stands in its place is told by expand.ts.
// Source: https://www.kubeflow.org/docs/components/pipelines/user-guides/components/container-components

export type Placeholder = (
  | { readonly kind: "executor-input" }
  /** Of the run or the task: `pipeline_job_name`. */
  | { readonly kind: "general"; readonly name: string }
  | { readonly kind: "input-parameter"; readonly name: string }
  | {
      readonly kind: "artifact";
      readonly side: "inputs" | "outputs";
      readonly name: string;
      readonly field: ArtifactField;
    }
  | { readonly kind: "output-parameter"; readonly name: string }
  | { readonly kind: "output-file" }
) & {
  /** As it is written. */
  readonly text: string;
};

/** `list` is all artifacts of the input. */
export type ArtifactField =
  | { readonly kind: "list" | "uri" | "path" | "name" | "metadata" | "value" }
  | { readonly kind: "metadata-entry"; readonly key: string };

const GENERAL: ReadonlySet<string> = new Set([
  "pipeline_job_name",
  "pipeline_job_resource_name",
  "pipeline_job_uuid",
  "pipeline_job_create_time_utc",
  "pipeline_job_schedule_time_utc",
  "pipeline_task_name",
  "pipeline_task_uuid",
  "pipeline_root",
  "workspace_path",
]);

const INPUT_PARAMETER = /^\.inputs\.parameters\['(.+)'\]$/s;
const OUTPUT_PARAMETER = /^\.outputs\.parameters\['(.+)'\]\.output_file$/s;
const ARTIFACT =
  /^\.(inputs|outputs)\.artifacts\['(.+?)'\](?:|\.(uri|path|name|metadata|value)|\.(?:metadata|properties)\['(.+)'\])$/s;

/**
 * A text in its parts: placeholders, and what lies between them. Whatever is no placeholder of ours is text, as in
 * Kubeflow: `{{$.json_escape[1]}}`, `{{x}}`.
 */
export function scanPlaceholders(text: string): readonly (string | Placeholder)[] {
  const parts: (string | Placeholder)[] = [];
  let done = 0;
  let open = -1;
  for (const { 0: token, index } of text.matchAll(/\{\{\$|\}\}/g)) {
    if (token !== "}}") {
      open = index;
      continue;
    }
    const placeholder = open < 0 ? undefined : readPlaceholder(text.slice(open, index + 2));
    if (placeholder) {
      if (open > done) parts.push(text.slice(done, open));
      parts.push(placeholder);
      done = index + 2;
    }
    open = -1;
  }
  if (done < text.length) parts.push(text.slice(done));
  return parts;
}

function readPlaceholder(text: string): Placeholder | undefined {
  const inner = text.slice(3, -2);
  if (inner === "") return { kind: "executor-input", text };
  if (inner === ".outputs.output_file" || inner === ".outputMetadataUri") return { kind: "output-file", text };
  if (GENERAL.has(inner.slice(1)) && inner.startsWith(".")) return { kind: "general", name: inner.slice(1), text };
  const [, input] = INPUT_PARAMETER.exec(inner) ?? [];
  if (input !== undefined) return { kind: "input-parameter", name: input, text };
  const [, output] = OUTPUT_PARAMETER.exec(inner) ?? [];
  if (output !== undefined) return { kind: "output-parameter", name: output, text };
  const [, side, name, field, key] = ARTIFACT.exec(inner) ?? [];
  if (name === undefined || (side !== "inputs" && side !== "outputs")) return undefined;
  return { kind: "artifact", side, name, field: fieldOf(field, key), text };
}

function fieldOf(field: string | undefined, key: string | undefined): ArtifactField {
  if (key !== undefined) return { kind: "metadata-entry", key };
  switch (field) {
    case "uri":
    case "path":
    case "name":
    case "metadata":
    case "value":
      return { kind: field };
    default:
      return { kind: "list" };
  }
}

/** Names of placeholders for the run and the task that stand in texts, each once: `pipeline_job_name`. */
export function generalPlaceholdersIn(texts: readonly string[]): readonly string[] {
  return named(texts, (part) => (part.kind === "general" ? part.name : undefined));
}

/** Names of input artifacts of which texts ask for the content, each once. */
export function contentsReadIn(texts: readonly string[]): readonly string[] {
  return named(texts, (part) =>
    part.kind === "artifact" && part.side === "inputs" && part.field.kind === "value" ? part.name : undefined,
  );
}

function named(texts: readonly string[], nameOf: (part: Placeholder) => string | undefined): readonly string[] {
  const parts = texts.flatMap(scanPlaceholders);
  return [...new Set(parts.flatMap((part) => (typeof part === "string" ? [] : (nameOf(part) ?? []))))];
}
