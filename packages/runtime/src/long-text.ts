// Where the parts of a text come from, so that whoever made it too long can be named.
import { isJsonObject } from "@slipway/ir";
import { jsonText, scanPlaceholders, textOf } from "@slipway/pod";
import { valueAt } from "./expand.js";
import type { TaskValues } from "./task-values.js";

/** A text of the pipeline, and what became of it. */
export type LongText = { readonly template: string; readonly text: string };

export type TextSource = { readonly name: string; readonly text: string };

/** Inputs that stand in a text, each once, as they stand there. */
export function sourcesOf({ template }: LongText, values: TaskValues): readonly TextSource[] {
  const found = new Map<string, string>();
  for (const part of scanPlaceholders(template)) {
    if (typeof part === "string") continue;
    if (part.kind === "executor-input") for (const { name, text } of allInputs(values)) found.set(name, text);
    else if (part.kind === "input-parameter") {
      found.set(parameter(part.name), textOf(valueAt(values.parameters, part.name) ?? null));
    } else if (part.kind === "artifact" && part.side === "inputs") {
      const content = part.field.kind === "value" ? valueAt(values.contents ?? {}, part.name) : undefined;
      found.set(artifact(part.name), content ?? artifactText(part.name, values));
    }
  }
  return [...found].map(([name, text]) => ({ name, text }));
}

function allInputs(values: TaskValues): readonly TextSource[] {
  return [
    ...Object.entries(values.parameters).map(([name, value]) => ({ name: parameter(name), text: jsonText(value) })),
    ...Object.keys(values.artifacts).map((name) => ({ name: artifact(name), text: artifactText(name, values) })),
  ];
}

function artifactText(name: string, { artifacts }: TaskValues): string {
  return (valueAt(artifacts, name) ?? [])
    .map(({ uri, metadata }) => uri + (isJsonObject(metadata) ? jsonText(metadata) : ""))
    .join();
}

function parameter(name: string): string {
  return `input parameter "${name}"`;
}

function artifact(name: string): string {
  return `input artifact "${name}"`;
}
