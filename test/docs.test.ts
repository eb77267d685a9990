// The generated pages say what the catalogues, the golden cases and the backends' tables say now.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

it("docs/diagnostics.md and docs/support.md are up to date (npm run docs)", () => {
  const script = fileURLToPath(new URL("../docs/generate.mjs", import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [script, "--check"], { encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});
