// The templates of src/templates, with what may stand in their holes. Every hole escapes for HTML, in Markdown too; texts of users
// stand there as `visible` shows them.
import { visible } from "@slipway/ir";
import type Handlebars from "handlebars";
import runtime from "handlebars/runtime.js";
import { TEMPLATES } from "../gen/templates.js";
import { codeFence, codeSpan, tableCell } from "./markdown-text.js";

// The library's own types leave its runtime out.
const handlebars = (runtime as unknown as typeof Handlebars).create();
const safe = (markup: string) => new handlebars.SafeString(markup);

handlebars.registerHelper({
  text: (text: string) => visible(String(text)),
  cell: (text: string) => safe(tableCell(String(text))),
  code: (text: string) => safe(codeSpan(String(text))),
  fence: (text: string, language: string) => safe(codeFence(String(text), language)),
});

const compiled = Object.fromEntries(
  Object.entries(TEMPLATES).map(([name, specification]) => [name, handlebars.template(specification)]),
);
handlebars.registerPartial(compiled);

export type TemplateName = "page" | "comment" | "code";

/** @param view what the template's holes name: every field must be there, or be asked for by `if` */
export function render(name: TemplateName, view: object): string {
  return compiled[name]?.(view) ?? "";
}
