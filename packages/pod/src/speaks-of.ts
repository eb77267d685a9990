import type { Source } from "./source.js";

export type Spoken = { readonly tasks: ReadonlySet<string>; readonly loops: ReadonlySet<string> };

/** Ids of the tasks and of the loops that sources speak of. A task that iterates can be either. */
export function speaksOf(sources: readonly Source[]): Spoken {
  const spoken = sources.flatMap(idsOf);
  const idsIn = (kind: "task" | "loop") => new Set(spoken.filter((one) => one.kind === kind).map(({ id }) => id));
  return { tasks: idsIn("task"), loops: idsIn("loop") };
}

type Mention = { readonly kind: "task" | "loop"; readonly id: string };

function idsOf(source: Source): readonly Mention[] {
  switch (source.kind) {
    case "task-output":
    case "final-status":
      return [{ kind: "task", id: source.task }];
    case "loop-item":
      return [{ kind: "loop", id: source.loop }];
    case "collected":
      return [{ kind: "loop", id: source.loop }, ...idsOf(source.from)];
    case "filled":
      return Object.values(source.inputs).flatMap(idsOf);
    case "selected":
    case "defaulted":
      return idsOf(source.from);
    case "first-of":
      return source.choices.flatMap(({ guards, from }) => [
        ...idsOf(from),
        ...guards.flatMap(({ parameters, artifacts }) =>
          [...Object.values(parameters), ...Object.values(artifacts)].flatMap((binding) => idsOf(binding.from)),
        ),
      ]);
    default:
      return [];
  }
}
