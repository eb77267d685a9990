// What is said of the Python in a pipeline, and above all what is not said.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { planPipeline } from "@slipway/compiler";
import { checkPython, highlightPython, importsOf } from "@slipway/review";
import { describe, expect, test } from "vitest";

const PREAMBLE = "\nimport kfp\nfrom kfp import dsl\nfrom kfp.dsl import *\nfrom typing import *\n\n";
const PROGRAM = `program_path=$(mktemp -d)

printf "%s" "$0" > "$program_path/ephemeral_component.py"
_KFP_RUNTIME=true python3 -m kfp.dsl.executor_main --component_module_path "$program_path/ephemeral_component.py" "$@"
`;
const KFP = `'kfp==2.17.0' '--no-deps' 'typing-extensions>=3.7.4,<5; python_version<"3.9"'`;

type Component = {
  readonly body: readonly string[];
  readonly image?: string;
  /** Words after `pip install`, as the SDK quotes them. */
  readonly installs?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value: string }[];
};

/** Codes with the module or name that each is about. */
function saidOf({ body, image = "python:3.11-slim", installs = [KFP], env = [] }: Component): readonly string[] {
  const source = `${PREAMBLE}def train(text: str):\n${body.map((line) => `    ${line}\n`).join("")}`;
  const pip = installs.map((words) => `python3 -m pip install --quiet --no-warn-script-location ${words}`).join(" && ");
  const install = `
if ! [ -x "$(command -v pip)" ]; then
    python3 -m ensurepip || python3 -m ensurepip --user || apt-get install python3-pip
fi

PIP_DISABLE_PIP_VERSION_CHECK=1 ${pip} && "$0" "$@"
`;
  const command = [...(installs.length > 0 ? ["sh", "-c", install] : []), "sh", "-ec", PROGRAM, source];
  const pipeline = {
    pipelineInfo: { name: "python" },
    components: { "comp-train": { executorLabel: "exec-train" } },
    deploymentSpec: { executors: { "exec-train": { container: { image, command, env } } } },
    root: { dag: { tasks: { train: { componentRef: { name: "comp-train" }, taskInfo: { name: "train" } } } } },
    schemaVersion: "2.1.0",
    sdkVersion: "kfp-2.17.0",
  };
  const planned = planPipeline(JSON.stringify(pipeline));
  if (!planned.ok) throw new Error(planned.diagnostics.map(({ message }) => message).join("\n"));
  return checkPython(planned.value.plan).map(({ code, message }) => {
    const [, about = ""] = /(?:imports|from|uses) "([^"]+)"/.exec(message) ?? [];
    return `${code} ${about}`.trim();
  });
}

const missing = (module: string) => `python/missing-module ${module}`;

describe("a module", () => {
  test.each<readonly [string, Component, readonly string[]]>([
    ["of the standard library", { body: ["import os.path, json as j", "from collections import abc"] }, []],
    ["that nothing brings", { body: ["import numpy as np"] }, [missing("numpy")]],
    ["imported several times", { body: ["import yaml", "from yaml import load"] }, [missing("yaml")]],
    ["named by import_module", { body: ["import importlib", "importlib.import_module('torch')"] }, [missing("torch")]],
    ["of a name made at run time", { body: ["import importlib", "importlib.import_module(text)"] }, []],
    [
      "installed under another name",
      { body: ["import sklearn, PIL, cv2"], installs: ["'scikit-learn==1.5' 'Pillow' 'opencv_python'", KFP] },
      [],
    ],
    ["that comes with another", { body: ["import numpy, dateutil, six"], installs: ["'pandas>=2,<3'", KFP] }, []],
    [
      "that does not come with another",
      { body: ["import matplotlib"], installs: ["'pandas>=2,<3'", KFP] },
      [missing("matplotlib")],
    ],
    ["where an install may bring anything", { body: ["import numpy"], installs: ["'my-company-lib'", KFP] }, []],
    ["where extras may bring anything", { body: ["import openpyxl"], installs: ["'pandas[excel]'", KFP] }, []],
    ["where a list is installed", { body: ["import numpy"], installs: ["'-r requirements.txt'", KFP] }, []],
    [
      "installed from git",
      { body: ["import numpy"], installs: ["'git+https://example.com/x.git#egg=numpy'", KFP] },
      [],
    ],
    [
      "installed from a file",
      { body: ["import numpy"], installs: ["'https://example.com/numpy-2-py3-none-any.whl'", KFP] },
      [],
    ],
    [
      "beside options",
      { body: ["import yaml"], installs: ["--index-url https://packages.example.com/simple 'six'", KFP] },
      [missing("yaml")],
    ],
    ["with a marker", { body: ["import yaml"], installs: [`'PyYAML>=6; python_version>"3.8"'`, KFP] }, []],
    ["in an image that may bring anything", { body: ["import torch"], image: "pytorch/pytorch:2.5" }, []],
    [
      "in an image that is only called python",
      { body: ["import torch"], image: "registry.example.com/ml/python:3.11" },
      [],
    ],
    [
      "in a mirror of the plain image",
      { body: ["import torch"], image: "public.ecr.aws/docker/library/python:3.12" },
      [missing("torch")],
    ],
    [
      "in Red Hat's image",
      { body: ["import torch, tomllib"], image: "registry.access.redhat.com/ubi9/python-311:latest" },
      [missing("torch")],
    ],
    [
      "that the code is ready to miss",
      { body: ["try:", "    import ujson", "except ImportError:", "    import simplejson"] },
      [],
    ],
    [
      "that is asked for first",
      { body: ["import importlib.util", "if importlib.util.find_spec('rich'):", "    import rich"] },
      [],
    ],
    ["for types alone", { body: ["if TYPE_CHECKING:", "    import numpy"] }, []],
    ["that the code installs", { body: ["import os", "os.system('pip install numpy')", "import numpy"] }, []],
    ["that is looked for elsewhere", { body: ["import sys", "sys.path.append(text)", "import features"] }, []],
    ["where PYTHONPATH is set", { body: ["import features"], env: [{ name: "PYTHONPATH", value: "/data" }] }, []],
    [
      "that Python has no more",
      { body: ["import imp"], image: "python:3.12" },
      ["python/module-of-another-version imp"],
    ],
    [
      "that Python has not yet",
      { body: ["import tomllib"], image: "python:3.10" },
      ["python/module-of-another-version tomllib"],
    ],
    ["of a version that is not told", { body: ["import imp, tomllib"], image: "python:slim" }, []],
    ["beside the pipeline", { body: ["from .features import scale"] }, ["python/relative-import .features"]],
    ["that came with an old SDK", { body: ["import yaml, requests"], installs: ["'kfp==2.0.1'"] }, []],
    ["called like a directive in a text", { body: ["print('import numpy')"] }, []],
  ])("%s", (_, component, said) => expect(saidOf(component)).toEqual(said));

  test("of the SDK itself must be there", () => {
    expect(saidOf({ body: ["pass"], installs: [] })).toEqual(["python/missing-sdk"]);
    expect(saidOf({ body: ["pass"], installs: ["'kfp==2.17.0'"] })).toEqual([]);
  });
});

describe("a name", () => {
  test.each<readonly [string, readonly string[], readonly string[]]>([
    ["of the file around the function", ["print(LIMIT)"], ["python/unknown-name LIMIT"]],
    ["of Python, the SDK or typing", ["print(len(text), Dataset, dsl, kfp, List, TypeAliasType)"], []],
    ["that is imported inside", ["import json as j", "return j"], []],
    ["used twice", ["print(LIMIT)", "print(LIMIT)"], ["python/unknown-name LIMIT"]],
    ["that the code is ready to miss", ["try:", "    display(text)", "except NameError:", "    print(text)"], []],
    ["in an annotation that is never evaluated", ["limit: Limit = 1", "return limit"], []],
    ["that may be made by exec", ["exec(text)", "return made"], []],
    ["where the code is not read", ["print 'text', LIMIT"], []],
  ])("%s", (_, body, said) => expect(saidOf({ body })).toEqual(said));
});

test("imports are found in every form, with their places", () => {
  const code = "import a.b as c, d\nfrom e.f import g\nfrom . import h\nfrom ..i import (j,\n k)\nimport m; import n\n";
  expect(importsOf(code)?.map(({ module, from }) => [module, code.slice(from, from + 1)])).toEqual([
    ["a.b", "a"],
    ["d", "d"],
    ["e.f", "e"],
    [".", "f"],
    ["..i", "i"],
    ["m", "m"],
    ["n", "n"],
  ]);
});

test("highlighted code is the code, in pieces", () => {
  const code =
    '@decorate\ndef f(x: int) -> str:\n    """Says."""\n    # why\n    return f"{x} " + None + 1.5 + open(x)\n\nbroken = (\n';
  const spans = highlightPython(code);
  expect(spans.map(({ text }) => text).join("")).toBe(code);
  const kinds = Object.fromEntries(spans.map(({ text, kind }) => [text, kind]));
  expect(kinds).toMatchObject({
    def: "keyword",
    f: "definition",
    None: "constant",
    "1.5": "number",
    "# why": "comment",
  });
  expect(kinds).toMatchObject({ '"""Says."""': "string", open: "function", return: "keyword" });
});

const oracle = new URL("../../../../shared/oracle/ir/", import.meta.url);

test.skipIf(!existsSync(oracle))("nothing is said of the IR of others, which is right", () => {
  const said = readdirSync(oracle).flatMap((file) => {
    const planned = planPipeline(readFileSync(new URL(file, oracle), "utf8"));
    return planned.ok ? checkPython(planned.value.plan).map(({ message }) => `${file}: ${message}`) : [];
  });
  expect(said).toEqual([]);
});
