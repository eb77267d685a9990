// What is said to somebody whose task failed.
import type { Work } from "@slipway/pod";
import { type Failure, hintFor } from "@slipway/runtime";
import { describe, expect, test } from "vitest";

type Container = Extract<Work, { readonly kind: "container" }>;

const other: Container = { kind: "container", image: "alpine", command: ["train"], args: [], env: [] };
const python: Container = {
  ...other,
  command: ["sh", "-ec", "python3 -m kfp.dsl.executor_main --component_module_path"],
};

function hint(stderr: string, more: Partial<Failure> = {}) {
  return hintFor({ exitCode: 1, stderr: stderr.split("\n"), work: python, ...more }) ?? "";
}

describe("what it wrote", () => {
  test.each([
    ["ModuleNotFoundError: No module named 'pandas'", 'add "pandas" to packages_to_install'],
    ["ModuleNotFoundError: No module named 'sklearn.linear_model'", 'no module "sklearn": add "scikit-learn"'],
    ["ModuleNotFoundError: No module named 'cv2'", '"opencv-python-headless"'],
    ["ModuleNotFoundError: No module named 'PIL'", '"pillow"'],
    ["ModuleNotFoundError: No module named 'yaml'", '"PyYAML"'],
    [
      "ModuleNotFoundError: No module named 'google.cloud.storage'",
      '"google.cloud.storage": add "google-cloud-storage"',
    ],
    ["ModuleNotFoundError: No module named 'google.cloud.vision'", '"google-cloud-vision"'],
    ["ModuleNotFoundError: No module named 'kfp.kubernetes'", '"kfp-kubernetes"'],
    ["ModuleNotFoundError: No module named 'constructor'", '"constructor"'],
    ["/usr/bin/python3: No module named pip", '"pip"'],
    ["/usr/bin/python3: No module named kfp", "The image has no kfp"],
    [
      "python3: Error while finding module specification for 'kfp.dsl.executor_main' (ModuleNotFoundError: No module named 'kfp')",
      "The image has no kfp",
    ],
    ["ERROR: Could not find a version that satisfies the requirement pandsa (from versions: none)", '"pandsa"'],
    ["ERROR: No matching distribution found for numpy==99", '"numpy==99"'],
    [
      "WARNING: Retrying … NewConnectionError('<pip…>: Failed to establish a new connection')\nERROR: No matching distribution found for numpy",
      "The network cannot be reached",
    ],
    [
      "ERROR: Package 'x' requires a different Python: 3.8.10 not in '>=3.9'",
      "(3.8.10 not in '>=3.9'): set base_image",
    ],
    ["ERROR: ResolutionImpossible: for help visit", "exclude each other"],
    ["torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2 GiB", "The GPU's memory ran out"],
    ["RuntimeError: Found no NVIDIA driver on your system.", "set_accelerator_limit"],
    ["MemoryError", "Memory ran out"],
    ["OSError: [Errno 28] No space left on device", "The disk is full"],
    ["exec /app/train: exec format error", "another processor"],
    ["PermissionError: [Errno 13] Permission denied: '/data/x'", "may not touch /data/x"],
    ["sh: 1: trian: not found", 'no program "trian"'],
    ["bash: line 3: trian: command not found", 'no program "trian"'],
    ["TypeError: unsupported operand type(s) for |: 'type' and 'NoneType'", "Python is older"],
    ["TypeError: f() missing 1 required positional argument: 'rate'", "Nothing was given for 'rate'"],
    ["FileNotFoundError: [Errno 2] No such file or directory: '/gcs/bucket/data'", "Nothing lies at /gcs/bucket/data"],
    [
      "    annotation = self.func.__annotations__[name]\n                 ~~~~~~~^^^\nKeyError: 'dataset'",
      'no input "dataset"',
    ],
    ["KeyError: 'outputFile'", "compile the pipeline again"],
    ["docker: Error response from daemon: pull access denied for x", "The image cannot be had"],
  ])("%s", (stderr, said) => {
    expect(hint(`Traceback (most recent call last):\n  File "x.py", line 1\n${stderr}`)).toContain(said);
  });

  test("a program of no SDK is told of its image", () => {
    expect(hint("ModuleNotFoundError: No module named 'sklearn'", { work: other })).toBe(
      'Python finds no module "sklearn": install "scikit-learn" in the image.',
    );
  });

  test.each([
    "ValueError: x",
    "google.api_core.exceptions.Forbidden: 403 Permission denied on resource project",
    "KeyError: 'rate'",
    "table users: not found",
    "",
  ])("nothing is made up: %s", (stderr) => {
    expect(hint(stderr)).toBe("");
  });
});

describe("how it ended", () => {
  const killed = (resources: Container["resources"]) =>
    hint("", { exitCode: 137, work: resources ? { ...python, resources } : python });

  test("killed, with the limit that the task has", () => {
    expect(killed({ resourceMemoryLimit: "512Mi", memoryLimit: 0.5 })).toContain("limit of 512Mi: raise it");
    expect(killed({ memoryLimit: 3.2 })).toContain("limit of 3.2G");
    expect(killed(undefined)).toContain("set_memory_limit");
    expect(hint("", { exitCode: 0, signal: "SIGKILL" })).toContain("memory ran out");
  });

  test.each([
    [{ exitCode: 127 }, "does not exist in the image"],
    [{ exitCode: 126 }, "executable"],
    [{ exitCode: 139 }, "crashed"],
    [{ exitCode: 1, signal: "SIGTERM" }, "asked to end"],
    [{ exitCode: 1, signal: "SIGILL" }, "another processor"],
    [{ notStarted: "spawn trian ENOENT" }, "The command does not exist"],
    [{ notStarted: "spawn E2BIG" }, "longer than the system takes"],
    [{ notStarted: "spawn ./train EACCES" }, "may not touch"],
    [{ exitCode: 137, timedOutAfter: 60 }, "timeout"],
    [{ exitCode: 143, cancelled: true }, ""],
    [{ exitCode: 3 }, ""],
  ] as const)("%j", (how, said) => {
    const given = hint("", how);
    if (said === "") expect(given).toBe("");
    else expect(given).toContain(said);
  });
});

describe("a process of a machine", () => {
  test.each([
    ["ModuleNotFoundError: No module named 'pandas'", "or install it on this machine"],
    ["/usr/bin/python3: No module named kfp", "Python here has no kfp"],
    ["MemoryError", "This machine's memory ran out"],
    ["sh: 1: trian: not found", 'This machine has no program "trian"'],
    ["ERROR: No matching distribution found for numpy==99", "this machine's Python"],
    ["TypeError: unsupported operand type(s) for |: 'type' and 'NoneType'", "python3 of this machine is older"],
    ["RuntimeError: Found no NVIDIA driver on your system.", "nvidia-smi"],
  ])("that wrote %s", (stderr, expected) => {
    const said = hint(stderr, { isProcess: true });
    expect(said).toContain(expected);
    expect(said).not.toMatch(/image|set_/);
  });

  test.each([
    [{ signal: "SIGKILL" }, "this machine's memory"],
    [{ exitCode: 143 }, "on this machine"],
    [{ exitCode: 132 }, "another processor"],
    [{ exitCode: 127 }, "install it"],
  ])("that ended so: %j", (more, expected) => {
    const limited = { ...other, resources: { resourceMemoryLimit: "2G" } };
    const said = hint("", { isProcess: true, work: limited, ...more });
    expect(said).toContain(expected);
    expect(said).not.toMatch(/image|set_/);
  });
});
