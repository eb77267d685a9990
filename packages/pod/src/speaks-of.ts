import type { Source } from "./source.js";

/** Ids of the tasks and loops that sources speak of, each once. */
export function speaksOf(sources: readonly Source[]): ReadonlySet<string> {
  return new Set(sources.flatMap(idsOf));
}

function idsOf(source: Source): readonly string[] {
  switch (source.kind) {
    case "task-output":
    case "final-status":
      return [source.task];
    case "loop-item":
      return [source.loop];
    case "collected":
      return [source.loop, ...idsOf(source.from)];
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
