// @slipway/review: what a pipeline will run, told before it runs.
export type { CacheOutlook } from "./diff/cache-outlook.js";
export type * from "./diff/difference.js";
export { differenceOf, type Version } from "./diff/difference-of.js";
export { differenceMarkdown } from "./diff/markdown.js";
export { differenceText } from "./diff/text.js";
export type * from "./facts/answers.js";
export { factsOf, type ReviewInput } from "./facts/facts-of.js";
export type * from "./facts/image.js";
export type * from "./facts/pod.js";
export { securityOf } from "./facts/pod-security.js";
export type * from "./facts/review.js";
export type * from "./facts/task.js";

export { checkPolicy, type Judged } from "./policy/check-policy.js";
export type { Finding, PolicyInput } from "./policy/finding.js";
export { catalogue as policyDiagnostics } from "./policy/messages.js";
export type * from "./policy/policy.js";
export { type SarifLog, type SarifResult, toSarif } from "./policy/sarif.js";
export { checkPython } from "./python/check-python.js";
export type { NameUse } from "./python/event.js";
export { type GlobalNames, globalNamesOf } from "./python/global-names.js";
export { type CodeKind, type CodeSpan, highlightPython } from "./python/highlight.js";
export { type Import, importsOf } from "./python/imports.js";
export { catalogue as pythonDiagnostics } from "./python/messages.js";

export { renderReviewComment } from "./report/comment.js";
export { renderReviewPage } from "./report/page.js";
