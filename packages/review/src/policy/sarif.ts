// What was found → SARIF 2.1.0, which code scanning reads.
// Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html and
// https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
import { compareText, type Entry, renderPath, type Shown } from "@slipway/ir";

/** A diagnostic or a finding, with the file that it is about. */
export type SarifResult = Shown & {
  /** A path from the top of the repository, with `/`. */
  readonly file: string;
  /** Of a rule of the team's own. */
  readonly ownRule?: string;
  readonly task?: string;
  /** It does not count, for this reason. */
  readonly exceptedFor?: string;
};

export type SarifInput = {
  readonly version: string;
  readonly results: readonly SarifResult[];
  /** By code: what `slipway explain` knows. */
  readonly entries: ReadonlyMap<string, Entry>;
};

export type SarifLog = {
  readonly $schema: string;
  readonly version: "2.1.0";
  readonly runs: readonly [SarifRun];
};

type Text = { readonly text: string };
type SarifRun = {
  readonly tool: {
    readonly driver: { readonly name: string; readonly semanticVersion: string; readonly rules: readonly SarifRule[] };
  };
  readonly columnKind: "utf16CodeUnits";
  readonly results: readonly object[];
};
type SarifRule = {
  readonly id: string;
  readonly name: string;
  readonly shortDescription: Text;
  readonly fullDescription: Text;
  readonly help: Text & { readonly markdown: string };
  readonly defaultConfiguration: { readonly level: string };
  readonly properties: { readonly tags: readonly string[] };
};

/**
 * @example
 * toSarif({ version: "1.0.0", results: [{ ...diagnostic, file: "pipeline.yaml" }], entries });
 * // { version: "2.1.0", runs: [{ tool: …, results: [{ ruleId: "policy/image-digest", … }] }], … }
 */
export function toSarif({ version, results, entries }: SarifInput): SarifLog {
  const ids = [...new Set(results.map(ruleId))].sort(compareText);
  const rules = ids.map((id) => ruleOf(id, entries));
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "Slipway", semanticVersion: version, rules } },
        columnKind: "utf16CodeUnits",
        results: results.map((result) => resultOf(result, ids)),
      },
    ],
  };
}

function ruleId({ code, ownRule }: SarifResult): string {
  return ownRule === undefined ? code : `${code}/${ownRule}`;
}

function ruleOf(id: string, entries: ReadonlyMap<string, Entry>): SarifRule {
  const [prefix = "", code = ""] = id.split("/");
  const entry = entries.get(`${prefix}/${code}`);
  const { cause = id, fix = "" } = entry ?? {};
  return {
    id,
    name: nameOf(id),
    shortDescription: { text: titleOf(id) },
    fullDescription: { text: cause },
    help: { text: `${cause} ${fix}`.trim(), markdown: `${cause}\n\n**What to do:** ${fix}` },
    defaultConfiguration: { level: entry?.severity ?? "warning" },
    properties: { tags: prefix === "policy" ? ["policy", "security"] : [prefix] },
  };
}

/** `policy/image-digest` → `PolicyImageDigest` */
function nameOf(id: string): string {
  return id.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** `policy/image-digest` → `Image digest` */
function titleOf(id: string): string {
  const words = (id.split("/").at(-1) ?? id).replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function resultOf(result: SarifResult, ids: readonly string[]): object {
  const { severity, message, file, range, path, task, exceptedFor } = result;
  const id = ruleId(result);
  const place = renderPath(path);
  return {
    ruleId: id,
    ruleIndex: ids.indexOf(id),
    level: severity,
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURI(file) },
          region: range
            ? { startLine: range.line, startColumn: range.column, endLine: range.endLine, endColumn: range.endColumn }
            : // What has no place of its own is about the file, and code scanning shows no result without one.
              { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 },
        },
        ...(place !== "" && { logicalLocations: [{ fullyQualifiedName: place }] }),
      },
    ],
    partialFingerprints: { "slipwayFinding/v1": [id, file, place, task ?? "", withoutNumbers(message)].join("|") },
    ...(exceptedFor !== undefined && {
      suppressions: [{ kind: "external", status: "accepted", justification: exceptedFor }],
    }),
  };
}

/** Tells findings of one place apart. Numbers are left out, except in names: those of lines and amounts come and go. */
function withoutNumbers(message: string): string {
  return message.replace(/"[^"]*"|\d+/g, (part) => (part.startsWith('"') ? part : ""));
}
