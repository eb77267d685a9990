// What programs write when they fail, and what it usually means. The first that is found counts, so what is special
// stands before what is general.
import type { Work } from "@slipway/pod";
import { packageOf } from "./python-package.js";

type Hint = (found: string, failure: { readonly work: Work }) => string;

type TextHint = {
  readonly pattern: RegExp;
  /** @param found what the pattern's first group holds */
  readonly hint: Hint;
  /** The same of a process that is not in its image, where that makes a difference. */
  readonly ofProcess?: Hint;
};

export const TEXT_HINTS: readonly TextHint[] = [
  {
    pattern: /No module named '?kfp(?:\.dsl|\.components)?'?(?![\w.])/g,
    hint: () =>
      "The image has no kfp, which runs the function: do not set install_kfp_package=False, or install kfp in the image.",
    ofProcess: () =>
      "Python here has no kfp, which runs the function: do not set install_kfp_package=False, or install kfp on this machine.",
  },
  { pattern: /No module named '?([A-Za-z_][\w.]*)/g, hint: missingModule, ofProcess: missingHere },
  {
    pattern: /(?:Package '?[\w.-]+'? requires a different Python: |Requires-Python )([^\n]*)/g,
    hint: (found) => `The image's Python is not one that a package takes (${found.trim()}): set base_image to another.`,
    ofProcess: (found) =>
      `python3 of this machine is not one that a package takes (${found.trim()}): put another first in PATH, or run with --runner docker.`,
  },
  {
    pattern:
      /(NewConnectionError|Temporary failure in name resolution|Name or service not known|ProxyError|ConnectTimeoutError|Network is unreachable)/g,
    hint: () =>
      "The network cannot be reached from the task: packages come from an index (pip_index_urls), which must be reachable, or are installed in the image.",
    ofProcess: () =>
      "The network cannot be reached from this machine: packages come from an index (pip_index_urls), which must be reachable.",
  },
  {
    pattern: /(?:No matching distribution found for|satisfies the requirement) ([^\s(]+)/g,
    hint: (found) =>
      `pip found no "${found}": check its name and version, and that the index has it for the image's Python (base_image).`,
    ofProcess: (found) =>
      `pip found no "${found}": check its name and version, and that the index has it for this machine's Python.`,
  },
  {
    pattern: /(ResolutionImpossible|conflicting dependencies)/g,
    hint: () => "The packages to install exclude each other: loosen the versions in packages_to_install.",
  },
  {
    pattern: /(CUDA out of memory|CUDA_ERROR_OUT_OF_MEMORY|OutOfMemoryError: CUDA|OOM when allocating tensor)/g,
    hint: () => "The GPU's memory ran out: make the batches or the model smaller, or ask for a larger GPU.",
    ofProcess: () =>
      "The GPU's memory ran out: make the batches or the model smaller, or run fewer tasks at once (--parallelism).",
  },
  {
    pattern:
      /(Found no NVIDIA driver|no CUDA-capable device|CUDA driver version is insufficient|not compiled with CUDA|libcuda\.so|could not select device driver)/g,
    hint: () =>
      "No GPU can be used: ask for one with set_accelerator_type and set_accelerator_limit, and use an image with CUDA.",
    ofProcess: () =>
      "No GPU of this machine can be used: check that nvidia-smi shows one, and that the packages are built for its CUDA.",
  },
  {
    pattern: /(^MemoryError|Cannot allocate memory|std::bad_alloc|ArrayMemoryError)/gm,
    hint: () => "Memory ran out: make the data smaller, or ask for more with set_memory_request and set_memory_limit.",
    ofProcess: () =>
      "This machine's memory ran out: make the data smaller, or run fewer tasks at once (--parallelism).",
  },
  {
    pattern: /(No space left on device|\bENOSPC\b|Disk quota exceeded)/g,
    hint: () => "The disk is full: remove what is not needed, or give the task more space.",
    ofProcess: () => "The disk is full: remove what is not needed, or name a store with more space (--store).",
  },
  {
    pattern: /(exec format error|cannot execute binary file)/gi,
    hint: () =>
      "The program is not one for this machine: the image is for another processor, or a script does not begin with #!.",
    ofProcess: () =>
      "The program is not one for this machine: it is for another processor, or a script does not begin with #!.",
  },
  {
    pattern: /(Argument list too long|\bE2BIG\b)/g,
    hint: () => "Arguments and variables together are longer than the system takes: hand on long values as artifacts.",
  },
  {
    pattern: /((?:pull access denied|manifest unknown|ImagePullBackOff|ErrImagePull|Unable to find image)[^\n]*)/g,
    hint: () => "The image cannot be had: check its name and tag, and that its registry lets this machine read it.",
  },
  {
    pattern: /__annotations__\[name\].*?KeyError: '([^']+)'/gs,
    hint: (found) =>
      `The function has no input "${found}", which the pipeline hands to it: compile the pipeline again with the function as it is now.`,
  },
  {
    pattern: /KeyError: '(outputFile|outputs|inputs)'/g,
    hint: () =>
      "The function did not get the inputs it was compiled for: compile the pipeline again with the SDK of the image.",
    ofProcess: () =>
      "The function did not get the inputs it was compiled for: compile the pipeline again with the SDK that runs it.",
  },
  {
    pattern: /TypeError: \w+\(\) missing \d+ required (?:positional|keyword-only) arguments?: ('[^\n]+)/g,
    hint: (found) => `Nothing was given for ${found}: give it a value, or a default in the function.`,
  },
  {
    pattern:
      /(unsupported operand type\(s\) for \|: '(?:type|NoneType|_GenericAlias)'|'type' object is not subscriptable|cannot import name '\w+' from 'typing')/g,
    hint: () => "The image's Python is older than the function was written for: set base_image to a newer one.",
    ofProcess: () =>
      "python3 of this machine is older than the function was written for: put a newer one first in PATH, or run with --runner docker.",
  },
  {
    pattern: /No such file or directory: '(\/(?:gcs|s3|minio|oci)\/[^']+)'/g,
    hint: (found) =>
      `Nothing lies at ${found}: the task that makes this artifact must write to its path, or its uri leads elsewhere.`,
  },
  {
    pattern: /(?:Permission denied: '([^'\n]+)'|\bEACCES\b|^\S*sh: [^\n]*: Permission denied)/gm,
    hint: (found) =>
      `The image's user may not touch ${found === "" ? "a file" : found}: write below /tmp or to the paths of outputs, or set another user in the security context.`,
    ofProcess: (found) =>
      `You may not touch ${found === "" ? "a file that it wants" : found} on this machine: write to the paths of outputs, or run with --runner docker.`,
  },
  {
    pattern: /^\S*sh: (?:line )?(?:\d+: )?([^\s:]+): (?:command )?not found$/gm,
    hint: (found) => `The image has no program "${found}": install it there, or use an image that has it.`,
    ofProcess: (found) => `This machine has no program "${found}": install it, or run with --runner docker.`,
  },
];

function missingModule(module: string, { work }: { readonly work: Work }): string {
  const found = noModule(module);
  return isPythonFunction(work)
    ? `${found}: add "${packageOf(module)}" to packages_to_install of the component, or to the image. Code of your own must stand in the function, or be in the image.`
    : `${found}: install "${packageOf(module)}" in the image.`;
}

function missingHere(module: string, { work }: { readonly work: Work }): string {
  const found = noModule(module);
  return isPythonFunction(work)
    ? `${found}: add "${packageOf(module)}" to packages_to_install of the component, or install it on this machine. Code of your own must stand in the function.`
    : `${found}: install "${packageOf(module)}" on this machine, or run with --runner docker.`;
}

function noModule(module: string): string {
  const [name = module] = module.split(".");
  return `Python finds no module "${module.startsWith("google") ? module : name}"`;
}

function isPythonFunction(work: Work): boolean {
  return work.kind === "container" && work.command.some((text) => /\bkfp\.\w+\.executor_main\b/.test(text));
}
