// Files with mistakes: each gives diagnostics that can be shown, or is still a pipeline. Never an exception, never a
// hang. SLIPWAY_DAMAGED=… sets how many; SLIPWAY_SEED=… repeats a run.

import { compile } from "@slipway/compiler";
import { kubeflow } from "@slipway/kubeflow";
import { damaged, pipelines } from "@slipway/testkit";
import fc from "fast-check";
import { expect, test } from "vitest";
import { check, seed, setting } from "./check.js";
import { expectShowable, withoutHang } from "./diagnostics.js";

const RUNS = setting("SLIPWAY_DAMAGED", 10_000);
const TEN_MINUTES = 600_000;

test(
  `${RUNS} damaged files`,
  () => {
    console.log(`seed ${seed}: repeat with SLIPWAY_SEED=${seed}`);
    const codes = new Map<string, number>();
    check(
      damaged(fc.oneof(pipelines({ small: true }), pipelines({ small: true, names: "wild", rare: true }))),
      ({ text }) => {
        const result = withoutHang(() => compile(text, kubeflow));
        const diagnostics = result.ok ? result.warnings : result.diagnostics;
        expectShowable(diagnostics, text);
        if (!result.ok) expect(diagnostics.some(({ severity }) => severity === "error")).toBe(true);
        for (const { code } of diagnostics) codes.set(code, (codes.get(code) ?? 0) + 1);
      },
      { runs: RUNS, milliseconds: TEN_MINUTES },
    );
    console.log(
      [...codes]
        .sort(([, a], [, b]) => b - a)
        .map(([code, count]) => `${code} ${count}`)
        .join(", "),
    );
  },
  2 * TEN_MINUTES,
);
