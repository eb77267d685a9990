// Why a container ended badly, where Kubernetes looks for it: `kubectl describe` shows it, and engines in their messages.
// https://kubernetes.io/docs/tasks/debug/debug-application/determine-reason-pod-failure/
import { constants, open } from "node:fs/promises";

/** Engines keep it in the status of the whole run, which must not grow large. */
const MOST_CHARACTERS = 1000;

/** @param file which Kubernetes has put there: nothing is made where there is none, as outside of pods */
export async function leaveReason(reason: string, file: string): Promise<void> {
  const text = reason.length > MOST_CHARACTERS ? `${reason.slice(0, MOST_CHARACTERS)}…` : reason;
  try {
    const handle = await open(file, constants.O_WRONLY | constants.O_TRUNC);
    await handle.writeFile(text).finally(() => handle.close());
  } catch {
    // The log has it, too.
  }
}
