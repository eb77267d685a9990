// Importers and what else needs no pod: a template that does nothing, so that Argo shows the task, waits for it and for
// its condition, as the author wrote it. Whoever reads an imported artifact first writes its record.
import type { Template } from "../workflow.js";
import { PATH } from "./context.js";

export function emptyTemplate(name: string): Template {
  return { name, inputs: { parameters: [{ name: PATH }] }, steps: [[]] };
}
