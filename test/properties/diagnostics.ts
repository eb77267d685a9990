// What every diagnostic owes its reader, and a guard against hangs.
import { type Diagnostic, type IrPath, renderDiagnostic } from "@slipway/ir";
import { CORE_SCHEMA, loadAll, Type } from "js-yaml";
import { expect } from "vitest";

const LONGEST = 5_000;

/** Diagnostics of one file that are looked at. */
const MOST = 50;

/** Runs a step that takes milliseconds and must never take seconds. */
export function withoutHang<T>(step: () => T): T {
  const start = performance.now();
  const result = step();
  expect(performance.now() - start, "milliseconds").toBeLessThan(LONGEST);
  return result;
}

/** A sentence, a code, a place in the text, and a path that leads there. */
export function expectShowable(diagnostics: readonly Diagnostic[], text: string): void {
  // What stands where the SDK's comment was broken is read over, so it has no place.
  const isRepaired = diagnostics.some(({ code }) => code === "ir/broken-header");
  const documents = documentsIn(text);
  const lines = text.split(/\r\n|\r|\n/).length;
  for (const diagnostic of diagnostics.slice(0, MOST)) {
    const { code, message, range } = diagnostic;
    expect(code).toMatch(/^[a-z]+\/[a-z-]+$/);
    expect(message).toMatch(/\S{2}/);
    expect(message, code).not.toMatch(/undefined|\[object /);
    if (range) expect(range.line, code).toBeLessThanOrEqual(lines);
    if (documents && !isRepaired) expectPlace(diagnostic, documents);
    expect(renderDiagnostic(diagnostic, { text })).toContain(code);
  }
}

function expectPlace({ code, path, range }: Diagnostic, documents: readonly unknown[]): void {
  // Of a key that stands twice only the second is in what was read here, and its path may lead through the first.
  if (code === "ir/duplicate-key") return;
  // What is missing at the top of a file has no place, and neither has what was not in the file at all.
  const hasPlace = path.length > 0 && exists(path.slice(0, 1), documents);
  expect(range !== undefined || !hasPlace, `${code}: no range`).toBe(true);
  // The last part may be what is missing.
  expect(exists(path.slice(0, -1), documents), `${code}: ${JSON.stringify(path)}`).toBe(true);
}

const merge = new Type("tag:yaml.org,2002:merge", { kind: "scalar", resolve: (text: string | null) => text === "<<" });

const schema = CORE_SCHEMA.extend({ implicit: [merge] });

/** None for a text that is no YAML as it stands; what the SDK's comment spoils is read all the same. */
function documentsIn(text: string): readonly unknown[] | undefined {
  try {
    return loadAll(text, null, { schema, json: true });
  } catch {
    return undefined;
  }
}

/** Whether a path leads to something in one of the documents. */
function exists(path: IrPath, documents: readonly unknown[]): boolean {
  const specs = documents.flatMap((document) => [
    document,
    ...wrappers.flatMap((keys) => follow(document, keys) ?? []),
  ]);
  return path.length === 0 || specs.some((spec) => follow(spec, path) !== undefined);
}

/** Where a spec may stand in what wraps it. */
const wrappers: readonly IrPath[] = [["pipelineSpec"], ["spec", "pipelineSpec"], ["spec", "platformSpec"]];

/** Paths have the canonical spelling, files may have the other. */
function follow(value: unknown, path: IrPath): unknown {
  const [first, ...rest] = path;
  if (first === undefined || typeof value !== "object" || value === null) return path.length === 0 ? value : undefined;
  const exact = Object.hasOwn(value, first) ? String(first) : undefined;
  const key = exact ?? Object.keys(value).find((name) => camelCase(name) === first);
  return key === undefined ? undefined : follow((value as Record<string, unknown>)[key], rest);
}

function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
