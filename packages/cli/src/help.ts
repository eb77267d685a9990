// What --help prints.

export const HELP: Readonly<Record<string, string>> = {
  "": `Slipway compiles Kubeflow Pipelines v2 IR into manifests for the engine a team already has.

Usage: slipway <command> [options]

Commands:
  check FILE…               read pipelines and say everything that is wrong with them
  compile FILE… --to NAME   make the manifests of a backend: kubeflow
  explain [CODE]            what a diagnostic means, and what to do; without a code, all codes

A FILE is the YAML or JSON that the kfp SDK compiles, a .zip or .tar.gz with a pipeline.yaml, or - for standard input.

Options of every command:
  -h, --help                help, also of a command: slipway compile --help
  -V, --version             the version
  -q, --quiet               no summary; diagnostics are still shown

Exit codes: 0 made or nothing wrong, 1 something refused, 2 wrong use.

Examples:
  slipway check pipeline.yaml
  slipway compile pipeline.yaml --to kubeflow | kubectl create -f -
  slipway explain resolve/unknown-component
`,
  check: `Reads pipelines and says everything that is wrong with them.

Usage: slipway check FILE… [options]

Options:
  --json                    an array of {file, ok, diagnostics} on standard output
  -q, --quiet               nothing for files that are right
  -h, --help                this help

Examples:
  slipway check pipeline.yaml
  kfp dsl compile --py pipeline.py --output /dev/stdout | slipway check -
  slipway check --json pipelines/*.yaml
`,
  compile: `Makes the manifests of a backend: on standard output, or in files.

Usage: slipway compile FILE… --to BACKEND [options]

Options:
  --to BACKEND              what to make manifests for: kubeflow
  -p, --param NAME=VALUE    value of a parameter, read by its declared type; can be repeated
  --params FILE             values of parameters in a YAML or JSON file; -p wins
  -o, --output FILE|DIR     where to write; with several inputs a folder, one file each
  --format yaml|json        how to write; yaml unless said otherwise
  --set PATH=VALUE          a setting, such as kubeflow.runAsUser=1001; can be repeated
  --target NAME             the target in slipway.yaml whose settings count
  --config FILE             the file of settings; otherwise slipway.yaml here or in a folder above
  --json                    an array of {file, ok, manifests or output, diagnostics} on standard output
  -q, --quiet               no summary
  -h, --help                this help

Examples:
  slipway compile pipeline.yaml --to kubeflow
  slipway compile pipeline.yaml --to kubeflow -p epochs=3 -p 'layers=[64, 32]' -o workflow.yaml
  slipway compile pipelines/*.yaml --to kubeflow -o manifests/
  slipway compile pipeline.yaml --to kubeflow --target prod --set kubeflow.logLevel=3
`,
  explain: `Says what a diagnostic means, and what to do.

Usage: slipway explain [CODE]

Examples:
  slipway explain resolve/unknown-component
  slipway explain                             all codes
`,
};
