// Pipelines → text, in every manner in which a file of IR may be written.
import type { JsonValue } from "@slipway/ir";
import fc from "fast-check";
import { type DumpOptions, dump } from "js-yaml";
import { snakeCase } from "./snake-case.js";
import { documentsOf, type Pipeline } from "./write/pipeline.js";

/** How a file is written; what it says does not depend on it. */
export type Style = {
  readonly format: "block" | "flow" | "mixed" | "json" | "indented-json";
  readonly quotes?: "single" | "double" | "forced";
  readonly indent?: number;
  readonly lineWidth?: number;
  readonly lineBreak?: "\r\n";
  readonly keys?: "snake_case";
  /** The comment that the SDK puts above. */
  readonly hasHeader?: boolean;
  readonly hasByteOrderMark?: boolean;
  readonly platformFirst?: boolean;
  readonly hasAliases?: boolean;
};

export function styles(): fc.Arbitrary<Style> {
  return fc.record(
    {
      format: fc.constantFrom("block", "block", "flow", "mixed", "json", "indented-json"),
      quotes: fc.constantFrom("single", "double", "forced"),
      indent: fc.constantFrom(1, 2, 4),
      lineWidth: fc.constantFrom(-1, 20, 80),
      lineBreak: fc.constant("\r\n"),
      keys: fc.constant("snake_case"),
      hasHeader: fc.boolean(),
      hasByteOrderMark: fc.boolean(),
      platformFirst: fc.boolean(),
      hasAliases: fc.boolean(),
    },
    { requiredKeys: ["format"] },
  );
}

const PLAIN: Style = { format: "block" };

/** The pipeline as a file. Without a style as the SDK writes it, one document below the other. */
export function printYaml(pipeline: Pipeline, style: Style = PLAIN): string {
  return printDocuments(documentsOf(pipeline), style);
}

/** Documents that need not be a pipeline any more. */
export function printDocuments(documents: readonly JsonValue[], style: Style = PLAIN): string {
  const spelled = style.keys ? documents.map(snakeCase) : documents;
  const ordered = style.platformFirst ? [...spelled].reverse() : spelled;
  const printed = ordered.map((document) => printDocument(document, style)).join("---\n");
  const header = style.hasHeader ? "# PIPELINE DEFINITION\n# Name: a\n" : "";
  const text = `${header}${printed}`.replaceAll("\n", style.lineBreak ?? "\n");
  return `${style.hasByteOrderMark ? "\ufeff" : ""}${text}`;
}

/** JSON may hold them as they are, YAML must not. */
const UNPRINTABLE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

function printDocument(document: JsonValue, style: Style): string {
  if (style.format === "json" || style.format === "indented-json") {
    const text = JSON.stringify(document, null, style.format === "json" ? 0 : (style.indent ?? 2));
    const escaped = text.replace(UNPRINTABLE, (character) => {
      return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
    });
    return `${escaped}\n`;
  }
  const options: DumpOptions = {
    noRefs: !style.hasAliases,
    lineWidth: style.lineWidth ?? -1,
    indent: style.indent ?? 2,
    quotingType: style.quotes === "double" ? '"' : "'",
    forceQuotes: style.quotes === "forced",
    ...(style.format !== "block" && { flowLevel: style.format === "flow" ? 0 : 4 }),
  };
  return dump(document, options);
}
