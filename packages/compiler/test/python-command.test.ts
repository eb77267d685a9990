import { readPythonCommand } from "@slipway/compiler";
import { expect, test } from "vitest";

const PROGRAM = `program_path=$(mktemp -d)

printf "%s" "$0" > "$program_path/ephemeral_component.py"
_KFP_RUNTIME=true python3 -m kfp.dsl.executor_main                         --component_module_path                         "$program_path/ephemeral_component.py"                         "$@"
`;
const installing = (installs: string) => `
if ! [ -x "$(command -v pip)" ]; then
    python3 -m ensurepip || python3 -m ensurepip --user || apt-get install python3-pip
fi

PIP_DISABLE_PIP_VERSION_CHECK=1 ${installs} && "$0" "$@"
`;
const PIP = "python3 -m pip install --quiet --no-warn-script-location";
const KFP = `'kfp==2.17.0' '--no-deps' 'typing-extensions>=3.7.4,<5; python_version<"3.9"'`;
const OWN = `
export PIP_DISABLE_PIP_VERSION_CHECK=1
tmp=$(mktemp -d)
python3 -m venv "$tmp/venv" --system-site-packages
. "$tmp/venv/bin/activate"
`;
const run = ["sh", "-ec", PROGRAM, "import kfp\n", "--executor_input", "{}"];
const program = {
  source: "import kfp\n",
  module: "kfp.dsl.executor_main",
  args: ["--executor_input", "{}"],
  env: { _KFP_RUNTIME: "true" },
};
const options = ["--quiet", "--no-warn-script-location"];
const kfp = [...options, "--no-deps", "kfp==2.17.0", 'typing-extensions>=3.7.4,<5; python_version<"3.9"'];

test("a component that installs nothing is a program alone", () => {
  expect(readPythonCommand(run)).toEqual({ argv: run, program });
});

test("a component that installs the SDK alone, and with packages of its own", () => {
  const alone = `${PIP} ${KFP}`;
  expect(readPythonCommand(["sh", "-c", installing(alone), ...run])).toEqual({
    install: { script: alone, commands: [kfp], isOnTop: false },
    argv: run,
    program,
  });
  const both = `${PIP} 'b==2' "a'b"  &&  ${alone}`;
  expect(readPythonCommand(["sh", "-c", installing(both), ...run])?.install).toEqual({
    script: both,
    commands: [[...options, "a'b", "b==2"], kfp],
    isOnTop: false,
  });
  expect(readPythonCommand(["sh", "-c", installing(`${PIP} 'b==2'`), ...run])?.install?.isOnTop).toBe(true);
});

test("other indices keep their order, the environment of use_venv goes", () => {
  const index = "--index-url https://one/simple --extra-index-url https://$TOKEN@two/simple --trusted-host one";
  const script = `${PIP} ${index} 'b'  &&  ${OWN} ${PIP} ${index} ${KFP}`;
  const { install } = readPythonCommand(["sh", "-c", installing(script), ...run]) ?? {};
  expect(install?.script).not.toMatch(/venv|mktemp/);
  expect(install?.commands[0]).toEqual([...options, ...index.split(" "), "b"]);
});

test("the SDK 2.0 writes it over two lines, and runs another module", () => {
  const old = `program_path=$(mktemp -d)
printf "%s" "$0" > "$program_path/ephemeral_component.py"
python3 -m kfp.components.executor_main                         --component_module_path                         "$program_path/ephemeral_component.py"                         "$@"
`;
  const script = "python3 -m pip install --quiet     --no-warn-script-location 'kfp==2.0.1'";
  expect(readPythonCommand(["sh", "-c", installing(script), "sh", "-ec", old, "source", "x"])).toMatchObject({
    install: { commands: [[...options, "kfp==2.0.1"]] },
    program: { source: "source", module: "kfp.components.executor_main", args: ["x"], env: {} },
  });
});

test("a component in an image of its own may install, too", () => {
  const module = ["python3", "-m", "kfp.dsl.executor_main", "--executor_input", "{}"];
  expect(readPythonCommand(module)).toEqual({ argv: module });
  expect(readPythonCommand(["sh", "-c", installing(`${PIP} 'a'`), ...module])).toMatchObject({ argv: module });
});

test.each([
  ["another shell command", ["sh", "-c", "pip install a && python3 main.py"]],
  ["another program", ["python3", "main.py"]],
  ["what installs and does more", ["sh", "-c", installing(`${PIP} 'a' && rm -rf /`), ...run]],
  ["what installs into a file", ["sh", "-c", installing(`${PIP} 'a' > log`), ...run]],
  ["what computes what it installs", ["sh", "-c", installing(`${PIP} "$(cat list)"`), ...run]],
  ["a program that is written to another place", ["sh", "-ec", PROGRAM.replace("ephemeral", "other"), "source"]],
  ["nothing", []],
])("%s is left as it is", (_, argv) => {
  expect(readPythonCommand(argv)).toBeUndefined();
});
