// What a plain Tekton does otherwise than Kubeflow, each with a case that shows it: a golden case (a folder of golden/), or a
// test, [file, name]. For docs/support.md.

const behaviour = (file, name) => [`test/behaviour/cases/${file}.ts`, name];

export const TEKTON = [
  {
    what: "After a failure nothing more is started, also what does not need the failed task. Where a task runs whatever failed and cannot stand under `finally`, all goes on as in Kubeflow, and a last task fails the run",
    option: "`tekton.failure: slow` goes on always",
    cases: [
      ["test/cluster/hard.test.ts", "what does not need the failed task is not started after the failure"],
      behaviour("failure", "a failing task fails the run, and branches that do not need it go on to their end"),
    ],
  },
  {
    what: "In a run that goes on, a task that is tried again and whose last try's pod is killed whole (memory, eviction) stops the run",
    option: "no retries for that task, or `tekton.failure: hard`",
    cases: ["option-tekton-slow"],
  },
  {
    what: "In a loop over a list that is known only in the run, or that is not written out, each task runs in all iterations before the next one starts in any",
    option: "`tekton.loops.unroll` writes out longer lists that are known",
    cases: ["loop-over-task-output", behaviour("loops", "a loop over a result")],
  },
  {
    what: "More than 256 iterations run in batches, and no more than a declared maximum",
    option: "`tekton.loops.maximum`",
    cases: ["option-tekton-loop-batches", ["test/cluster/large-loop.test.ts", "a large loop completes"]],
  },
  {
    what: "Iterations at once: batches, each of which waits for the whole one before; no limit where nobody says how many iterations there may be, which is a warning",
    option: "`tekton.loops.maximum`",
    cases: ["loop-with-parallelism-limit", behaviour("loops", "no more turns run at once than the loop allows")],
  },
  {
    what: "A condition in such a loop is seen by the driver: a pod starts for an iteration that is left out, and ends at once",
    option: "`tekton.loops.unroll`",
    cases: ["condition-inside-loop", behaviour("loops", "one of two branches in each turn")],
  },
  {
    what: "A cached task starts its pod, whose command does not run",
    option: "none",
    cases: [
      ["test/cluster/pods.test.ts", "a run takes the pods that were foreseen; when all is cached, no command starts"],
      behaviour("cache", "what was done is not done again"),
    ],
  },
  {
    what: "Before a retry the next try's driver waits in its pod, which holds its place meanwhile, which is a warning; a retry is a new pod, with its driver",
    option: "a retry policy without backoff does not wait",
    cases: ["retry-of-one-task", behaviour("retries", "tries wait as long as they should")],
  },
  {
    what: "An exit task under `finally` that fails, fails the run",
    option: "none",
    cases: ["exit-handler", behaviour("failure", "an exit task that fails, fails the run")],
  },
  {
    what: "Amounts and places of pods that parameters of the pipeline give are written into the run, which is a warning",
    option: "compile again with `-p`",
    cases: ["resources-from-parameters"],
  },
  {
    what: "A workspace is a claim of the run, and Tekton puts all of the run's pods on one node",
    option: "`coschedule` in Tekton's feature flags",
    cases: ["workspace"],
  },
  {
    what: "Runs are not deleted some time after their end, which is a warning",
    option: "Tekton's pruner",
    cases: ["run-deleted-after-its-end"],
  },
];
