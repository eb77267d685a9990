// schemas/slipway.schema.json → src/gen: the check of this backend's options.
import { readSchema, writeValidators } from "../../tools/validators.mjs";

const schema = readSchema("slipway");
const file = new URL("src/gen/validators.js", import.meta.url);
writeValidators(file, [schema], { validateTektonOptions: [schema, "TektonOptions"] });
