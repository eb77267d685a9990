// Makes docs/diagnostics.md from the catalogues and the golden cases, and docs/support.md from the backends' tables.
// `npm run docs` writes them; with --check it only says whether they are up to date.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { argo } from "@slipway/argo";
import { FEATURES, featuresOf, planPipeline } from "@slipway/compiler";
import { kubeflow } from "@slipway/kubeflow";
import { support } from "@slipway/local";
import { tekton } from "@slipway/tekton";
import { TEKTON } from "./approximations.mjs";

const BACKENDS = [argo, tekton, kubeflow, { name: "local", support }];

const golden = new URL("../golden/", import.meta.url);
const program = createRequire(import.meta.url)("../packages/cli/dist/slipway.cjs");

const PACKAGES = {
  ir: ["Reading a file", "Whether the file is IR at all, and whether every field is what the IR's schema says."],
  resolve: [
    "What the pipeline means",
    "IR that is well formed but does not make sense, found before any backend sees it.",
  ],
  pod: ["Settings of a task for its pod", "What no cluster would take, or what comes to nothing."],
  argo: ["The argo backend", "What a plain Argo Workflows cannot do, or what it must be told."],
  kubeflow: ["The kubeflow backend", "What a cluster with Kubeflow Pipelines cannot do, or does in another way."],
  tekton: ["The tekton backend", "What a plain Tekton cannot do, or does in another way."],
  local: ["Running on this machine", "What a pipeline asks of a cluster, and what there is of it on a single machine."],
  python: [
    "The Python in a pipeline",
    "What `slipway check` says of components that the kfp SDK made of Python functions.",
  ],
  policy: [
    "Policies",
    "What breaks a rule of `slipway check --policy`; [policy.md](policy.md) says what each rule means.",
  ],
  cli: ["The command line", "Wrong use of the program, and files that cannot be read or written."],
};

const CHECKED = JSON.parse(readFileSync(new URL("../test/oracle-argo/versions.json", import.meta.url), "utf8"));
const CHECKED_TEKTON = JSON.parse(
  readFileSync(new URL("../test/oracle-tekton/versions.json", import.meta.url), "utf8"),
);

const ENTRIES = [...(await program.allEntries())];

const GENERATED = "<!-- Made by docs/generate.mjs; `npm run docs` makes it anew. -->";

// ---- diagnostics.md

/** Every folder of golden/ that shows diagnostics, with what they are. */
function examples() {
  const folders = ["", "invalid/", "command-line/"].flatMap((group) =>
    readdirSync(new URL(group, golden), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => `${group}${entry.name}`)
      .sort(),
  );
  return folders.flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, golden))
      .filter((file) => /^(?:diagnostics|\w+\.(?:refusal|warnings))$/.test(file))
      .map((file) => ({ folder, blocks: blocksIn(readFileSync(new URL(`${folder}/${file}`, golden), "utf8")) })),
  );
}

/** The diagnostics in a rendered text, each with its code. */
function blocksIn(text) {
  return text
    .split(/\n(?=\S+ (?:error|warning|note) [a-z]+\/)/)
    .map((block) => ({ code: /^\S+ (?:error|warning|note) (\S+):/.exec(block)?.[1], text: block.trimEnd() }));
}

/** The example of a code: of the cases that show it the one that shows least besides. */
function exampleOf(code, all) {
  const [best] = all
    .filter(({ blocks }) => blocks.some((block) => block.code === code))
    .sort((a, b) => a.blocks.length - b.blocks.length);
  if (!best) throw new Error(`no golden case shows ${code}`);
  return { folder: best.folder, text: best.blocks.find((block) => block.code === code).text };
}

function sectionOf([code, { severity, message, cause, fix }], all) {
  const { folder, text } = exampleOf(code, all);
  return [
    `### ${code}`,
    `_${severity}_ — ${escaped(message)}`,
    `**Why.** ${escaped(cause)}`,
    `**What to do.** ${escaped(fix)}`,
    `\`\`\`text\n${text}\n\`\`\``,
    `From [golden/${folder}](../golden/${folder}).`,
  ].join("\n\n");
}

/** Text as Markdown that shows it as it is. */
function escaped(text) {
  return text.replace(/[<>*_`[\]]/g, (character) => `\\${character}`).replace(/\{(\w+)\}/g, "‹$1›");
}

function diagnosticsPage() {
  const all = examples();
  const entries = ENTRIES;
  const parts = Object.entries(PACKAGES).flatMap(([prefix, [title, about]]) => {
    const own = entries.filter(([code]) => code.startsWith(`${prefix}/`)).sort(([a], [b]) => (a < b ? -1 : 1));
    return [`## ${title}`, about, ...own.map((entry) => sectionOf(entry, all))];
  });
  const contents = Object.entries(PACKAGES).map(([prefix, [title]]) => {
    const own = entries.map(([code]) => code).filter((code) => code.startsWith(`${prefix}/`));
    const links = own.sort().map((code) => `[${code.slice(prefix.length + 1)}](#${code.replace("/", "")})`);
    return `**${title}** (\`${prefix}/…\`): ${links.join(" · ")}`;
  });
  const unknown = entries.filter(([code]) => !(code.split("/")[0] in PACKAGES));
  if (unknown.length > 0) throw new Error(`no section for ${unknown.map(([code]) => code).join(", ")}`);
  return [
    "# Diagnostics",
    GENERATED,
    "Everything that Slipway says of a pipeline, by code. A code is never renamed. An error means that no manifest is made; a " +
      "warning, that one is made and something should be known about it. `slipway explain CODE` prints the same. ‹Words› in " +
      "a sentence stand for the names in the file.",
    ...contents,
    ...parts,
  ]
    .join("\n\n")
    .concat("\n");
}

// ---- support.md

/** By feature, the golden case that shows it best: without options, made rather than refused, and using little else. */
function casesByFeature() {
  const cases = readdirSync(golden)
    .filter((name) => existsSync(new URL(`${name}/pipeline.yaml`, golden)))
    .map((name) => ({ name, features: featuresIn(name), isPlain: isPlain(name) }));
  return new Map(
    Object.keys(FEATURES).map((feature) => {
      const [best] = cases
        .filter(({ features }) => features.has(feature))
        .sort((a, b) => rank(a, feature) - rank(b, feature) || (a.name < b.name ? -1 : 1));
      if (!best) throw new Error(`no golden case uses ${feature}`);
      return [feature, best.name];
    }),
  );
}

function rank({ name, features, isPlain }, feature) {
  const isNamedAfter = feature.split("-").some((word) => name.includes(word));
  return (name.startsWith("option-") ? 200 : 0) + (isPlain ? 0 : 100) + features.size * 2 - (isNamedAfter ? 1 : 0);
}

function featuresIn(name) {
  const planned = planPipeline(readFileSync(new URL(`${name}/pipeline.yaml`, golden), "utf8"));
  return new Set(planned.ok ? featuresOf(planned.value.plan).map(({ feature }) => feature) : []);
}

/** Whether every backend makes it without a word. */
function isPlain(name) {
  return BACKENDS.every((backend) =>
    [`${backend.name}.refusal`, `${backend.name}.warnings`].every(
      (file) => !existsSync(new URL(`${name}/${file}`, golden)),
    ),
  );
}

function supportPage() {
  const cases = casesByFeature();
  const rows = Object.entries(FEATURES).map(([feature, about]) => {
    const name = cases.get(feature);
    const stances = BACKENDS.map(({ support }) => (support[feature] === "supported" ? "yes" : "no"));
    return [escaped(about), ...stances, `[${name}](../golden/${name})`];
  });
  const refusals = BACKENDS.flatMap(({ name, support }) => [
    `## What ${name} does not support`,
    Object.entries(support)
      .filter(([, stance]) => stance !== "supported")
      .map(([feature, { unsupported }]) => `- **${escaped(FEATURES[feature])}**: ${escaped(unsupported)}.`)
      .join("\n"),
  ]);
  return [
    "# What each backend supports",
    GENERATED,
    "A pipeline that uses what a backend does not support is refused with the place and the reason; nothing is left out in " +
      "silence. Each row names the smallest golden case that uses the feature.",
    table(["Feature", ...BACKENDS.map(({ name }) => name), "Case"], rows),
    ...refusals,
    "## What tekton does otherwise",
    "A pipeline runs on a plain Tekton to the same results; these are the differences on the way, and what changes each. " +
      "Cases with a sentence run on a real Tekton.",
    table(
      ["What is otherwise", "What changes it", "Shown by"],
      TEKTON.map(({ what, option, cases }) => [what, option, cases.map(caseLink).join(", ")]),
    ),
    "## Versions of Argo",
    "What is made for a version (`argo.version`) of all golden cases, Workflows, WorkflowTemplates and CronWorkflows, is checked " +
      "in every run of the tests. Versions with a mark are run on a real cluster besides.",
    table(["Version", "Run", "Checked by"], CHECKED.map(versionRow)),
    "## Versions of Tekton",
    "What is made for a version (`tekton.version`) of all golden cases and of Kubeflow's samples, PipelineRuns and Pipelines, is checked. " +
      "Versions between these are those of the one before: no field that is emitted came or went.",
    table(
      ["Version", "Run", "Checked by"],
      CHECKED_TEKTON.map(({ version, of, isBuilt = false }) => [
        version,
        isBuilt ? "yes" : "",
        `Tekton's own admission, ${of}, with the gate beta${isBuilt ? "" : ", where it has been built"}; fields that it does not know are mistakes`,
      ]),
    ),
  ]
    .join("\n\n")
    .concat("\n");
}

/** A golden case, or a test by its file and name, which must be there. */
function caseLink(one) {
  const [file, name] = typeof one === "string" ? [`golden/${one}`, one] : one;
  const url = new URL(`../${file}`, import.meta.url);
  const isThere = existsSync(url) && (typeof one === "string" || readFileSync(url, "utf8").includes(`"${name}"`));
  if (!isThere) throw new Error(`${file} has no case "${name}"`);
  return `[${escaped(name)}](../${file})`;
}

function versionRow({ version, by, of, isBuilt = false }) {
  const how = {
    validation: `Argo's own validation, ${of}${isBuilt ? "" : ", where it has been built"}; fields that it does not know are mistakes`,
    schema: `the schema of the CRDs of 4.0 with their patterns, as [${of}](https://github.com/tommy351/kubernetes-models-ts) has it`,
  };
  return [version, isBuilt ? "yes" : "", how[by]];
}

/** A table whose columns stand below one another in the source too; all but the first and the last are centred. */
function table(head, rows) {
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => row[i].length)));
  const isCentred = (i) => i > 0 && i < head.length - 1;
  const line = (row) => `| ${row.map((cell, i) => pad(cell, widths[i], isCentred(i))).join(" | ")} |`;
  const rule = widths.map((width, i) => (isCentred(i) ? `:${"-".repeat(width - 2)}:` : "-".repeat(width)));
  return [line(head), `| ${rule.join(" | ")} |`, ...rows.map(line)].join("\n");
}

function pad(cell, width, isCentred) {
  const left = isCentred ? Math.floor((width - cell.length) / 2) : 0;
  return cell.padStart(cell.length + left).padEnd(width);
}

// ---- both

const pages = { "diagnostics.md": diagnosticsPage(), "support.md": supportPage() };
const isCheck = process.argv.includes("--check");
const stale = Object.entries(pages).filter(([file, text]) => {
  const url = new URL(file, import.meta.url);
  return !existsSync(url) || readFileSync(url, "utf8") !== text;
});
for (const [file, text] of stale) {
  if (isCheck) console.error(`docs/${file} is out of date: npm run docs`);
  else writeFileSync(new URL(file, import.meta.url), text);
}
if (isCheck && stale.length > 0) process.exitCode = 1;
