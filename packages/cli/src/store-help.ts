// What --help prints for the commands about a store.

const COMMON = `  --store URI               the store: a folder, by its path or as file:///…, s3://…, gs://…; otherwise
                            store.uri in slipway.yaml, or else .slipway in this folder
  --set PATH=VALUE          a setting, such as store.uri=s3://bucket/pipelines; can be repeated
  --target NAME             the target in slipway.yaml whose settings count
  --config FILE             the file of settings; otherwise slipway.yaml here or in a folder above`;

const RUN = `A RUN is named by its id, by how its id begins where no other begins so, or as latest.`;

export const STORE_HELP: Readonly<Record<string, string>> = {
  runs: `What became of runs, whichever engine made them.

Usage: slipway runs <command> [options]

Commands:
  runs ls                   a list, the newest first
  runs show RUN             one of them: its tasks, its outputs, and what failed
  runs report RUN -o FILE   the same as a page, with graph, times, metrics and lineage
  runs compare RUN RUN…     parameters, metrics and states side by side
  runs rm RUN…              remove runs with all that only they use

${RUN}

Examples:
  slipway runs ls --experiment tuning
  slipway runs show latest
  slipway runs rm --help
`,
  "runs ls": `Lists runs, the newest first.

Usage: slipway runs ls [options]

Options:
  --experiment NAME         only those of an experiment
  --pipeline NAME           only those of a pipeline
  --limit N                 at most so many; 30 unless said otherwise
${COMMON}
  --json                    an array of runs on standard output, times in UTC
  -q, --quiet               nothing but the list
  -h, --help                this help

Examples:
  slipway runs ls
  slipway runs ls --experiment tuning --limit 100
  slipway runs ls --store s3://bucket/pipelines --json
`,
  "runs show": `Shows a run: its tasks, its outputs, and what failed with the last lines that it wrote.

Usage: slipway runs show RUN [options]

${RUN}

Options:
${COMMON}
  --json                    what slipway run --json prints, and the parameters, times in UTC
  -h, --help                this help

Examples:
  slipway runs show latest
  slipway runs show 20251121-07 --json
`,
  "runs report": `Writes a run as one page that needs nothing else: graph, times, parameters, metrics, lineage, HTML and Markdown.

Usage: slipway runs report RUN -o FILE [options]

${RUN}

Options:
  -o, --output FILE         the page; - for standard output
${COMMON}
  --json                    {output} on standard output
  -q, --quiet               no word when it is written
  -h, --help                this help

Examples:
  slipway runs report latest -o report.html
`,
  "runs compare": `Puts runs side by side: parameters, metrics, outputs, and tasks that ended differently.

Usage: slipway runs compare RUN RUN… [options]

${RUN}
What differs is marked with *.

Options:
  -o, --output FILE         write a page instead; - for standard output
${COMMON}
  --json                    {runs, sections} on standard output
  -q, --quiet               no word when a page is written
  -h, --help                this help

Examples:
  slipway runs compare 20251121-0 20251120-1
  slipway runs compare 7f3a 91c2 latest -o comparison.html
`,
  "runs rm": `Removes runs: their records, artifacts and cache entries. What a run that stays has used or taken from the cache stays, too.

Usage: slipway runs rm RUN… [options]
       slipway runs rm --older-than AGE [options]

${RUN}
A run that has not ended stays.

Options:
  --older-than AGE          those that ended so long ago: 30d, 12h, 8w
  --keep N                  of each pipeline the newest N stay, however old they are
  --dry-run                 remove nothing, and say what would be
  --force                   also runs that have not ended, or cannot be read
${COMMON}
  --json                    what was removed, as one object on standard output
  -q, --quiet               no summary
  -h, --help                this help

Examples:
  slipway runs rm 7f3a 91c2
  slipway runs rm --older-than 30d --keep 5 --dry-run
`,
  lineage: `Says who made an artifact and from what, and who used it for what, over all runs of a store.

Usage: slipway lineage URI [options]

The URI is that of an artifact, or of a file in one that is a folder; a path of this machine will do.

Options:
${COMMON}
  --json                    one object on standard output: {uri, artifact, before, after, taken}
  -h, --help                this help

Examples:
  slipway lineage s3://bucket/pipelines/churn/20251121-072033-1f2e3d/train/0-ab12/model
  slipway lineage .slipway/churn/20251121-072033-1f2e3d/train/0-ab12/model
`,
  cache: `What may be taken from earlier runs instead of being done anew, and why something was not.

Usage: slipway cache <command> [options]

Commands:
  cache ls                  the entries, the newest first
  cache explain RUN/TASK    why a task was taken from the cache, or was not
  cache rm KEY…             remove entries, so that their work is done anew

Examples:
  slipway cache ls --task train
  slipway cache explain latest/train
  slipway cache rm --older-than 30d
`,
  "cache ls": `Lists the entries of the cache, the newest first.

Usage: slipway cache ls [options]

Options:
  --task NAME               only those of a task, by its name or its id
  --pipeline NAME           only those that a pipeline made
${COMMON}
  --json                    an array of entries on standard output, times in UTC
  -q, --quiet               nothing but the list
  -h, --help                this help

Examples:
  slipway cache ls
  slipway cache ls --task train --json
`,
  "cache explain": `Says why a task was taken from the cache, or was not: which part of its key differed from the nearest that there was.

Usage: slipway cache explain RUN/TASK [options]

${RUN}
A TASK is named by its path in the run, or by the end of that.

Options:
${COMMON}
  --json                    one object on standard output: {run, path, verdict, next}
  -h, --help                this help

Examples:
  slipway cache explain latest/train
  slipway cache explain 7f3a/for-loop-1/3/train
`,
  "cache rm": `Removes entries of the cache, so that their work is done anew. Artifacts stay: they belong to their runs.

Usage: slipway cache rm KEY… [options]
       slipway cache rm [--task NAME] [--pipeline NAME] [--older-than AGE] [options]
       slipway cache rm --all [options]

A KEY can be given by how it begins.

Options:
  --task NAME               those of a task, by its name or its id
  --pipeline NAME           those that a pipeline made
  --older-than AGE          those that were made so long ago: 30d, 12h, 8w
  --all                     all of them, damaged ones too
  --dry-run                 remove nothing, and say what would be
${COMMON}
  --json                    what was removed, as one object on standard output
  -q, --quiet               no summary
  -h, --help                this help

Examples:
  slipway cache rm 0f3a91c2b7d4
  slipway cache rm --task train --older-than 7d
`,
};
