// Whatever stands in the user's texts: it reaches the container as it is, or is refused in a sentence.
import { isDnsLabel, isLabelValue, isQualifiedName } from "@slipway/kubernetes";
import { known, literalText, podFragments } from "@slipway/pod";
import { texts } from "@slipway/testkit";
import fc from "fast-check";
import { expect, test } from "vitest";
import { fragmentOf, planOf } from "./planned.ts";

/**
 * What a container is given for a text of its environment, as Kubernetes describes it: a reference to a variable becomes
 * its value, two dollars become one, and all else stays.
 */
function asKubernetesReads(text: string): string {
  return text.replace(/\$\$|\$\([^)]*\)/g, (found) => (found === "$$" ? "$" : "REPLACED"));
}

const dollars = fc.array(fc.constantFrom("$", "$$", "(", ")", "$(HOME)", "{{", "a", "é", "\n"), { maxLength: 12 });
const hostile = fc.oneof(
  texts(),
  dollars.map((parts) => parts.join("")),
  fc.string({ unit: "binary" }),
);

test("a text is what the container is given", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      expect(asKubernetesReads(literalText(text))).toBe(text);
    }),
  );
  expect(literalText("costs $5 in $HOME/$")).toBe("costs $5 in $HOME/$");
  // Older clusters spoil a letter beyond ASCII behind a single dollar.
  expect(literalText("$é")).toBe("$$é");
});

test("the value of a variable is what the container is given", () => {
  const value = hostile.filter((text) => !text.includes("{{$"));
  fc.assert(
    fc.property(value, (text) => {
      const [variable] = fragmentOf({ env: [{ name: "A", value: text }] }).main.env;
      if (!variable || !("value" in variable) || variable.value.kind !== "known") throw new Error("no constant");
      expect(asKubernetesReads(variable.value.value)).toBe(text);
    }),
    { numRuns: 50 },
  );
});

test("of texts anywhere a pod is made that keeps the rules, or none", () => {
  fc.assert(
    fc.property(fc.array(hostile, { minLength: 8, maxLength: 8 }), ([a = "", b = "", c = "", d = "", ...rest]) => {
      const kubernetes = {
        emptyDirMounts: [{ volumeName: a, mountPath: `/${b}` }],
        secretAsVolume: [{ secretName: c, mountPath: "/secret" }],
        podMetadata: { labels: { [d]: a }, annotations: { note: b } },
        nodeSelector: { labels: { kind: rest[0] ?? "" } },
        tolerations: [{ key: rest[1] ?? "", operator: "Exists" }],
        secretAsEnv: [{ secretName: "secret", keyToEnv: [{ secretKey: "key", envVar: rest[2] ?? "" }] }],
      };
      const result = podFragments(planOf({ kubernetes, resources: { resourceCpuLimit: rest[3] ?? "" } }));
      if (!result.ok) {
        expect(result.diagnostics.every(({ code }) => code.startsWith("pod/"))).toBe(true);
        return;
      }
      const { pod } = result.value.get("work") ?? {};
      expect(pod?.volumes.every(({ name }) => isDnsLabel(name))).toBe(true);
      const labels = Object.entries(pod?.labels ?? {});
      expect(labels.every(([key, value]) => isQualifiedName(key) && isLabelValue(value))).toBe(true);
    }),
    { numRuns: 100 },
  );
});

test("labels that look like settings stay labels", () => {
  const labels = { kind: "slot", slot: "image", form: "name" };
  const { pod, placement, slots } = fragmentOf({ kubernetes: { podMetadata: { labels }, nodeSelector: { labels } } });
  expect(pod.labels).toEqual(labels);
  expect(placement.nodeSelector).toEqual({ labels });
  expect([...slots]).toEqual([]);
  expect(fragmentOf({ kubernetes: { tolerations: [{ key: "kind" }] } }).placement.tolerations.list).toEqual([
    { key: "kind" },
  ]);
  expect(known("kind")).toEqual({ kind: "known", value: "kind" });
});
