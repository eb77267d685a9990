// Results that Tekton Chains reads: where a model or a dataset lies, and its digest, so that its signed provenance of a task
// names them. https://tekton.dev/docs/chains/slsa-provenance/
import { type LeafTask, tasksOf } from "@slipway/compiler";
import type { Diagnostic } from "@slipway/ir";
import { diagnose } from "../messages.js";
import type { Context } from "./context.js";
import type { NamedAnswer } from "./decision.js";

const TYPES: ReadonlySet<string> = new Set(["system.Model", "system.Dataset"]);

/** All that a pod says as it ends fits into 3 KiB. Source: https://tekton.dev/docs/pipelines/tasks/#emitting-results */
const MOST = 4;

export function artifactAnswers(task: LeafTask, { options }: Pick<Context, "options">): readonly NamedAnswer[] {
  if (!options.chains) return [];
  return told(task)
    .slice(0, MOST)
    .map((output) => ({ kind: "artifact", name: output, task: task.id, output, loops: {}, importers: {} }));
}

/** Outputs of which no result is made. */
export function chainsWarnings({ options, linked }: Context): readonly Diagnostic[] {
  if (!options.chains) return [];
  return [...tasksOf(linked.plan)].flatMap((task) => {
    if (task.kind === "dag") return [];
    const lost = told(task).slice(MOST);
    return lost.length === 0
      ? []
      : [diagnose("untold-artifacts", task.definition.path, { task: task.id, outputs: lost.join(", ") })];
  });
}

function told({ component }: LeafTask): readonly string[] {
  if (component.kind !== "container") return [];
  return [...component.outputs.artifacts].flatMap(([name, { type, isList }]) =>
    !isList && TYPES.has(type.schemaTitle ?? "") && /^[A-Za-z0-9][-\w]*$/.test(name) ? [name] : [],
  );
}
