// The place of a task in a run, there and back.
import { type Iterations, readPath, taskPath } from "@slipway/pod";
import fc from "fast-check";
import { expect, test } from "vitest";

test("a path leads back to its task and iterations, whatever names hold", () => {
  const name = fc.oneof(
    fc.string({ unit: "binary", minLength: 1 }),
    fc.constantFrom("3", "task.json", "..", "%", "a b"),
  );
  const level = fc.record({ name: name.filter((one) => !one.includes("/")), iteration: fc.option(fc.nat(1000)) });
  fc.assert(
    fc.property(fc.array(level, { minLength: 1, maxLength: 5 }), (levels) => {
      const ids = levels.map((_, index) =>
        levels
          .slice(0, index + 1)
          .map((one) => one.name)
          .join("/"),
      );
      fc.pre(new Set(ids).size === ids.length);
      const iterations: Iterations = Object.fromEntries(
        levels.flatMap(({ iteration }, index) => (iteration === null ? [] : [[ids[index] ?? "", iteration]])),
      );
      const task = ids.at(-1) ?? "";
      const path = taskPath(task, iterations);
      expect(readPath(path, (id) => Object.hasOwn(iterations, id))).toEqual({ task, iterations });
    }),
  );
});
