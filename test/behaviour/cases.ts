// The table: what every engine that runs pipelines must do. One file for each subject.
import type { Case } from "./case.js";
import { CONDITIONS } from "./cases/conditions.js";
import { FAILURE } from "./cases/failure.js";
import { LOOPS } from "./cases/loops.js";
import { NESTED } from "./cases/nested.js";
import { PARAMETERS } from "./cases/parameters.js";
import { RETRIES } from "./cases/retries.js";
import { TEXTS } from "./cases/texts.js";

export const CASES: Readonly<Record<string, readonly Case[]>> = {
  parameters: PARAMETERS,
  texts: TEXTS,
  conditions: CONDITIONS,
  loops: LOOPS,
  nested: NESTED,
  failure: FAILURE,
  retries: RETRIES,
};
