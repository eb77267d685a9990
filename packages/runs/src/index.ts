// @slipway/runs: what a store knows of runs.
export {
  type CacheList,
  type CacheQuery,
  type CacheRemoval,
  type CacheSelection,
  listCache,
  removeCache,
} from "./cache.js";
export type { Problem } from "./document.js";
export {
  type CacheExplanation,
  type CacheOrigin,
  type Difference,
  type ExplainSettings,
  explainCache,
} from "./explain-cache.js";
export { type FoundRun, findRun } from "./find.js";
export { type Lineage, type LineageStep, type LineageTask, lineageOf } from "./lineage.js";
export {
  findTask,
  leavesOf,
  listRuns,
  type ReadRun,
  type RunList,
  type RunQuery,
  type RunSummary,
  readRun,
  readTasks,
  readUntilEnd,
  summaryOf,
} from "./read.js";
export { type Removal, type RemovalSettings, type RemovedRun, type RunSelection, removeRuns } from "./removal.js";
export { errorOf, runJson, type TaskJson } from "./run-json.js";
export { type Ended, type EndOf, viewRun } from "./view.js";
