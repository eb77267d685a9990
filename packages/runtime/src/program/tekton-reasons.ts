// What Tekton says of its tasks: `train=StepOOM fit=Succeeded`, by their paths in the run, with a star for the number of an
// iteration that it does not tell. Source: https://github.com/tektoncd/pipeline/blob/main/pkg/apis/pipeline/v1/taskrun_types.go
import type { EngineFailure } from "../notification.js";

/** In words of which people know what to do. Every other reason is told as it is. */
const MEANINGS: Readonly<Record<string, string>> = {
  StepOOM: "it needed more memory than it may use, and was killed",
  SidecarOOM: "a container beside it needed more memory than it may use, and was killed",
  InitContainerOOM: "Tekton's own container needed more memory than it may use, and was killed",
  PodEvicted: "its node put the pod out, for want of memory or disk",
  TaskRunTimeout: "it was not done when its time was over; a pod that cannot be scheduled waits that long",
  TaskRunCancelled: "it was stopped",
  TaskRunImagePullFailed: "its image could not be pulled",
  CreateContainerConfigError: "a Secret, a config map or a key that it asks for is missing",
  PodCreationFailed: "its pod could not be made: a quota, a policy or a setting is against it",
  FailureIgnored: "its pod failed",
};

/** Reasons of tasks that went well, or did not run at all. */
const NONE: ReadonlySet<string> = new Set(["", "None", "Succeeded", "Completed"]);

export function tektonFailures(reasons: string): readonly EngineFailure[] {
  return reasons.split(" ").flatMap((word) => {
    const end = word.indexOf("=");
    const [name, reason] = [word.slice(0, end), word.slice(end + 1)];
    if (end === -1 || NONE.has(reason) || reason.startsWith("$")) return [];
    const meaning = Object.hasOwn(MEANINGS, reason) ? `${MEANINGS[reason]} ` : "";
    return [{ name, message: meaning === "" ? `Tekton says ${reason}` : `${meaning}(${reason})` }];
  });
}

export function wasCancelled(reasons: string): boolean {
  return reasons.split(" ").some((word) => word.endsWith("=TaskRunCancelled"));
}
