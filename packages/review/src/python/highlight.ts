// Python source → pieces of text with their kinds, for whoever shows it in colours.
import { highlightCode, tagHighlighter, tags } from "@lezer/highlight";
import { parser } from "@lezer/python";

export type CodeKind =
  | "keyword"
  | "string"
  | "number"
  | "constant"
  | "comment"
  | "definition"
  | "function"
  | "type"
  | "decorator"
  | "operator"
  | "name"
  | "plain";

export type CodeSpan = { readonly text: string; readonly kind: CodeKind };

const KINDS = tagHighlighter([
  { tag: tags.keyword, class: "keyword" },
  { tag: [tags.string, tags.docString, tags.special(tags.string), tags.escape], class: "string" },
  { tag: tags.number, class: "number" },
  { tag: [tags.bool, tags.null, tags.self, tags.atom], class: "constant" },
  { tag: tags.comment, class: "comment" },
  { tag: [tags.function(tags.definition(tags.variableName)), tags.definition(tags.className)], class: "definition" },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], class: "function" },
  { tag: [tags.typeName, tags.className], class: "type" },
  { tag: tags.meta, class: "decorator" },
  { tag: tags.operator, class: "operator" },
  { tag: [tags.variableName, tags.propertyName], class: "name" },
]);

/**
 * All of the text, in order; also of text that is not Python, as far as it can be read.
 *
 * @example highlightPython("x = 1") // [{ text: "x", kind: "name" }, { text: " ", kind: "plain" }, …]
 */
export function highlightPython(code: string): readonly CodeSpan[] {
  const spans: CodeSpan[] = [];
  const put = (text: string, kind: string) => {
    // Only the classes above come here.
    spans.push({ text, kind: (kind === "" ? "plain" : (kind.split(" ")[0] ?? "plain")) as CodeKind });
  };
  highlightCode(code, parser.parse(code), KINDS, put, () => put("\n", ""));
  return spans;
}
