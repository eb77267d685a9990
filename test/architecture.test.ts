// The house rules that a machine can check: who imports whom, where foreign syntax may stand, how large a file may be.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { transformSync } from "esbuild";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../", import.meta.url));

/** What each package may import of ours: docs/architecture.md draws it. */
const DIRECTIONS: Readonly<Record<string, readonly string[]>> = {
  ir: [],
  kubernetes: [],
  store: [],
  compiler: ["ir"],
  kubeflow: ["compiler", "ir", "kubernetes"],
  argo: ["compiler", "ir", "kubernetes", "pod"],
  tekton: ["compiler", "ir", "kubernetes", "pod"],
  pod: ["compiler", "ir", "kubernetes"],
  runtime: ["ir", "pod", "store"],
  report: ["ir", "pod", "runtime"],
  runs: ["ir", "pod", "runtime", "store"],
  review: ["compiler", "ir", "kubernetes", "pod"],
  local: ["compiler", "ir", "kubernetes", "pod", "runtime", "store"],
  cli: [
    "argo",
    "compiler",
    "ir",
    "kubeflow",
    "kubernetes",
    "local",
    "pod",
    "report",
    "review",
    "runs",
    "runtime",
    "store",
    "tekton",
  ],
  testkit: ["compiler", "ir"],
};

/** Parts of Node that a package may use. All the others neither read nor write, and know no time and no chance. */
const BUILTINS: Readonly<Record<string, readonly string[]>> = {
  // Loads the validators and the slower readers when they are needed; unpacks archives in memory.
  ir: ["node:module", "node:stream", "node:zlib"],
  // Hashes, which give the same for the same.
  kubernetes: ["node:crypto"],
  kubeflow: ["node:crypto"],
  report: ["node:crypto"],
  review: ["node:crypto"],
  // Hashes; the files that a task finds and leaves; names for claims of volumes, which a cluster is asked for; its words;
  // the wait before another try.
  runtime: [...["node:crypto", "node:fs/promises", "node:https", "node:path", "node:timers/promises", "node:util"]],
  // Starts processes in folders of their own, and keeps Python environments.
  local: ["node:child_process", "node:crypto", "node:fs/promises", "node:os", "node:path"],
  // Asks the programs that keep passwords for registries.
  cli: ["node:child_process", "node:crypto", "node:fs", "node:module", "node:os", "node:path", "node:util"],
  // Removes the empty folders that a removed run leaves on this machine.
  runs: ["node:fs/promises"],
  // Reads and writes: that is what it is for.
  store: [
    ...["node:crypto", "node:events", "node:fs", "node:fs/promises", "node:path"],
    ...["node:stream", "node:stream/promises", "node:timers/promises", "node:url"],
  ],
};

/** Engines' own syntax, and the files in which it may stand. */
const SYNTAX: readonly { readonly text: string; readonly pattern: RegExp; readonly files: readonly string[] }[] = [
  {
    text: "{{",
    pattern: /\{\{/,
    files: [
      // Argo's template language.
      "packages/argo/src/expression.ts",
      "packages/kubeflow/src/expression.ts",
      // KFP's placeholders, which the IR holds.
      "packages/compiler/src/check/placeholder.ts",
      // A sentence for people that shows such a placeholder.
      "packages/compiler/src/messages.ts",
      // Makes IR with such placeholders, and texts that only look like them.
      "packages/testkit/src/text.ts",
      "packages/testkit/src/recipe/container.ts",
      "packages/testkit/src/write/container.ts",
      "packages/testkit/src/write/task.ts",
      "packages/testkit/src/damage/tree.ts",
    ],
  },
  {
    text: "$(",
    // In a regular expression the same two characters mean something else.
    pattern: /(?<!\\)\$\(/,
    files: [
      // Kubernetes' own reference to an environment variable of the container, which no template language replaces.
      "packages/kubeflow/src/lower/importer.ts",
      // A shell's own.
      "packages/cli/src/completion/bash.ts",
      // Tekton's references.
      "packages/tekton/src/expression.ts",
      "packages/pod/src/proxy.ts",
      "packages/testkit/src/text.ts",
    ],
  },
];

const MOST_LINES = 350;
const MOST_INDEX_LINES = 80;

type Source = { readonly file: string; readonly text: string };
type Manifest = { readonly [field: string]: Readonly<Record<string, string>> | undefined };

function sourcesIn(folder: string): readonly Source[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.[cm]?ts$/.test(file) && !/(?:^|\/)(?:gen|node_modules)\//.test(file))
    .map((file) => join(root, folder, file))
    .map((path) => ({ file: relative(root, path), text: readFileSync(path, "utf8") }));
}

const folders = readdirSync(join(root, "packages")).filter((folder) =>
  existsSync(join(root, "packages", folder, "src")),
);

const packages = folders.map((folder) => ({
  folder,
  sources: sourcesIn(`packages/${folder}/src`),
  manifest: JSON.parse(readFileSync(join(root, "packages", folder, "package.json"), "utf8")) as Manifest,
}));

const sources = packages.flatMap((one) => one.sources).map((source) => ({ ...source, code: codeOf(source) }));

/** Modules that a file names, in whatever way, types too. Examples in comments do not count: their lines begin with `*`. */
function importsOf({ text }: Source): readonly string[] {
  const statements = [...text.matchAll(/^(?:import|export)\b[^;]*?\bfrom "([^"]+)";/gm)];
  const expressions = [...text.matchAll(/^(?! *\*).*?\b(?:import|load|require)\("([^"]+)"\)/gm)];
  const effects = [...text.matchAll(/^import "([^"]+)";/gm)];
  return [...new Set([...statements, ...expressions, ...effects].map(([, name = ""]) => name))];
}

function isOutside(name: string): boolean {
  return !name.startsWith(".");
}

/** What runs of a file: neither comments nor types. */
function codeOf({ file, text }: Source): string {
  return transformSync(text, { loader: "ts", legalComments: "none", sourcefile: file }).code;
}

/** The package of `yaml/dist/x` is `yaml`, that of `@slipway/ir` is itself. */
function packageOf(name: string): string {
  return name
    .split("/")
    .slice(0, name.startsWith("@") ? 2 : 1)
    .join("/");
}

test("every package has its place", () => {
  expect(folders.filter((folder) => !(folder in DIRECTIONS))).toEqual([]);
});

describe.each(packages)("packages/$folder", ({ folder, sources, manifest }) => {
  const imported = [...new Set(sources.flatMap(importsOf).filter(isOutside))].sort();
  const builtins = imported.filter((name) => name.startsWith("node:"));
  const others = imported.filter((name) => !name.startsWith("node:"));
  const ours = others.filter((name) => name.startsWith("@slipway/"));
  const { dependencies = {}, devDependencies = {} } = manifest;

  test("imports of ours only what lies below it, and by its name", () => {
    const allowed = (DIRECTIONS[folder] ?? []).map((name) => `@slipway/${name}`);
    expect(ours.filter((name) => !allowed.includes(name))).toEqual([]);
  });

  test("package.json names what the sources import, and nothing else", () => {
    const wanted = [...new Set(others.map(packageOf))].sort();
    const declared = Object.keys(dependencies).filter((name) => !name.startsWith("@types/"));
    if (folder !== "cli") {
      expect(declared.sort()).toEqual(wanted);
      return;
    }
    // The command is one file: what it is made of is needed to build it, and to run it what that file leaves out.
    const bundled = Object.keys(devDependencies).filter((name) => name.startsWith("@slipway/"));
    expect(bundled.sort()).toEqual(ours);
    const leftOut = packages.flatMap((one) => Object.keys(one.manifest["dependencies"] ?? {}));
    expect(declared.filter((name) => !leftOut.includes(name))).toEqual([]);
  });

  test("uses no more of Node than it needs", () => {
    expect(builtins.filter((name) => !BUILTINS[folder]?.includes(name))).toEqual([]);
  });

  test("has one index.ts at most, at its top, with explicit names", () => {
    const indices = sources.filter(({ file }) => file.endsWith("index.ts"));
    expect(indices.map(({ file }) => file).filter((file) => file !== `packages/${folder}/src/index.ts`)).toEqual([]);
    for (const { text } of indices) expect(text.split("\n").length).toBeLessThanOrEqual(MOST_INDEX_LINES);
  });
});

describe.each([
  {
    what: "the clock",
    pattern: /\bnew Date\(\)|\bDate\.now\b|\bperformance\.now\b/,
    users: ["packages/runtime/src/program/", "packages/runs/src/program/main.ts"],
  },
  {
    what: "chance",
    pattern: /\bMath\.random\b|\brandomUUID\b|\brandomBytes\b/,
    // Names of drafts, which several processes write at a time; names that Kubeflow's CreatePVC makes up.
    users: ["packages/store/", "packages/runtime/src/volume.ts"],
  },
  {
    what: "the environment",
    pattern: /\bprocess\.(?:env|argv|cwd|platform|exit|std\w+)\b|\bglobalThis\.process\b/,
    // The programs of the runtime image are commands of their own. Amazon's client must be told of proxies.
    users: [
      "packages/runtime/src/program/main.ts",
      "packages/runs/src/program/main.ts",
      "packages/store/src/s3-client.ts",
    ],
  },
  {
    what: "the network",
    pattern: /\bfetch\(/,
    // Tells people how a run has ended.
    users: ["packages/runtime/src/program/deliver.ts"],
  },
  { what: "the console", pattern: /\bconsole\./ },
])("$what", ({ pattern, users: others = [] }) => {
  test("is the command's, and of those that are named", () => {
    const users = sources.filter(({ code }) => pattern.test(code)).map(({ file }) => file);
    const allowed = ["packages/cli/", ...others];
    expect(users.filter((file) => !allowed.some((folder) => file.startsWith(folder)))).toEqual([]);
  });
});

describe.each(SYNTAX)("$text", ({ pattern, files }) => {
  test("stands where it may", () => {
    const users = sources.filter(({ code }) => pattern.test(code)).map(({ file }) => file);
    expect(users.filter((file) => !files.includes(file))).toEqual([]);
  });

  test("stands in every file that the list excepts", () => {
    const present = sources.filter(({ file }) => files.includes(file));
    expect(present.filter(({ code }) => !pattern.test(code)).map(({ file }) => file)).toEqual([]);
  });
});

describe("every file", () => {
  const tests = [...sourcesIn("test"), ...folders.flatMap((folder) => sourcesIn(`packages/${folder}/test`))];
  const all = [...sources, ...tests];

  test(`has ${MOST_LINES} lines at most`, () => {
    const lines = all.map(({ file, text }) => ({ file, lines: text.split("\n").length }));
    expect(lines.filter((one) => one.lines > MOST_LINES)).toEqual([]);
  });

  test("exports by name", () => {
    const unnamed = /^export default\b|^export \* from\b|^export \* as\b/m;
    expect(all.filter(({ text }) => unnamed.test(text)).map(({ file }) => file)).toEqual([]);
  });

  test("imports packages by their published names, never their sources", () => {
    const reaches = (source: Source) =>
      importsOf(source).some((name) => /\.\.\/src\/|\bpackages\/|\/dist\//.test(name));
    expect(all.filter(reaches).map(({ file }) => file)).toEqual([]);
  });
});
