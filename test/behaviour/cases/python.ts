// Python components, and what they bring along.
import type { Case } from "../case.js";

export const PYTHON: readonly Case[] = [
  {
    name: "packages are installed before a component runs",
    pipeline: "python/packages.yaml",
    needs: ["pip"],
    expect: { state: "SUCCEEDED", outputs: { parsed: "c", version: "2.0.0" } },
  },
  {
    name: "a package that nobody has fails its task, and is named",
    pipeline: "python/missing-package.yaml",
    needs: ["pip"],
    expect: { state: "FAILED", errors: { "with-missing-package": "a-package-that-nobody-published" } },
  },
  {
    name: "what a task prints is never taken for the outcome",
    pipeline: "python/printing.yaml",
    expect: { state: "SUCCEEDED", outputs: { Output: "printed" } },
  },
  {
    name: "nothing that a task leaves in its working directory is seen by the next",
    pipeline: "python/working-directories.yaml",
    expect: { state: "SUCCEEDED", outputs: { Output: (files) => !JSON.stringify(files).includes("left-behind") } },
  },
  {
    name: "a task that reads standard input finds its end",
    pipeline: "python/standard-input.yaml",
    expect: { state: "SUCCEEDED", outputs: { Output: "" } },
  },
  {
    name: "lists of text, optional lists and several results",
    pipeline: "python/annotations.yaml",
    parameters: { names: ["a", "b"] },
    expect: { state: "SUCCEEDED", outputs: { names: ["b", "a"], maybe: "None", lines: 2 } },
  },
  {
    name: "files and folders in a component's source are there when it runs",
    pipeline: "embedded/files.yaml",
    expect: { state: "SUCCEEDED", outputs: { folder: "AB", file: "one file" } },
  },
  {
    name: "a notebook runs with its parameters",
    pipeline: "embedded/notebook.yaml",
    parameters: { first: 2, second: 3 },
    needs: ["notebook"],
    expect: { state: "SUCCEEDED", outputs: { Output: "5" } },
  },
];
