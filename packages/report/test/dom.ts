// A page as a browser reads it.
import { type DefaultTreeAdapterTypes, parse } from "parse5";

export type Element = DefaultTreeAdapterTypes.Element;

/** Every element, those in templates too. */
export function elementsOf(page: string): readonly Element[] {
  const elements: Element[] = [];
  const pending: DefaultTreeAdapterTypes.Node[] = [parse(page)];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if ("tagName" in node) elements.push(node);
    if ("content" in node) pending.push(node.content);
    if ("childNodes" in node) pending.push(...[...node.childNodes].reverse());
  }
  return elements;
}

export function textOf(node: DefaultTreeAdapterTypes.Node): string {
  if ("value" in node) return node.value;
  return "childNodes" in node ? node.childNodes.map(textOf).join("") : "";
}

export function attribute(element: Element | undefined, name: string): string | undefined {
  return element?.attrs.find((one) => one.name === name)?.value;
}

export function withTag(page: string, tag: string): readonly Element[] {
  return elementsOf(page).filter(({ tagName }) => tagName === tag);
}
