// How long the pod of a task with a time limit may take.

/** Seconds to pull images, fetch inputs and keep outputs. */
const AROUND = 600;
/** The most that Kubernetes takes, as for all of its 32-bit fields. */
const MOST = 2 ** 31 - 1;

/**
 * The launcher ends a command that takes too long, so that what became of it is kept. An engine ends the whole pod and leaves
 * nothing, so its own limit comes later: it is for a pod that hangs before or after its command.
 *
 * @param timeLimit of the command, in seconds
 * @returns seconds from when the pod was accepted
 * @example
 * longestPod(3600); // 4200
 */
export function longestPod(timeLimit: number): number {
  return Math.min(timeLimit + AROUND, MOST);
}
