// schemas/slipway.schema.json → src/gen/validators.js: the check of this backend's options, compiled ahead of time.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import Ajv from "ajv";
import standalone from "ajv/dist/standalone/index.js";

const schema = JSON.parse(readFileSync(new URL("../../schemas/slipway.schema.json", import.meta.url), "utf8"));
const target = new URL("src/gen/", import.meta.url);
mkdirSync(target, { recursive: true });

const ajv = new Ajv({
  allErrors: true,
  strict: true,
  inlineRefs: false,
  schemas: [schema],
  code: { source: true, esm: true, lines: true },
});
const code = standalone(ajv, { validateKubeflowOptions: `${schema.$id}#/definitions/KubeflowOptions` });
if (code.includes("require(")) throw new Error("the validator needs ajv at run time: avoid the keyword that does");
writeFileSync(new URL("validators.js", target), code);
writeFileSync(
  new URL("validators.d.ts", target),
  `type ValidationError = {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: { readonly [name: string]: unknown };
  readonly message?: string;
};
export const validateKubeflowOptions: { (value: unknown): boolean; errors?: readonly ValidationError[] | null };
`,
);
