// @slipway/kubeflow: the backend for clusters that run Kubeflow Pipelines.
export type { Metadata } from "@slipway/kubernetes";
export { kubeflow } from "./backend.js";
export { catalogue as kubeflowDiagnostics } from "./messages.js";
export type { KubeflowOptions, TaskSecurity } from "./options.js";
export type { Container, DagTask, Parameter, Template, Volume, Workflow, WorkflowSpec } from "./workflow.js";
