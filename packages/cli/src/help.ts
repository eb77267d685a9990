// What --help prints.
import { STORE_HELP } from "./store-help.js";

/** What every command takes that compiles. */
const COMPILATION = `  -p, --param NAME=VALUE    value of a parameter, read by its declared type; can be repeated
  --params FILE             values of parameters in a YAML or JSON file; -p wins
  --kind KIND, --with EXTRA[,…], --store URI, --experiment NAME, --set PATH=VALUE, --target NAME,
  --config FILE             as for slipway compile`;

export const HELP: Readonly<Record<string, string>> = {
  "": `Slipway runs Kubeflow Pipelines v2 IR here, and compiles it into manifests for the engine a team already has.

Usage: slipway <command> [options]

Commands:
  check FILE…               read pipelines and say everything that is wrong with them, and what breaks a policy
  compile FILE… --to NAME   make the manifests of a backend: argo, kubeflow, tekton
  diff OLD NEW              what changes for whom runs it, and which cached results stay valid
  pods FILE --to NAME       the pods that an engine will make, as plain Pods
  review FILE --to NAME     what will run, told before it runs: images, code, secrets, GPUs, rights and more
  run FILE                  run a pipeline on this machine
  runs ls|show|report|…     what became of runs: a list, one of them, its page, several side by side
  lineage URI               who made an artifact and who used it
  cache ls|explain|rm       what is taken from earlier runs, and why something was not
  pin FILE…                 digests for the tags of images, kept in slipway.lock
  explain [CODE]            what a diagnostic means, and what to do; without a code, all codes
  completion SHELL          a script for bash, fish or zsh that completes commands and options

A FILE is the YAML or JSON that the kfp SDK compiles, a .zip or .tar.gz with a pipeline.yaml, or - for standard input.

Options of every command:
  -h, --help                help, also of a command: slipway compile --help
  -V, --version             the version
  -q, --quiet               no summary; diagnostics are still shown

Exit codes: 0 made or nothing wrong, 1 something refused, 2 wrong use; of run also 3 it failed, 130 it was cancelled; of diff 1
something is different, 3 something refused.
Wrong use is what the call alone is to blame for: an option, a file that cannot be read, a value that does not fit or is
missing, an address of no store. A store that is not to be had refuses: 1.
With --json what made nothing prints {ok: false, diagnostics} on standard output, beside the words on standard error.

Examples:
  slipway check pipeline.yaml
  slipway compile pipeline.yaml --to kubeflow | kubectl create -f -
  slipway run pipeline.yaml -p epochs=3
  slipway runs report latest -o report.html
  slipway explain resolve/unknown-component
`,
  check: `Reads pipelines and says everything that is wrong with them, the Python in them included.

Usage: slipway check FILE… [options]

Options:
  --to BACKEND              also what that backend refuses, or does in another way: argo, kubeflow, tekton;
                            only with it:
${COMPILATION}
  --policy FILE             judge by the rules of a policy; starter names one that comes with the program
  --sarif FILE              all that is found as SARIF 2.1.0, for code scanning; - for standard output
  --json                    an array of {file, ok, diagnostics, policy} on standard output
  -q, --quiet               no summary
  -h, --help                this help

Rules about pods and manifests are judged with --to alone. Exit codes: 0 nothing wrong, or warnings and notes;
1 errors, of the policy too; 2 wrong use, mistakes in the policy among it.

Examples:
  slipway check pipeline.yaml
  kfp dsl compile --py pipeline.py --output /dev/stdout | slipway check -
  slipway check --json pipelines/*.yaml
  slipway check pipeline.yaml --policy starter
  slipway check pipeline.yaml --policy policy.yaml --to argo --target prod --sarif slipway.sarif
`,
  compile: `Makes the manifests of a backend: on standard output, or in files.

Usage: slipway compile FILE… --to BACKEND [options]

Options:
  --to BACKEND              what to make manifests for: argo, kubeflow, tekton
  --kind KIND               what is made; of argo: workflow, template, cron; of tekton: run, pipeline, cron;
                            the first of them unless said otherwise
  --with EXTRA[,…]          what is made besides; of argo and tekton: rbac; can be repeated
  --split                   two files for -o out.yaml: out.apply.yaml for what is applied once, and
                            out.create.yaml for what is created for each run
  -p, --param NAME=VALUE    value of a parameter, read by its declared type; can be repeated
  --params FILE             values of parameters in a YAML or JSON file; -p wins
  -o, --output FILE|DIR     where to write; with several inputs a folder, one file each
  --format yaml|json        how to write; yaml unless said otherwise
  --store URI               where records and artifacts go, without Kubeflow: s3://…, gs://… or file:///…
  --experiment NAME         what the runs belong to, for argo
  --set PATH=VALUE          a setting, such as kubeflow.runAsUser=1001; can be repeated
  --target NAME             the target in slipway.yaml whose settings count
  --config FILE             the file of settings; otherwise slipway.yaml here, or in a folder above,
                            or beside the pipelines
  --frozen                  takes no image that slipway.lock leaves out (see slipway pin)
  --summary                 also how many pods a run takes, of argo and tekton
  --json                    a list of {file, ok, manifests or output(s), sizes, pods, diagnostics}, instead
  -q, --quiet               no summary
  -h, --help                this help

Examples:
  slipway compile pipeline.yaml --to kubeflow
  slipway compile pipeline.yaml --to kubeflow -p epochs=3 -p 'layers=[64, 32]' -o workflow.yaml
  slipway compile pipelines/*.yaml --to kubeflow -o manifests/
  slipway compile pipeline.yaml --to kubeflow --target prod --set kubeflow.logLevel=3
  slipway compile pipeline.yaml --to argo --kind template --with rbac --split -o train.yaml
`,
  diff: `Tells what changes from one version of a pipeline to another, for whom runs it: tasks, code, images, resources,
secrets, parameters; and which results that the older one has left in the cache the newer one takes.

Usage: slipway diff OLD NEW [options]

Options:
  --to BACKEND              also what changes in the pods that an engine makes: argo, tekton
  --format text|markdown    for people, or for a comment on a pull request; text unless said otherwise
  --json                    one object on standard output, in the form of schemas/difference.schema.json
  --exit-code               1 when anything is different
${COMPILATION}
  -h, --help                this help

Both files are read with the same values and settings.

Exit codes: 0; with --exit-code 1 when anything is different; 2 wrong use; 3 a file is refused.

Examples:
  slipway diff old.yaml new.yaml
  git show main:pipeline.yaml | slipway diff - pipeline.yaml --to argo --format markdown
  slipway diff old.yaml new.yaml --exit-code > /dev/null || echo different
`,
  pods: `Tells the pods that an engine will make of a pipeline, as plain Pods: for kube-linter, Kyverno, Conftest,
kubeconform, and what else judges pods and does not know the engine's own objects.

Usage: slipway pods FILE --to BACKEND [options]

Options:
  --to BACKEND              the engine: argo, tekton
  -o, --output FILE|DIR/    where to write: all in one file, or in a folder one file each
  --format yaml|json        how to write; yaml unless said otherwise
${COMPILATION}
  -q, --quiet               no summary
  -h, --help                this help

Each pod stands there once, for all iterations of a loop. Annotations say what it is for (slipway/pod), for which task
(slipway/task), and which fields are left out because a run alone knows their values (slipway/left-out). What the engine adds
to every pod (its own containers, labels and volumes) is not among it.

Examples:
  slipway pods pipeline.yaml --to argo | kube-linter lint -
  slipway pods pipeline.yaml --to tekton -o pods/ && kubeconform pods/
  slipway pods pipeline.yaml --to argo --target prod | kubectl apply --dry-run=server -f -
`,
  review: `Tells what a pipeline will run before it runs: as Markdown for a pull request, as a page, as facts for machines.

Usage: slipway review FILE --to BACKEND [options]

Options:
  --to BACKEND              the engine: argo, tekton
  -o, --output FILE         where to write: a .md file, or a .html file that needs nothing else; Markdown on
                            standard output unless said otherwise
  --format md|html          how to write, where the name of the file does not say
  --json                    the facts on standard output, in the form of schemas/review.schema.json; with -o
                            the report is written, too
  -p, --param NAME=VALUE    value of a parameter, read by its declared type; can be repeated
  --params FILE             values of parameters in a YAML or JSON file; -p wins
  --kind KIND, --with EXTRA[,…], --store URI, --experiment NAME, --set PATH=VALUE, --target NAME,
  --config FILE             as for slipway compile
  -q, --quiet               no summary
  -h, --help                this help

Examples:
  slipway review pipeline.yaml --to argo
  slipway review pipeline.yaml --to argo --target prod -o review.html
  slipway review pipeline.yaml --to tekton --json | jq .answers.gpus.most
`,
  run: `Runs a pipeline on this machine: each task as a process, or in a container.

Usage: slipway run FILE [options]

Options:
  -p, --param NAME=VALUE    value of a parameter, read by its declared type; can be repeated
  --params FILE             values of parameters in a YAML or JSON file; -p wins
  --store URI               where records and artifacts go: a folder, by its path or as file:///…, s3://…,
                            gs://…; .slipway in this folder unless said otherwise
  --no-cache[=TASK,…]       look for no earlier results, or not for those of some tasks
  --parallelism N           tasks at once; as many as there are processors unless said otherwise
  --runner process|docker   processes of this machine, or containers (podman where there is no docker)
  --secrets FILE            Secrets and config {key: value}, configMaps: {…}
  --experiment NAME         what the run belongs to
  --set PATH=VALUE          a setting, such as local.parallelism=4; can be repeated
  --target NAME             the target in slipway.yaml whose settings count
  --config FILE             the file of settings; otherwise slipway.yaml here or in a folder above
  --json                    one object on standard {run, state, outputs, tasks}
  -q, --quiet               no progress; diagnostics are still shown
  -h, --help                this help

A Python component that installs packages runs in an environment that is made once, and kept in ~/.cache/slipway.
The first Ctrl-C asks all tasks to end, a second one ends them.

Exit codes: 0 succeeded, 1 refused, 2 wrong use, 3 the run failed, 130 cancelled.

Examples:
  slipway run pipeline.yaml
  slipway run pipeline.yaml -p epochs=3 --no-cache=train
  slipway run pipeline.yaml --store s3://bucket/pipelines --json > run.json
`,
  pin: `Asks registries for the digests of the images that pipelines name, and keeps them in slipway.lock.

Usage: slipway pin FILE… [options]

Options:
  --to BACKEND              also the image of the backend's own containers; and images are asked for where
                            its setting "images" says that they are kept
  --check                   writes nothing, and fails where slipway.lock is out of date
  --write                   writes digests into the pipelines, in place of slipway.lock
  --prune                   forgets images that none of these pipelines name
  --offline                 asks nobody: --check looks whether all images are in the lock, --write takes them
                            from there
  --insecure HOST[:PORT]    a registry without TLS; can be repeated; this machine's own need not be named
  --set PATH=VALUE          a setting, such as argo.image=…; can be repeated
  --target NAME             the target in slipway.yaml whose settings count
  --config FILE             the file of settings; slipway.lock lies beside it
  --json                    one object on standard {ok, images, written}
  -q, --quiet               no summary
  -h, --help                this help

slipway.lock lies beside slipway.yaml, or in this folder. compile and run take the digests from there. Commit it.
Who may read an image is known as Docker knows it: from docker login.
Exit codes: 0 all have digests, 1 some have none or the lock is out of date, 2 wrong use.

Examples:
  slipway pin pipelines/*.yaml --to argo
  slipway pin pipelines/*.yaml --to argo --check
  slipway pin pipeline.yaml --write
`,
  explain: `Says what a diagnostic means, and what to do.

Usage: slipway explain [CODE]

Examples:
  slipway explain resolve/unknown-component
  slipway explain                             all codes
`,
  completion: `Prints a script by which a shell completes commands, options and what may follow them.

Usage: slipway completion bash|fish|zsh

Options:
  -h, --help                this help

Examples:
  source <(slipway completion bash)                                     in ~/.bashrc
  source <(slipway completion zsh)                                      in ~/.zshrc, after compinit
  slipway completion fish > ~/.config/fish/completions/slipway.fish
`,
  ...STORE_HELP,
};
