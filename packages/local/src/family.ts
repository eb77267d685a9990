// Processes of a task that left its process group, as daemons do: they are known by a variable that each of them inherits.
// Only Linux shows the variables of others, so that elsewhere they go on.
// Source: https://man7.org/linux/man-pages/man5/proc_pid_environ.5.html
import { readdir, readFile } from "node:fs/promises";

/** Holds the names of all families around a process, the outermost first, with slashes between them. */
export const FAMILY = "SLIPWAY_FAMILY";

/** A run may be in a task of another run. */
export function familyIn(name: string, env: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const around = env[FAMILY];
  return { [FAMILY]: around === undefined ? name : `${around}/${name}` };
}

/** What a process starts while others are looked for is found the next time. */
const MOST_ROUNDS = 10;

/** Ends all processes of a family, at once. */
export async function endFamily(name: string): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const members = await membersOf(name);
    if (members.length === 0) return;
    for (const pid of members) endProcess(pid);
  }
}

async function membersOf(name: string): Promise<readonly number[]> {
  const entries = await readdir("/proc").catch(() => []);
  const mark = new RegExp(`(?:^|\\0)${FAMILY}=(?:[^\\0]*/)?${literal(name)}(?:[/\\0]|$)`);
  const isMember = async (entry: string): Promise<boolean> => {
    // Those of other users may not be read, and some end meanwhile.
    const variables = await readFile(`/proc/${entry}/environ`, "latin1").catch(() => "");
    return mark.test(variables);
  };
  const processes = entries.filter((entry) => /^\d+$/.test(entry));
  const found = await Promise.all(processes.map(async (entry) => ((await isMember(entry)) ? [Number(entry)] : [])));
  return found.flat();
}

function literal(text: string): string {
  return text.replace(/[^\w-]/g, "\\$&");
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended, or became another user's.
  }
}
