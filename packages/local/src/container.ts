// The command line that runs a task in a container, for docker and podman alike.
// Source: https://docs.docker.com/reference/cli/docker/container/run/
import { isJsonObject, type JsonObject } from "@slipway/ir";
import { parseQuantity, type Quantity } from "@slipway/kubernetes";

export type ContainerTask = {
  /** Of the container, by which it can be ended. */
  readonly name: string;
  readonly image: string;
  /** The program and its arguments: an image's own ENTRYPOINT is never used, as in Kubernetes. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly mounts: readonly Mount[];
  /** CPU, memory and accelerators, as the IR has them. */
  readonly resources?: JsonObject;
  readonly sharedMemory?: string;
  readonly user?: { readonly runAsUser?: string; readonly runAsGroup?: string };
};

export type Mount =
  | { readonly kind: "folder"; readonly source: string; readonly target: string; readonly isReadOnly?: true }
  | { readonly kind: "memory"; readonly target: string };

export type Machine = { readonly engine: "docker" | "podman"; readonly cores: number };

export type ContainerCommand = {
  readonly argv: readonly string[];
  /** For the engine's own process: values of variables are not to be read in the list of processes. */
  readonly env: Readonly<Record<string, string>>;
  readonly warnings: readonly string[];
};

/**
 * @example
 * containerCommand({ name: "slipway-1", image: "alpine", argv: ["echo", "hi"], env: {}, mounts: [] }, machine).argv;
 * // ["docker", "run", "--rm", "--name", "slipway-1", "--pull", "never", "--entrypoint", "echo", "alpine", "hi"]
 */
export function containerCommand(task: ContainerTask, { engine, cores }: Machine): ContainerCommand {
  const [program = "", ...args] = task.argv;
  const limits = limitsOf(task.resources ?? {}, { engine, cores });
  const options = [
    ["--name", task.name],
    ["--pull", "never"],
    ...task.mounts.map(mountOption),
    ...Object.entries(task.env).map(([name, value]) => ["--env", isOwn(name) ? `${name}=${value}` : name]),
    ...limits.options,
    ...(task.sharedMemory === undefined ? [] : [["--shm-size", bytesOf(task.sharedMemory) ?? task.sharedMemory]]),
    ...userOption(task.user),
    ["--entrypoint", program],
  ];
  return {
    argv: [engine, "run", "--rm", ...options.flat(), task.image, ...args],
    env: Object.fromEntries(Object.entries(task.env).filter(([name]) => !isOwn(name))),
    warnings: limits.warnings,
  };
}

/** Variables that the engine's own program reads. */
function isOwn(name: string): boolean {
  return /^(?:PATH|HOME|TMPDIR|XDG_\w+|DOCKER_\w+|CONTAINERS?_\w+|HTTPS?_PROXY|NO_PROXY|LD_\w+|GO\w+)$/i.test(name);
}

/** Fields of a mount are a line of CSV. */
function mountOption(mount: Mount): readonly string[] {
  if (mount.kind === "memory") return ["--mount", fields("type=tmpfs", `target=${mount.target}`)];
  const { source, target, isReadOnly } = mount;
  return ["--mount", fields("type=bind", `source=${source}`, `target=${target}`, ...(isReadOnly ? ["readonly"] : []))];
}

function fields(...parts: readonly string[]): string {
  return parts.map((part) => (/[",\n]/.test(part) ? `"${part.replaceAll('"', '""')}"` : part)).join(",");
}

function userOption({ runAsUser, runAsGroup }: NonNullable<ContainerTask["user"]> = {}): readonly string[][] {
  if (runAsUser === undefined && runAsGroup === undefined) return [];
  return [["--user", `${runAsUser ?? "0"}${runAsGroup === undefined ? "" : `:${runAsGroup}`}`]];
}

type Limits = { readonly options: readonly string[][]; readonly warnings: readonly string[] };

/** Limits only: what a task requests is for a scheduler. The engine refuses more cores than there are. */
function limitsOf(resources: JsonObject, { engine, cores }: Machine): Limits {
  const cpu = amount(resources, "resourceCpuLimit", "cpuLimit", 1);
  const memory = amount(resources, "resourceMemoryLimit", "memoryLimit", 1e9);
  const accelerator = isJsonObject(resources["accelerator"]) ? acceleratorOf(resources["accelerator"]) : undefined;
  const options = [
    ...(cpu === undefined ? [] : [["--cpus", String(Math.min(cpu, cores))]]),
    ...(memory === undefined ? [] : [["--memory", String(Math.max(Math.round(memory), LEAST_MEMORY))]]),
    ...(accelerator?.isGpu ? [gpuOption(engine, accelerator.count)] : []),
  ];
  const warnings =
    accelerator && !accelerator.isGpu ? [`it asks for ${accelerator.type}, which ${engine} cannot hand to it`] : [];
  return { options, warnings };
}

/** The engine takes no less. */
const LEAST_MEMORY = 6 * 1024 * 1024;

/** A text of a quantity, or in older IR a number in units of `unit`. */
function amount(resources: JsonObject, field: string, older: string, unit: number): number | undefined {
  const quantity = parseQuantity(String(resources[field] ?? ""));
  const value = quantity ? numberOf(quantity) : Number(resources[older] ?? 0) * unit;
  return value > 0 ? value : undefined;
}

function numberOf({ unscaled, exponent }: Quantity): number {
  return Number(`${unscaled}e${exponent}`);
}

function bytesOf(text: string): string | undefined {
  const quantity = parseQuantity(text);
  return quantity && String(Math.round(numberOf(quantity)));
}

/** Kinds by which pipelines ask for NVIDIA's, which is what the engines know of. */
function acceleratorOf(accelerator: JsonObject) {
  const type = String(accelerator["resourceType"] ?? accelerator["type"] ?? "");
  const count = Number(accelerator["resourceCount"] ?? accelerator["count"] ?? 1);
  return { type, count, isGpu: count > 0 && /nvidia|^gpu$/i.test(type) };
}

/** podman has them by the names of the Container Device Interface. */
function gpuOption(engine: Machine["engine"], count: number): string[] {
  return engine === "docker" ? ["--gpus", String(count)] : ["--device", "nvidia.com/gpu=all"];
}
