// @slipway/argo: backend for a plain Argo Workflows.
export { argo } from "./backend.js";
export { catalogue as argoDiagnostics } from "./messages.js";
export type { ArgoOptions } from "./options.js";
export { type ArgoVersion, VERSIONS as ARGO_VERSIONS } from "./version.js";
export type {
  ArgoManifest,
  ConfigMap,
  Container,
  CronWorkflow,
  DagTask,
  Template,
  TemplateRun,
  Workflow,
  WorkflowTemplate,
} from "./workflow.js";
