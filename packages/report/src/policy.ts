// What the page may do: nothing but show itself. Frames inherit this policy.
// https://w3c.github.io/webappsec-csp/ and https://html.spec.whatwg.org/multipage/browsers.html#policy-containers
import { createHash } from "node:crypto";
import { type DefaultTreeAdapterTypes, parse } from "parse5";

type Node = DefaultTreeAdapterTypes.Node;

/**
 * The value of Content-Security-Policy. Scripts run by their digest only: the page's own, and those of the HTML documents
 * in frames, which could do nothing else since frames inherit the policy.
 *
 * @param script of the page
 * @param documents HTML in frames
 */
export function policyFor(script: string, style: string, documents: readonly string[], hasFrames: boolean): string {
  const scripts = [...new Set([script, ...documents.flatMap(scriptsIn)])].map(digest);
  // Handlers in attributes count by digest only with 'unsafe-hashes'; drawing libraries compile code of their own.
  const extra = scripts.length > 1 ? ["'unsafe-hashes'", "'unsafe-eval'"] : [];
  return [
    "default-src 'none'",
    `script-src ${[...scripts, ...extra].join(" ")}`,
    `style-src ${hasFrames ? "'unsafe-inline'" : digest(style)}`,
    ...(hasFrames ? ["img-src data: blob:", "font-src data:", "media-src data: blob:"] : []),
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

function digest(text: string): string {
  return `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;
}

/** Not data, nor rules for what to load ahead. https://html.spec.whatwg.org/multipage/scripting.html#attr-script-type */
function isProgram({ tagName, attrs }: DefaultTreeAdapterTypes.Element): boolean {
  const { value = "" } = attrs.find(({ name }) => name === "type") ?? {};
  return tagName === "script" && /^(?:|module|(?:text|application)\/(?:x-)?(?:java|ecma)script)$/i.test(value.trim());
}

/** Code of the scripts and of the handlers in attributes, as a browser reads it. */
function scriptsIn(document: string): readonly string[] {
  const scripts: string[] = [];
  const pending: Node[] = [parse(document)];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if ("attrs" in node) {
      scripts.push(...node.attrs.filter(({ name }) => /^on/.test(name)).map(({ value }) => value));
      if (isProgram(node)) scripts.push(node.childNodes.map((child) => ("value" in child ? child.value : "")).join(""));
    }
    if ("content" in node) pending.push(node.content);
    if ("childNodes" in node) pending.push(...node.childNodes);
  }
  return scripts.filter((script) => script.trim() !== "");
}
