import type { PipelineRun } from "../pipeline-run.js";

const MOST_RESERVED = 600;

/**
 * All three are said: where `tasks` is missing, Tekton takes an hour for each task.
 * Source: https://tekton.dev/docs/pipelines/pipelineruns/#configuring-a-failure-timeout
 *
 * @param seconds 0 for no limit
 * @param hasEnd some tasks run at the end, for which time is kept
 */
export function timeoutsOf(seconds: number, hasEnd: boolean): PipelineRun["spec"]["timeouts"] {
  if (seconds <= 0) return { pipeline: "0s", tasks: "0s", finally: "0s" };
  const reserved = hasEnd && seconds > 1 ? Math.min(MOST_RESERVED, Math.ceil(seconds / 10)) : 0;
  return {
    pipeline: `${seconds}s`,
    tasks: `${seconds - reserved}s`,
    ...(reserved > 0 && { finally: `${reserved}s` }),
  };
}
