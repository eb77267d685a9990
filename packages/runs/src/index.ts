// @slipway/runs: what a store knows of runs.
export { type Ended, viewRun } from "./view.js";
