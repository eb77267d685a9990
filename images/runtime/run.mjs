// A program of this machine, whose errors are shown and whose output is given back.
import { execFileSync } from "node:child_process";

export function run(command, args, options = {}) {
  return execFileSync(command, args, {
    stdio: ["ignore", "pipe", "inherit"],
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    ...options,
  });
}
