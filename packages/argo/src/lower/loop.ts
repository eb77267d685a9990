// A loop → a DAG of one task that Argo repeats. It stands alone in its DAG, so that an empty loop, which Argo takes for
// skipped, is a DAG that succeeded, and so that a limit counts nothing but iterations.
import type { Task } from "@slipway/compiler";
import { inputParameter, LOOP_ITEM } from "../expression.js";
import type { Template } from "../workflow.js";
import { COUNT, type Context, entryOf, handedIn, loopKey, PATH, taskName, templateOf } from "./context.js";
import type { Decision } from "./decision.js";

export function loopTemplate(task: Task, count: Decision | undefined, context: Context): Template {
  const isKnown = count?.site.kind === "text";
  const slots = [...(context.settings.get(task.id)?.slots.keys() ?? [])];
  const handed = [...handedIn(task.id, context).map(({ name }) => name), ...slots];
  const { parallelism } = task.definition.iterator ?? {};
  return {
    name: templateOf(loopKey(task), context),
    inputs: { parameters: [PATH, ...(isKnown ? [] : [COUNT]), ...handed].map((name) => ({ name })) },
    ...(parallelism !== undefined && { parallelism }),
    dag: {
      failFast: false,
      tasks: [
        {
          name: taskName(task),
          template: entryOf(task, context),
          withSequence: { count: count?.site.kind === "text" ? count.site.text : inputParameter(COUNT) },
          arguments: {
            parameters: [
              { name: PATH, value: `${inputParameter(PATH)}/${LOOP_ITEM}` },
              ...handed.map((name) => ({ name, value: inputParameter(name) })),
            ],
          },
        },
      ],
    },
  };
}
