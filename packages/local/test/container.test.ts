import { type ContainerTask, containerCommand } from "@slipway/local";
import { describe, expect, test } from "vitest";

const command = (more: Partial<ContainerTask> = {}, engine: "docker" | "podman" = "docker") =>
  containerCommand(
    { name: "n", image: "alpine", argv: ["sh", "-c", "true"], env: {}, mounts: [], ...more },
    { engine, cores: 4 },
  );
const options = (more: Partial<ContainerTask>, engine?: "docker" | "podman") => {
  const { argv } = command(more, engine);
  return argv.slice(argv.indexOf("never") + 1, argv.indexOf("--entrypoint"));
};

describe("the command line of a container", () => {
  test("puts the program in place of the image's own", () => {
    expect(command().argv).toEqual([
      "docker",
      "run",
      "--rm",
      "--name",
      "n",
      "--pull",
      "never",
      "--entrypoint",
      "sh",
      "alpine",
      "-c",
      "true",
    ]);
    expect(command({ argv: ["--help"] }, "podman").argv.slice(-3)).toEqual(["--entrypoint", "--help", "alpine"]);
  });

  test("hands variables on without showing their values, but for those of the engine itself", () => {
    const { argv, env } = command({ env: { TOKEN: "secret\nline", PATH: "/bin", DOCKER_HOST: "x" } });
    expect(env).toEqual({ TOKEN: "secret\nline" });
    expect(argv.join(" ")).toContain("--env TOKEN --env PATH=/bin --env DOCKER_HOST=x");
    expect(argv.join(" ")).not.toContain("secret");
  });

  test("mounts folders of any name", () => {
    const mounts = [
      { kind: "folder", source: "/a b:c", target: "/x" },
      { kind: "folder", source: '/d,"e"', target: "/y", isReadOnly: true },
      { kind: "memory", target: "/z" },
    ] as const;
    expect(options({ mounts })).toEqual([
      "--mount",
      "type=bind,source=/a b:c,target=/x",
      "--mount",
      'type=bind,"source=/d,""e""",target=/y,readonly',
      "--mount",
      "type=tmpfs,target=/z",
    ]);
  });

  test.each([
    [{ resourceCpuLimit: "500m", resourceMemoryLimit: "2Gi" }, ["--cpus", "0.5", "--memory", "2147483648"]],
    [{ cpuLimit: 2, memoryLimit: 1.5 }, ["--cpus", "2", "--memory", "1500000000"]],
    [{ resourceCpuLimit: "64", resourceMemoryLimit: "1" }, ["--cpus", "4", "--memory", "6291456"]],
    [{ resourceCpuRequest: "2", cpuLimit: 0 }, []],
    [{ accelerator: { resourceType: "nvidia.com/gpu", resourceCount: "2" } }, ["--gpus", "2"]],
    [{ accelerator: { type: "NVIDIA_TESLA_K80", count: "1" } }, ["--gpus", "1"]],
  ])("limits what %j limits", (resources, expected) => {
    expect(options({ resources })).toEqual(expected);
  });

  test("asks podman for GPUs by their names, and nobody for what is none", () => {
    const gpu = { accelerator: { resourceType: "nvidia.com/gpu", resourceCount: "1" } };
    expect(options({ resources: gpu }, "podman")).toEqual(["--device", "nvidia.com/gpu=all"]);
    const tpu = { accelerator: { resourceType: "cloud-tpus.google.com/v3", resourceCount: "8" } };
    expect(options({ resources: tpu })).toEqual([]);
    expect(command({ resources: tpu }).warnings).toEqual([
      "it asks for cloud-tpus.google.com/v3, which docker cannot hand to it",
    ]);
  });

  test("sets the user and the shared memory that the pipeline sets", () => {
    expect(options({ user: { runAsUser: "1001", runAsGroup: "0" }, sharedMemory: "64Mi" })).toEqual([
      "--shm-size",
      "67108864",
      "--user",
      "1001:0",
    ]);
  });
});
