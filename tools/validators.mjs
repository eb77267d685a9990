// schemas/ → validators compiled ahead of time, so that ajv is not installed with the packages. Used by each package's
// generate.mjs.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import Ajv from "ajv";
import standalone from "ajv/dist/standalone/index.js";

export function readSchema(name) {
  return JSON.parse(readFileSync(new URL(`../schemas/${name}.schema.json`, import.meta.url), "utf8"));
}

/** ajv joins lists of errors by copying both: 100,000 mistakes would take minutes. */
const JOIN = /vErrors = vErrors === null \? (\w+)\.errors : vErrors\.concat\(\1\.errors\);/g;
const joining = `function join(all, more) {
if (all === null) return more;
for (const error of more) all.push(error);
return all;
}
`;

/**
 * Writes the code of validators, and its types beside it.
 *
 * @param file URL of the code: .cjs for what is loaded when it is needed, .js for what is imported
 * @param schemas all that the validated definitions refer to
 * @param definitions by the name of each validator, what it validates: { validateSettings: [schema, "Settings"] }
 */
export function writeValidators(file, schemas, definitions) {
  const isModule = file.pathname.endsWith(".js");
  const ajv = new Ajv({
    allErrors: true,
    strict: true,
    strictRequired: false,
    inlineRefs: false,
    schemas,
    code: { source: true, esm: isModule, lines: true },
  });
  const entries = Object.entries(definitions);
  const references = entries.map(([name, [{ $id }, definition]]) => [name, `${$id}#/definitions/${definition}`]);
  const code = standalone(ajv, Object.fromEntries(references));
  if (code.includes("require(")) throw new Error("the validators need ajv at run time: avoid the keyword that does");
  mkdirSync(new URL(".", file), { recursive: true });
  writeFileSync(file, `${code.replace(JOIN, "vErrors = join(vErrors, $1.errors);")}\n${joining}`);
  writeFileSync(new URL(file.href.replace(/\.(c?)js$/, ".d.$1ts")), typesOf(Object.keys(definitions)));
}

function typesOf(names) {
  const validators = names.map((name) => `export const ${name}: Validator;\n`);
  return `type BrokenRule = {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: { readonly [name: string]: unknown };
};
type Validator = { (value: unknown): boolean; errors?: readonly BrokenRule[] | null };
${validators.join("")}`;
}
