// @slipway/report: a run as a page, and runs side by side.
export { type Comparison, type ComparisonRow, type ComparisonSection, compareRuns } from "./comparison.js";
export { renderComparison } from "./comparison-page.js";
export { comparisonText } from "./comparison-text.js";
export { artifactsToRead, DOCUMENT_LIMITS, type DocumentLimits } from "./documents.js";
export { renderReport } from "./report.js";
