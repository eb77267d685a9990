// What Argo says of its nodes that failed: {{workflow.failures}}, which is JSON in quotes of Go's, here cut after a number
// of bytes.
// Source: https://github.com/argoproj/argo-workflows/blob/main/docs/variables.md (exit handler)
import type { EngineFailure } from "../notification.js";

type Node = { readonly displayName?: unknown; readonly message?: unknown };

/** @param encoded in base64 */
export function argoFailures(encoded: string): readonly EngineFailure[] {
  const text = unquoted(Buffer.from(encoded, "base64").toString("utf8"));
  return wholeNodes(text).flatMap(({ displayName, message }) =>
    typeof displayName === "string" && typeof message === "string" && message !== "" && !FOLLOWS.test(message)
      ? [{ name: displayName, message }]
      : [],
  );
}

/** What is said of nodes since others failed. */
const FOLLOWS = /^(?:child '.*' failed|No more retries left|Max duration limit exceeded)$/;

/** Whether people ended the run: `argo stop`. */
export function wasStopped(failures: readonly EngineFailure[]): boolean {
  return failures.some(({ message }) => /^(?:workflow shutdown|Stopped) with strategy/.test(message));
}

/** Source: https://pkg.go.dev/strconv#Quote */
function unquoted(text: string): string {
  return text
    .replace(/^"|"$/g, "")
    .replace(
      /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|(.))/g,
      (_, x?: string, u?: string, U?: string, one = "") => {
        const code = x ?? u ?? U;
        return code === undefined ? (CONTROLS[one] ?? one) : String.fromCodePoint(Number.parseInt(code, 16));
      },
    );
}

const CONTROLS: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", a: "\x07", b: "\b", f: "\f", v: "\v" };

/** Those that the cut has left whole. */
function wholeNodes(text: string): readonly Node[] {
  for (let end = text.length; end > 0; end = text.lastIndexOf("}", end - 2) + 1) {
    const whole = nodesIn(text.slice(0, end)) ?? nodesIn(`${text.slice(0, end)}]`);
    if (whole) return whole;
  }
  return [];
}

function nodesIn(text: string): readonly Node[] | undefined {
  try {
    const nodes: unknown = JSON.parse(text);
    return Array.isArray(nodes) ? nodes.filter((node) => typeof node === "object" && node !== null) : [];
  } catch {
    return undefined;
  }
}
