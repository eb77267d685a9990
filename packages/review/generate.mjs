// src/templates/*.hbs → src/gen/templates.ts: compiled ahead of time, so that no page needs the compiler or `eval` to be made.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import handlebars from "handlebars";

const HELPERS = ["text", "cell", "code", "fence"];
const folder = new URL("src/templates/", import.meta.url);
const target = new URL("src/gen/", import.meta.url);
mkdirSync(target, { recursive: true });

const entries = readdirSync(folder)
  .filter((file) => file.endsWith(".hbs"))
  .sort()
  .map((file) => {
    const source = readFileSync(new URL(file, folder), "utf8");
    // A field that is missing is a mistake of ours, and a helper that is not known, too.
    const compiled = handlebars.precompile(source, {
      strict: true,
      knownHelpersOnly: true,
      knownHelpers: Object.fromEntries(HELPERS.map((name) => [name, true])),
    });
    return `  ${JSON.stringify(file.replace(/\.hbs$/, ""))}: ${compiled},\n`;
  });

writeFileSync(
  new URL("templates.ts", target),
  `// @ts-nocheck: made by generate.mjs from src/templates.
export const TEMPLATES: Readonly<Record<string, object>> = {
${entries.join("")}};
`,
);
