// @slipway/argo: backend for a plain Argo Workflows.
export { argo } from "./backend.js";
export { catalogue as argoDiagnostics } from "./messages.js";
export type { ArgoOptions } from "./options.js";
export type { ConfigMap, Container, DagTask, Template, Workflow } from "./workflow.js";
