// Two plans, and the pods that an engine makes of them → what changes for whom runs the newer one.
import { invariant, type Plan, type PlannedPod, type Task, tasksOf } from "@slipway/compiler";
import { type PodOptions, podFragments, podSettings } from "@slipway/pod";
import { readPod } from "../facts/read-pod.js";
import type { TaskFacts } from "../facts/task.js";
import { tasksFacts } from "../facts/task-facts.js";
import { cacheOutlook } from "./cache-outlook.js";
import { changesOf } from "./change.js";
import type { PartDifference, PipelineDifference } from "./difference.js";
import { renamedTasks } from "./matching.js";
import { pipelineAspects } from "./pipeline-aspects.js";
import { podsDifference } from "./pods-difference.js";
import { taskAspects } from "./task-aspects.js";
import { workKeys } from "./work-key.js";

export type Version = {
  readonly plan: Plan;
  /** Of the backend; an empty object where none was named. */
  readonly options: PodOptions;
  /** Absent where none was named, or where only the engine knows. */
  readonly pods?: readonly PlannedPod[];
};

/**
 * @example
 * const { tasks, cache } = differenceOf({ plan: older, options: {} }, { plan: newer, options: {} });
 * cache.find(({ task }) => task === "train"); // { task: "train", state: "anew", reasons: ["its image changed"] }
 */
export function differenceOf(older: Version, newer: Version): PipelineDifference {
  const renamed = renamedTasks(workKeys(older.plan), workKeys(newer.plan));
  const pipeline = changesOf(pipelineAspects(older.plan), pipelineAspects(newer.plan));
  const tasks = tasksDifference(described(older), described(newer), renamed);
  const pods = older.pods && newer.pods ? podsDifference(older.pods, newer.pods, renamed) : undefined;
  return {
    version: 1,
    isSame: pipeline.length + tasks.length + (pods?.length ?? 0) === 0,
    pipeline,
    tasks,
    cache: cacheOutlook(older.plan, newer.plan, renamed),
    ...(pods && { pods }),
  };
}

type Described = ReadonlyMap<string, { readonly task: Task; readonly facts: TaskFacts }>;

function described({ plan, options, pods = [] }: Version): Described {
  const fragments = podFragments(plan, podSettings(options));
  invariant(fragments.ok, "settings that no cluster would take were refused before");
  const { serviceAccount, grants } = options;
  const facts = tasksFacts(plan, {
    fragments: fragments.value,
    pods: pods.map(readPod),
    ...(serviceAccount !== undefined && { serviceAccount }),
    ...(grants && { grants }),
  });
  const tasks = new Map([...tasksOf(plan)].map((task) => [task.id, task]));
  return new Map(
    facts.flatMap((one) => {
      const task = tasks.get(one.id);
      return task ? [[one.id, { task, facts: one }] as const] : [];
    }),
  );
}

function tasksDifference(
  older: Described,
  newer: Described,
  renamed: ReadonlyMap<string, string>,
): readonly PartDifference[] {
  const there = [...newer].flatMap(([name, { task, facts }]): readonly PartDifference[] => {
    const was = renamed.get(name);
    const old = older.get(was ?? name);
    const changes = changesOf(old ? taskAspects(old.facts, old.task) : [], taskAspects(facts, task));
    if (!old) return [{ name, is: "added", changes }];
    if (was !== undefined) return [{ name, is: "renamed", was, changes }];
    return changes.length > 0 ? [{ name, is: "changed", changes }] : [];
  });
  const moved = new Set(renamed.values());
  const gone = [...older.keys()].filter((name) => !newer.has(name) && !moved.has(name));
  return [...there, ...gone.map((name): PartDifference => ({ name, is: "gone", changes: [] }))];
}
