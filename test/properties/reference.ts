// The references in a template, told apart from texts of the user's that only look like some.
import type { Plan } from "@slipway/compiler";
import type { DagTask, Template } from "@slipway/kubeflow";

/** What stands between the braces, and the task in whose arguments or condition it stands. */
export type Reference = { readonly name: string; readonly task?: DagTask };

/** Arguments that hold what the user wrote: JSON of specs, and the labels and annotations of pods. */
const USERS = /^(?:task|runtime-config|pod-metadata-(?:annotation|label)-(?:key|val)(?:-\d+)?)$/;

/** @param plan whose names are passed to drivers as they are */
export function referencesIn(template: Template, plan: Plan): readonly Reference[] {
  const { dag, container, ...rest } = template;
  // An executor only hands on what it was given.
  const handsOn = template.name.endsWith("system-container-executor");
  const ofTasks = (dag?.tasks ?? []).flatMap((task) => {
    const { arguments: given, hooks, ...others } = task;
    const all = [...given.parameters, ...(hooks?.exit.arguments.parameters ?? [])];
    const own = all.filter(({ name }) => handsOn || !USERS.test(name));
    return [...textsIn([others, own])].map((text) => ({ text, task }));
  });
  const args = (container?.args ?? []).filter((text) => text !== plan.name && text !== plan.runDisplayName);
  const ofPod = [...textsIn([rest, { ...container, args }])].map((text) => ({ text }));
  return [...ofTasks, ...ofPod].flatMap(({ text, ...where }) =>
    [...text.matchAll(/\{\{(.*?)\}\}/gs)].map(([, name = ""]) => ({ name, ...where })),
  );
}

/** Every text in a value, keys too. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === "string") yield value;
  if (typeof value !== "object" || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    yield key;
    yield* textsIn(child);
  }
}
