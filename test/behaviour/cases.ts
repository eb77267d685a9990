// The table: what every engine that runs pipelines must do. One file for each subject.
import type { Case } from "./case.js";
import { ARTIFACTS } from "./cases/artifacts.js";
import { CACHE } from "./cases/cache.js";
import { CONDITIONS } from "./cases/conditions.js";
import { FAILURE } from "./cases/failure.js";
import { IGNORED_FAILURES } from "./cases/ignored-failures.js";
import { IMPORTERS } from "./cases/importers.js";
import { LOOPS } from "./cases/loops.js";
import { NESTED } from "./cases/nested.js";
import { PARAMETERS } from "./cases/parameters.js";
import { PLACEHOLDERS } from "./cases/placeholders.js";
import { PYTHON } from "./cases/python.js";
import { RETRIES } from "./cases/retries.js";
import { SETTINGS } from "./cases/settings.js";
import { TEXTS } from "./cases/texts.js";

export const CASES: Readonly<Record<string, readonly Case[]>> = {
  parameters: PARAMETERS,
  texts: TEXTS,
  placeholders: PLACEHOLDERS,
  conditions: CONDITIONS,
  loops: LOOPS,
  nested: NESTED,
  artifacts: ARTIFACTS,
  importers: IMPORTERS,
  python: PYTHON,
  failure: FAILURE,
  "ignored failures": IGNORED_FAILURES,
  retries: RETRIES,
  cache: CACHE,
  settings: SETTINGS,
};
