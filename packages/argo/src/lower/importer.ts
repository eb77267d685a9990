// Importers and what else needs no pod: a template that does nothing, so that Argo shows the task, waits for it and for
// its condition, as the author wrote it. Whoever reads an imported artifact first writes its record.
import { inputParameter } from "../expression.js";
import type { Template } from "../workflow.js";
import { PATH } from "./context.js";

/**
 * One step that is left out. Without any Argo finds no way from what is before the task to what is after it, and waits for ever.
 * Source: https://github.com/argoproj/argo-workflows/blob/main/workflow/controller/dag.go (assessDAGPhase)
 */
export function emptyTemplate(name: string): Template {
  const parameters = [{ name: PATH, value: inputParameter(PATH) }];
  return {
    name,
    inputs: { parameters: [{ name: PATH }] },
    steps: [[{ name: "nothing", template: name, when: "false", arguments: { parameters } }]],
  };
}
