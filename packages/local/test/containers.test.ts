// Real containers, of an image that is made here. Skipped where neither docker nor podman answers, or there is no
// statically linked busybox to make an image of.
import { execFileSync } from "node:child_process";
import {
  accessSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JsonObject } from "@slipway/ir";
import { createStop, findEngine } from "@slipway/local";
import { afterAll, describe, expect, test } from "vitest";
import type { Steps } from "./pipelines.ts";
import { type Options, run as runIn } from "./run-plan.ts";

const root = mkdtempSync(join(tmpdir(), "slipway-containers-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const env = Object.fromEntries(
  Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
);
const found = await findEngine({ env, folder: root, stop: createStop() });
const engine = found.ok ? found.value : undefined;
const busybox = ["/bin/busybox", "/usr/bin/busybox"].find((file) => existsSync(file));
const IMAGE = "slipway-test:1";

/** Why there can be no containers here. */
function whyNot(): string | undefined {
  if (!engine) return found.ok ? "" : found.diagnostics[0]?.message;
  if (!busybox) return "there is no busybox";
  const rootfs = join(root, "rootfs");
  mkdirSync(join(rootfs, "bin"), { recursive: true });
  mkdirSync(join(rootfs, "tmp"));
  cpSync(busybox, join(rootfs, "bin/busybox"), { dereference: true });
  for (const name of ["sh", "cat", "echo", "sleep", "id", "chmod", "chown", "env", "ls", "test", "touch", "true"])
    symlinkSync("busybox", join(rootfs, "bin", name));
  try {
    execFileSync("tar", ["-C", rootfs, "-cf", join(root, "rootfs.tar"), "."]);
    const changes = ['ENTRYPOINT ["/bin/false"]', "USER 1001", "ENV FROM_IMAGE=yes"].flatMap((one) => [
      "--change",
      one,
    ]);
    execFileSync(engine.name, ["import", ...changes, join(root, "rootfs.tar"), IMAGE], { stdio: "pipe" });
    execFileSync(engine.name, ["run", "--rm", "--entrypoint", "true", IMAGE], { stdio: "pipe" });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const problem = whyNot();
if (problem !== undefined) console.warn(`no containers are tried: ${problem}`);

const run = (steps: Steps, options: Partial<Options> = {}) => {
  const inImage = Object.fromEntries(Object.entries(steps).map(([name, step]) => [name, { image: IMAGE, ...step }]));
  return runIn(inImage, { folder: mkdtempSync(join(root, "store-")), engine, env, ...options });
};

/** Gives task `a` an output artifact and an output parameter. */
const withOutputs = (pipeline: JsonObject): JsonObject => {
  const { components } = pipeline as { components: Record<string, JsonObject> };
  const artifacts = { data: { artifactType: { schemaTitle: "system.Dataset" } } };
  const outputDefinitions = { artifacts, parameters: { said: { parameterType: "STRING" } } };
  return { ...pipeline, components: { ...components, "comp-a": { ...components["comp-a"], outputDefinitions } } };
};

describe.skipIf(problem !== undefined)("a task in a container", () => {
  test("has the image's user and variables, and not this machine's nor its ENTRYPOINT", async () => {
    const { state, lines } = await run(
      { a: { run: 'echo "$(id -u) $FROM_IMAGE $OUTSIDE."' } },
      { env: { ...env, OUTSIDE: "x" } },
    );
    expect({ state, lines }).toEqual({ state: "SUCCEEDED", lines: ["1001 yes ."] });
  });

  test("leaves outputs that its user alone may read", async () => {
    const script = `
      echo secret > "{{$.outputs.artifacts['data'].path}}"; chmod 600 "{{$.outputs.artifacts['data'].path}}"
      echo word > "{{$.outputs.parameters['said'].output_file}}"; chmod 400 "{{$.outputs.parameters['said'].output_file}}"`;
    const { state, ended, errors } = await run({ a: { run: script } }, { change: withOutputs });
    expect({ state, errors }).toEqual({ state: "SUCCEEDED", errors: { a: undefined } });
    const uri = ended[0]?.record?.outputs.artifacts["data"]?.[0]?.uri ?? "";
    const file = uri.replace("file://", "");
    expect(readFileSync(file, "utf8")).toBe("secret\n");
    expect(statSync(file).uid).toBe(process.getuid?.());
  });

  test("has its exit code, and the last lines of its standard error", async () => {
    const { ended } = await run({ a: { run: "echo why >&2; exit 9" } });
    expect(ended[0]?.record?.error).toMatchObject({ exitCode: 9, stderr: ["why"] });
  });

  test("takes hostile variables whole", async () => {
    const objects = { secrets: { s: { k: "$(id) 'a' \"b\"\n{{x}} \\ end" } }, configMaps: {} };
    const kubernetes = {
      "exec-a": { secretAsEnv: [{ secretName: "s", keyToEnv: [{ secretKey: "k", envVar: "HOME" }] }] },
    };
    const { lines } = await run({ a: { run: 'echo "$HOME"' } }, { objects, kubernetes });
    expect(lines.join("\n")).toBe(objects.secrets.s.k);
  });

  test("sees Secrets as files, empty folders, claims and the workspace", async () => {
    const folder = mkdtempSync(join(root, "store-"));
    mkdirSync(join(folder, ".slipway/volumes/claim"), { recursive: true });
    const kubernetes = {
      "exec-a": {
        secretAsVolume: [{ secretName: "s", mountPath: "/secret" }],
        configMapAsVolume: [{ configMapName: "none", mountPath: "/none", optional: true }],
        emptyDirMounts: [
          { volumeName: "e", mountPath: "/empty" },
          { volumeName: "m", mountPath: "/memory", medium: "Memory" },
        ],
        pvcMount: [{ constant: "claim", mountPath: "/claim", subPath: "inner" }],
      },
    };
    const script =
      "cat /secret/k; ls /none 2>&1; touch /empty/x /memory/y; echo kept > /claim/file; echo shared > /kfp-workspace/w";
    const read = 'cat "{{$.workspace_path}}/w"; test ! -e /secret && echo gone';
    const { lines, errors } = await run(
      { a: { run: script }, b: { run: read, after: ["a"] } },
      {
        folder,
        kubernetes,
        objects: { secrets: { s: { k: "value\n" } }, configMaps: {} },
        pipelineConfig: { workspace: { size: "1Gi", kubernetes: {} } },
      },
    );
    expect(errors).toEqual({ a: undefined, b: undefined });
    expect(lines).toEqual(["value", "ls: /none: No such file or directory", "shared", "gone"]);
    expect(readFileSync(join(folder, ".slipway/volumes/claim/inner/file"), "utf8")).toBe("kept\n");
  });

  test("is ended with its container, by a time limit and by the user", async () => {
    const kubernetes = { "exec-a": { activeDeadlineSeconds: "2" } };
    const deaf = "trap '' TERM; echo up; while :; do sleep 1; done";
    const { errors } = await run({ a: { run: deaf } }, { kubernetes });
    expect(errors["a"]).toBe("it took longer than its time limit, 2 s");
    const ended = await run(
      { a: { run: deaf } },
      { onEvent: (event, cancel) => event.kind === "line" && cancel.pull({ kind: "cancelled", now: false }) },
    );
    expect(ended.state).toBe("CANCELLED");
    const left = execFileSync(engine?.name ?? "", ["ps", "--all", "--quiet", "--filter", "name=slipway-"], {
      encoding: "utf8",
    });
    expect(left).toBe("");
  });

  test("cannot run in an image that is not to be had, or a program that it has not", async () => {
    const { errors } = await run({ a: { image: "localhost:1/none:1" } });
    expect(errors["a"]).toMatch(/^its image "localhost:1\/none:1" cannot be pulled: /);
    const never = { "exec-a": { imagePullPolicy: "Never" } };
    expect((await run({ a: { image: "localhost:1/none:1" } }, { kubernetes: never })).errors["a"]).toBe(
      'its image "localhost:1/none:1" is not on this machine, and the pipeline says not to pull it',
    );
  });
});

test("there is a reason where containers are not tried", () => {
  expect(problem === undefined || problem.length > 0).toBe(true);
  if (busybox) accessSync(busybox);
});
