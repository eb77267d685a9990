// Whether the cluster itself does what tests on it take for granted; it runs when `test/cluster/cluster up` was called.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";

const connection = join(homedir(), ".cache/slipway/cluster/run/connect.json");
const isUp = existsSync(connection);
const TWO_MINUTES = 120_000;

/** @param words may stand in for a file: `-f -` reads `input`. */
async function kubectl(words: readonly string[], input = ""): Promise<string> {
  const cluster = fileURLToPath(new URL("cluster", import.meta.url));
  const running = promisify(execFile)(cluster, ["kubectl", ...words]);
  running.child.stdin?.end(input);
  return (await running).stdout.trim();
}

/** Creates what a file of tests/ says, waits for a condition or a path's value, and gives the field that is asked for. */
async function outcome(file: string, until: string, field: string, change = (text: string) => text): Promise<string> {
  const text = change(await readFile(new URL(`tests/${file}`, import.meta.url), "utf8"));
  const namespace = ["-n", /namespace: (\S+) \}/.exec(text)?.[1] ?? ""];
  const name = await kubectl(["create", "-f", "-", "-o", "name"], text);
  try {
    await kubectl(["wait", ...namespace, name, `--for=${until}`, "--timeout=100s"]);
    if (field === "logs") return await kubectl(["logs", ...namespace, name]);
    return await kubectl(["get", ...namespace, name, "-o", `jsonpath=${field}`]);
  } finally {
    await kubectl(["delete", ...namespace, name, "--wait=false"]);
  }
}

describe.skipIf(!isUp)("the cluster", () => {
  test.each(["workflow.yaml", "restricted-workflow.yaml"])(
    "runs a set of containers after an init container on Argo: %s",
    async (file) => {
      const field = "{.status.nodes.*.outputs.parameters[0].value}";
      expect(await outcome(file, "jsonpath={.status.phase}=Succeeded", field)).toBe("from-main");
    },
    TWO_MINUTES,
  );

  test(
    "runs the same as steps on Tekton",
    async () => {
      expect(await outcome("taskrun.yaml", "condition=Succeeded", "{.status.results[0].value}")).toBe("from-main");
    },
    TWO_MINUTES,
  );

  test(
    "runs Python as nobody in particular, with packages, the store and no way out",
    async () => {
      const store = JSON.parse(await readFile(connection, "utf8")).store.endpoint;
      const said = await outcome("python.yaml", "jsonpath={.status.phase}=Succeeded", "logs", (text) =>
        text.replace("env: [", `env: [{ name: STORE, value: "${store}" }, `),
      );
      expect(said.split("\n")).toEqual(["2.17.0", "200", "ConnectionRefusedError"]);
      expect((await fetch(`${store}/minio/health/live`)).status).toBe(200);
    },
    TWO_MINUTES,
  );

  test(
    "gives a claim a volume that any user can write to",
    async () => {
      expect(await outcome("volume.yaml", "jsonpath={.status.phase}=Succeeded", "logs")).toBe("kept");
    },
    TWO_MINUTES,
  );

  test("refuses a pod of root where restricted is enforced", async () => {
    const text = await readFile(new URL("tests/python.yaml", import.meta.url), "utf8");
    const asRoot = text.replace("runAsNonRoot: true, runAsUser: 1000", "runAsUser: 0");
    await expect(kubectl(["create", "--dry-run=server", "-f", "-"], asRoot)).rejects.toThrow("violates PodSecurity");
  });

  test(
    "does not find an image that was not imported",
    async () => {
      const waiting = "{.status.containerStatuses[0].state.waiting.reason}";
      await outcome("python.yaml", `jsonpath=${waiting}=ErrImagePull`, waiting, (text) =>
        text.replace("python:3.11", "example.com/nobody/published:1"),
      );
    },
    TWO_MINUTES,
  );
});
