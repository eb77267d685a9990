// How many accelerators a run may hold: compared with looking at every set of tasks.
import fc from "fast-check";
import { expect, test } from "vitest";
import { mustReview } from "./compiled.ts";

type Drawn = {
  readonly gpus: number;
  /** Which of those before it, it waits for. */
  readonly after: readonly boolean[];
  readonly inside?: readonly Drawn[];
  readonly loop?: { readonly items: number; readonly limit: number };
};

const leaf: fc.Arbitrary<Drawn> = fc.record({
  gpus: fc.integer({ min: 0, max: 3 }),
  after: fc.array(fc.boolean(), { maxLength: 4 }),
});
const looped: fc.Arbitrary<Drawn> = fc.record({
  gpus: fc.constant(0),
  after: fc.array(fc.boolean(), { maxLength: 4 }),
  inside: fc.array(leaf, { minLength: 1, maxLength: 3 }),
  loop: fc.record({ items: fc.integer({ min: 0, max: 3 }), limit: fc.integer({ min: 0, max: 2 }) }),
});
const drawn = fc.array(fc.oneof(leaf, leaf, looped), { minLength: 1, maxLength: 4 });

test("no set of tasks that may run together holds more, and one holds as many", () => {
  fc.assert(
    fc.property(drawn, (tasks) => {
      const { gpus } = mustReview(pipelineOf(tasks)).answers;
      expect({ most: gpus.most, isExact: gpus.isExact }).toEqual({ most: bruteForce(tasks), isExact: true });
    }),
    { numRuns: 60 },
  );
}, 120_000);

/** Every iteration of every task, and what each waits for. */
function instancesOf(
  tasks: readonly Drawn[],
): readonly { readonly gpus: number; readonly before: ReadonlySet<string>; readonly name: string }[] {
  const ancestors = new Map<number, ReadonlySet<number>>();
  tasks.forEach(({ after }, index) => {
    const direct = tasks.flatMap((_, other) => (other < index && after[other] ? [other] : []));
    ancestors.set(index, new Set(direct.flatMap((one) => [one, ...(ancestors.get(one) ?? [])])));
  });
  return tasks.flatMap(({ gpus, inside, loop }, index) => {
    const outer = [...(ancestors.get(index) ?? [])].map((one) => `${one}/`);
    if (!inside) return [{ gpus, name: `${index}/`, before: new Set(outer) }];
    const copies = Math.min(loop?.items ?? 1, loop?.limit ? loop.limit : Number.POSITIVE_INFINITY);
    return Array.from({ length: copies }, (_, iteration) =>
      instancesOf(inside).map((one) => ({
        gpus: one.gpus,
        name: `${index}/${iteration}/${one.name}`,
        before: new Set([...outer, ...[...one.before].map((name) => `${index}/${iteration}/${name}`)]),
      })),
    ).flat();
  });
}

function bruteForce(tasks: readonly Drawn[]): number {
  const heavy = instancesOf(tasks).filter(({ gpus }) => gpus > 0);
  const waits = (a: (typeof heavy)[number], b: (typeof heavy)[number]) =>
    [...a.before].some((name) => b.name.startsWith(name));
  const most = (rest: typeof heavy, chosen: typeof heavy): number => {
    const [next, ...others] = rest;
    if (!next) return chosen.reduce((sum, { gpus }) => sum + gpus, 0);
    const without = most(others, chosen);
    return chosen.some((one) => waits(one, next) || waits(next, one))
      ? without
      : Math.max(without, most(others, [...chosen, next]));
  };
  return most(heavy, []);
}

function pipelineOf(tasks: readonly Drawn[]): string {
  const components: Record<string, object> = {};
  const executors: Record<string, object> = {};
  const dagOf = (some: readonly Drawn[], prefix: string): object => ({
    tasks: Object.fromEntries(
      some.map(({ gpus, after, inside, loop }, index) => {
        const name = `${prefix}t${index}`;
        const items = JSON.stringify(Array.from({ length: loop?.items ?? 0 }, (_, item) => item));
        components[`comp-${name}`] = inside
          ? {
              dag: dagOf(inside, `${name}-`),
              inputDefinitions: { parameters: { item: { parameterType: "NUMBER_INTEGER" } } },
            }
          : { executorLabel: `exec-${name}` };
        if (!inside) executors[`exec-${name}`] = executorOf(gpus);
        const dependentTasks = some.flatMap((_, other) =>
          other < index && after[other] ? [`${prefix}t${other}`] : [],
        );
        const iterator = loop && {
          parameterIterator: { itemInput: "item", items: { raw: items } },
          ...(loop.limit > 0 && { iteratorPolicy: { parallelismLimit: loop.limit } }),
        };
        return [name, { componentRef: { name: `comp-${name}` }, taskInfo: { name }, dependentTasks, ...iterator }];
      }),
    ),
  });
  const root = { dag: dagOf(tasks, "") };
  return JSON.stringify({
    pipelineInfo: { name: "drawn" },
    schemaVersion: "2.1.0",
    sdkVersion: "kfp-2.14.0",
    root,
    components,
    deploymentSpec: { executors },
  });
}

function executorOf(gpus: number): object {
  const accelerator = { resourceType: "nvidia.com/gpu", resourceCount: String(gpus) };
  return { container: { image: "alpine:3.22", command: ["true"], ...(gpus > 0 && { resources: { accelerator } }) } };
}
