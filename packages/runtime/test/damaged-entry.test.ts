// A cache entry that is not whole, whoever damaged it, is no hit and no error: the work is done again.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const PROGRAM = fileURLToPath(new URL("crash-run.mjs", import.meta.url));

test.each([
  { how: "cut", damage: (file: string) => truncateSync(file, 60) },
  { how: "something else", damage: (file: string) => writeFileSync(file, '{"version":1}') },
])(
  "an entry that is $how is renewed",
  ({ damage }) => {
    const folder = mkdtempSync(join(tmpdir(), "slipway-damaged-"));
    try {
      const run = (id: string) =>
        spawnSync(process.execPath, [PROGRAM, join(folder, "store"), join(folder, "work"), id]);
      const stateOf = (id: string) =>
        JSON.parse(readFileSync(join(folder, "store/crash", id, "first/task.json"), "utf8")).state as string;
      expect(run("one").status).toBe(0);
      const cache = join(folder, "store/.slipway/cache");
      const entries = readdirSync(cache, { recursive: true, encoding: "utf8" }).filter((file) =>
        file.endsWith(".json"),
      );
      expect(entries).toHaveLength(3);
      for (const entry of entries) damage(join(cache, entry));
      expect(run("two").status).toBe(0);
      expect(stateOf("two")).toBe("SUCCEEDED");
      expect(run("three").status).toBe(0);
      expect(stateOf("three")).toBe("CACHED");
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
  60_000,
);
