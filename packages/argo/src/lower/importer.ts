// Importers and what else needs no pod: a template that does nothing, so that Argo shows the task, waits for it and for
// its condition, as the author wrote it. Whoever reads an imported artifact first writes its record.
import type { Template } from "../workflow.js";
import { PATH } from "./context.js";

/**
 * A pause that is over when it begins. Steps without a step would look better, but Argo loses what comes behind a node
 * from which no other goes out, and then waits for it for ever.
 * Source: https://github.com/argoproj/argo-workflows/blob/main/workflow/controller/operator.go (getOutboundNodes)
 */
export function emptyTemplate(name: string): Template {
  return { name, inputs: { parameters: [{ name: PATH }] }, suspend: { duration: "0" } };
}
