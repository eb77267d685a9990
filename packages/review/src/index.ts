// @slipway/review: what a pipeline will run, told before it runs.
export type * from "./facts/answers.js";
export { factsOf, type ReviewInput } from "./facts/facts-of.js";
export type * from "./facts/image.js";
export type * from "./facts/pod.js";
export type * from "./facts/review.js";
export type * from "./facts/task.js";
export { renderReviewComment } from "./report/comment.js";
export { renderReviewPage } from "./report/page.js";
