// @slipway/report: a run as a page.
export { artifactsToRead, DOCUMENT_LIMITS, type DocumentLimits } from "./documents.js";
export { renderReport } from "./report.js";
