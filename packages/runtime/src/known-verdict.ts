// Conditions that the parameters of a run decide, so that nobody has to note whether they hold.
import type { JsonValue } from "@slipway/ir";
import type { OutlineTask, Source } from "@slipway/pod";
import { evaluateCondition, select } from "./expression.js";
import { type Found, found, missing } from "./found.js";
import { fillNullable, withNulls } from "./inputs.js";
import type { RunRecord } from "./record.js";

/** Whether the condition of a task holds; undefined where it has none, or where the run's parameters do not tell. */
export function knownVerdict(
  { condition, reads }: Pick<OutlineTask, "condition" | "reads">,
  run: Pick<RunRecord, "parameters">,
): boolean | undefined {
  if (condition === undefined || reads === undefined) return undefined;
  const raw = Object.entries(reads).map(([name, { from }]) => [name, readKnown(from, run)] as const);
  const { values, problems } = fillNullable(reads, Object.fromEntries(raw), {});
  if (problems.length > 0) return undefined;
  const verdict = evaluateCondition(condition, { parameters: withNulls(reads, values), artifacts: {} });
  return verdict.ok ? verdict.value : undefined;
}

function readKnown(source: Source, run: Pick<RunRecord, "parameters">): Found<JsonValue> {
  switch (source.kind) {
    case "constant":
      return found(source.value);
    case "absent":
      return found(null);
    case "pipeline-parameter":
      return found(run.parameters[source.name] ?? null);
    case "selected": {
      const from = readKnown(source.from, run);
      return from.ok && from.value !== null ? select(source.selector, from.value) : from;
    }
    case "defaulted": {
      const from = readKnown(source.from, run);
      return from.ok ? found(from.value ?? source.value) : from;
    }
    default:
      return missing("it is not known when the run begins");
  }
}
