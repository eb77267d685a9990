// Text of settings in which Argo would look for references: it has no way to be told not to.
import type { LeafTask } from "@slipway/compiler";
import type { Diagnostic } from "@slipway/ir";
import type { LinkedPlan, PodFragment } from "@slipway/pod";
import { looksLikeReference } from "../expression.js";
import { diagnose } from "../messages.js";

/** One for each component whose settings hold such a text. Constants of its environment do not count: the driver sets them. */
export function checkBraces(
  fragments: ReadonlyMap<string, PodFragment>,
  { tasks }: Pick<LinkedPlan, "tasks">,
): readonly Diagnostic[] {
  const found = [...fragments].flatMap(([id, { main, placement, pod }]) => {
    const shown = [{ ...main, env: main.env.filter((one) => "valueFrom" in one) }, placement, pod];
    const task = tasks.get(id);
    return task?.kind === "leaf" && looksLikeReference(JSON.stringify(shown)) ? [task.component] : [];
  });
  return [...new Set(found)].map((component) => diagnose("braces", pathOf(component), { component: component.name }));
}

function pathOf({ executorLabel }: LeafTask["component"]): Diagnostic["path"] {
  return ["platforms", "kubernetes", "deploymentSpec", "executors", executorLabel];
}
