// Levels of Pod Security as Kubernetes' own tests have them, where its sources lie on this machine; and what a container may do.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Pod } from "@slipway/compiler";
import { securityOf } from "@slipway/review";
import { load } from "js-yaml";
import { describe, expect, test } from "vitest";

const testdata = join(goModules(), "k8s.io/pod-security-admission@v0.35.4/test/testdata");
if (!existsSync(testdata))
  console.warn("part of test/review/pod-security is skipped: the sources of Kubernetes are not here");

const LEVELS = ["privileged", "baseline", "restricted"];

function goModules(): string {
  try {
    return execFileSync("go", ["env", "GOMODCACHE"], { encoding: "utf8" }).trim();
  } catch {
    return "/nowhere";
  }
}

describe.skipIf(!existsSync(testdata)).each(["baseline", "restricted"])("%s", (level) => {
  const folder = join(testdata, level, "v1.35");
  const podsIn = (name: string) =>
    (existsSync(join(folder, name)) ? readdirSync(join(folder, name)) : []).map((file) => ({
      file,
      pod: load(readFileSync(join(folder, name, file), "utf8")) as Pod,
    }));
  const meets = (pod: Pod) => LEVELS.indexOf(securityOf(pod).level) >= LEVELS.indexOf(level);

  test("is met by every pod that passes", () => {
    const pods = podsIn("pass").filter(({ pod }) => isOfLinux(pod));
    expect(pods.length).toBeGreaterThan(3);
    expect(pods.filter(({ pod }) => !meets(pod)).map(({ file, pod }) => [file, securityOf(pod).broken])).toEqual([]);
  });

  test("is missed by every pod that fails, and it is said why", () => {
    const pods = podsIn("fail");
    expect(pods.length).toBeGreaterThan(20);
    expect(pods.filter(({ pod }) => meets(pod)).map(({ file }) => file)).toEqual([]);
  });
});

/** What Windows is let off is not asked here. */
function isOfLinux({ spec }: Pod): boolean {
  return JSON.stringify(spec["os"] ?? {}) !== '{"name":"windows"}';
}

const pod = (spec: object): Pod => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "pod" },
  spec: JSON.parse(JSON.stringify(spec)) as Pod["spec"],
});

test("a broken control names the container and the field", () => {
  const security = securityOf(
    pod({ hostNetwork: true, containers: [{ name: "main", securityContext: { privileged: true } }] }),
  );
  expect(security.level).toBe("privileged");
  expect(security.broken.filter(({ level }) => level === "baseline")).toEqual([
    { control: "Host Namespaces", level: "baseline", field: "hostNetwork", value: "true" },
    {
      control: "Privileged Containers",
      level: "baseline",
      container: "main",
      field: "securityContext.privileged",
      value: "true",
    },
  ]);
});
