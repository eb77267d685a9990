// The table: what every engine that runs pipelines must do. One file for each subject.
import type { Case } from "./case.js";
import { PARAMETERS } from "./cases/parameters.js";
import { TEXTS } from "./cases/texts.js";

export const CASES: Readonly<Record<string, readonly Case[]>> = {
  parameters: PARAMETERS,
  texts: TEXTS,
};
