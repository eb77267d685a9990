// Strategic merge patches, by hand. The merges and the refusals are those of k8s.io/apimachinery for a Pod.
import { type JsonObject, type JsonValue, type MergeKeys, strategicMerge } from "@slipway/kubernetes";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

const mergeKeys: MergeKeys = {
  containers: "name",
  "containers.env": "name",
  "containers.ports": "containerPort",
  volumes: "name",
  "metadata.finalizers": "",
};

function freeze<Value extends JsonValue>(value: Value): Value {
  if (typeof value === "object" && value !== null) Object.values(value).forEach(freeze);
  return Object.freeze(value);
}

function merge(original: JsonObject, patch: JsonObject): JsonValue {
  const result = strategicMerge(freeze(original), freeze(patch), mergeKeys);
  if (!result.ok) throw new Error(result.problems.map((problem) => problem.message).join("; "));
  return result.value;
}

function problems(original: JsonObject, patch: JsonObject): readonly string[] {
  const result = strategicMerge(original, patch, mergeKeys);
  return result.ok ? [] : result.problems.map(({ path, message }) => `${path.join(".")}: ${message}`);
}

const named = (...names: readonly string[]) => names.map((name) => ({ name }));
const namesOf = (merged: JsonValue) =>
  JSON.stringify(merged)
    .match(/(?<="name":")\w+/g)
    ?.join(" ") ?? "";

describe("objects", () => {
  test("are merged, and null deletes", () => {
    const original = { a: { b: 1, c: 2 }, d: 3, e: 4 };
    expect(merge(original, { a: { b: null, f: 5 }, d: null, g: 6 })).toEqual({ a: { c: 2, f: 5 }, e: 4, g: 6 });
  });

  test("keep the order of their fields", () => {
    const merged = merge({ b: 1, a: 2 }, { c: 3, a: 4 });
    expect(JSON.stringify(merged)).toBe('{"b":1,"a":4,"c":3}');
  });

  test("that are new have no nulls", () => {
    expect(merge({}, { a: { b: null, c: [{ d: null }, null] } })).toEqual({ a: { c: [{}, null] } });
  });

  test("take the place of what is no object", () => {
    expect(merge({ a: 1, b: { c: 1 }, d: [1] }, { a: { e: 1 }, b: 2, d: {} })).toEqual({ a: { e: 1 }, b: 2, d: {} });
  });

  test("__proto__ is a field like any other", () => {
    const patch: JsonObject = JSON.parse('{"__proto__":{"a":1}}');
    expect(JSON.stringify(merge({ b: 2 }, patch))).toBe('{"b":2,"__proto__":{"a":1}}');
    expect(Object.getPrototypeOf(merge({}, patch))).toBe(Object.prototype);
  });
});

describe("$patch", () => {
  test("replace, delete and merge an object", () => {
    const original = { a: { b: 1 } };
    expect(merge(original, { a: { $patch: "replace", c: 2, d: null } })).toEqual({ a: { c: 2 } });
    expect(merge(original, { a: { $patch: "delete" } })).toEqual({ a: {} });
    expect(merge(original, { a: { $patch: "merge", c: 2 } })).toEqual({ a: { b: 1, c: 2 } });
    expect(merge(original, { $patch: "replace", c: 2 })).toEqual({ c: 2 });
  });

  test("adds nothing where there is nothing", () => {
    expect(merge({}, { a: { $patch: "replace", b: 1 }, c: { d: { $patch: "delete" } } })).toEqual({ c: {} });
    expect(merge({}, { containers: [{ $patch: "delete", name: "a" }, { name: "b" }] })).toEqual({
      containers: named("b"),
    });
  });

  test("replaces a list, and deletes from it", () => {
    const original = { containers: [{ name: "a", image: "x" }, ...named("b", "c")] };
    const replace = { $patch: "replace" };
    expect(merge(original, { containers: [{ name: "a" }, replace] })).toEqual({ containers: named("a") });
    expect(merge(original, { containers: [replace] })).toEqual({ containers: [] });
    const remove = { $patch: "delete", name: "b" };
    expect(namesOf(merge(original, { containers: [remove, { name: "d" }] }))).toBe("d a c");
  });
});

describe("lists", () => {
  test("without a merge key are replaced", () => {
    expect(merge({ args: [1, 2], items: [{ name: "a", b: 1 }] }, { args: [3], items: named("a") })).toEqual({
      args: [3],
      items: [{ name: "a" }],
    });
  });

  test("with one are merged, and so are lists within", () => {
    const original = { containers: [{ name: "main", image: "x", env: [{ name: "A", value: "1" }] }] };
    const patch = { containers: [{ name: "main", tty: true, env: [{ name: "A", value: "2" }, { name: "B" }] }] };
    expect(merge(original, patch)).toEqual({
      containers: [{ name: "main", image: "x", env: [{ name: "A", value: "2" }, { name: "B" }], tty: true }],
    });
  });

  test("are merged by numbers as well", () => {
    const original = { containers: [{ name: "a", ports: [{ containerPort: 80, protocol: "TCP" }] }] };
    const patch = { containers: [{ name: "a", ports: [{ containerPort: 80, hostPort: 8080 }] }] };
    expect(merge(original, patch)).toEqual({
      containers: [{ name: "a", ports: [{ containerPort: 80, protocol: "TCP", hostPort: 8080 }] }],
    });
  });

  test("of plain values are sets", () => {
    const finalizers = (...values: readonly string[]) => ({ metadata: { finalizers: values } });
    expect(merge(finalizers("a", "b"), finalizers("c", "a"))).toEqual(finalizers("c", "a", "b"));
    const deletion = { metadata: { "$deleteFromPrimitiveList/finalizers": ["b", "x"] } };
    expect(merge(finalizers("a", "b", "c"), deletion)).toEqual(finalizers("a", "c"));
    expect(merge({ metadata: {} }, deletion)).toEqual({ metadata: {} });
  });

  test.each([
    ["a b c", "b d", "a b d c"],
    ["a b c", "c a", "b c a"],
    ["a b", "d c", "d c a b"],
    ["", "b a", "b a"],
    ["b a", "", "b a"],
  ])("%s patched with %s are %s", (original, patch, merged) => {
    const list = (text: string) => ({ volumes: named(...text.split(" ").filter((name) => name !== "")) });
    expect(namesOf(merge(list(original), list(patch)))).toBe(merged);
  });
});

describe("$setElementOrder", () => {
  test.each([
    ["a b c", "", "c b a", "c b a"],
    ["a x b", "c", "b c a", "x b c a"],
    ["a b", "c", "c a b", "c a b"],
    ["a b c", "", "c a", "b c a"],
  ])("%s patched with %s in the order %s is %s", (original, patch, order, merged) => {
    const list = (text: string) => named(...text.split(" ").filter((name) => name !== ""));
    const patched = { ...(patch && { volumes: list(patch) }), "$setElementOrder/volumes": list(order) };
    expect(namesOf(merge({ volumes: list(original) }, patched))).toBe(merged);
  });

  test("what is new takes the place of what is deleted", () => {
    const original = { volumes: named("a", "b") };
    const volumes = [{ name: "c" }, { $patch: "delete", name: "b" }];
    expect(namesOf(merge(original, { volumes, "$setElementOrder/volumes": named("c") }))).toBe("a c");
  });

  test("orders plain values, with or without a merge key", () => {
    expect(merge({ args: [1, 2, 3] }, { "$setElementOrder/args": [3, 1] })).toEqual({ args: [2, 3, 1] });
  });

  test("is no field", () => {
    expect(merge({}, { "$setElementOrder/volumes": named("a") })).toEqual({});
    expect(merge({}, { a: { "$setElementOrder/b": [], $retainKeys: ["b"], b: [] } })).toEqual({ a: { b: [] } });
  });
});

test("$retainKeys drops the other fields", () => {
  const original = { volumes: [{ name: "a", emptyDir: {}, b: 1 }] };
  const patch = { volumes: [{ name: "a", $retainKeys: ["name", "secret"], secret: { secretName: "s" }, b: null }] };
  expect(merge(original, patch)).toEqual({ volumes: [{ name: "a", secret: { secretName: "s" } }] });
});

describe("problems", () => {
  const original = { containers: [{ name: "main", env: [{ value: "1" }] }], metadata: { finalizers: ["a"] } };

  test.each<[JsonObject, string]>([
    [
      { containers: [{ image: "x" }] },
      'containers.0: an element has no "name", by which the elements of "containers" are merged',
    ],
    [
      { containers: [{ name: "main", env: [{ name: "A" }] }] },
      'containers.0.env: an element of what is patched has no "name", by which the elements of "env" are merged',
    ],
    [
      { containers: [{ name: "other", $patch: "remove" }] },
      'containers.0.$patch: "$patch" must be "replace", "delete" or "merge"',
    ],
    [
      { metadata: { finalizers: [1] } },
      'metadata.finalizers: "finalizers" must have texts only, or numbers only, because it is merged as a set',
    ],
    [
      { metadata: { "$deleteFromPrimitiveList/finalizers": "a" } },
      'metadata.$deleteFromPrimitiveList/finalizers: "$deleteFromPrimitiveList/finalizers" must be a list',
    ],
    [{ $retainKeys: "a" }, '$retainKeys: "$retainKeys" must be a list of fields'],
    [{ $retainKeys: ["a"], b: 1 }, '$retainKeys: "$retainKeys" must have "b", which the patch sets'],
    [{ "$setElementOrder/volumes": {} }, '$setElementOrder/volumes: "$setElementOrder/volumes" must be a list'],
    [
      { "$setElementOrder/volumes": [{}] },
      '$setElementOrder/volumes: an element of "$setElementOrder/volumes" has no "name"',
    ],
    [
      { volumes: named("a", "b"), "$setElementOrder/volumes": named("b", "a") },
      '$setElementOrder/volumes: "$setElementOrder/volumes" must have the elements of "volumes" in the same order',
    ],
  ])("%j", (patch, problem) => {
    expect(problems(original, patch)).toEqual([problem]);
  });

  test("are all reported", () => {
    expect(problems(original, { containers: [{}, {}], $retainKeys: ["containers", 1] })).toHaveLength(2);
  });
});

test("a merge without directives, nulls or lists is a deep merge, and done twice it is done once", () => {
  const tree = fc.letrec<{ tree: JsonObject }>((tie) => ({
    tree: fc.dictionary(fc.constantFrom("a", "b", "c"), fc.oneof({ depthSize: "small" }, fc.nat(3), tie("tree"))),
  })).tree;
  const isIdempotent = fc.property(tree, tree, (original, patch) => {
    const merged = strategicMerge(original, patch, {});
    if (!merged.ok) throw new Error("no problem was expected");
    expect(strategicMerge(merged.value, patch, {})).toEqual(merged);
    expect(strategicMerge(original, {}, {})).toEqual({ ok: true, value: original });
  });
  fc.assert(isIdempotent);
});
