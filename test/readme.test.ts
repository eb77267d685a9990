// What README.md and docs/ show is run, and what they show as output is what comes out. A line of `…` stands for any lines.
import { existsSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { temporaryFolder, writeFiles } from "./pack/folder.ts";
import { asShown, type Block, blocksOf, commandsOf } from "./pack/markdown.ts";
import { mustRun, run } from "./pack/run.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const read = (file: string) => readFileSync(join(root, file), "utf8");

/** As the packages are compiled, so that what is shown is held to the same rules. */
const TSCONFIG = {
  extends: join(root, "tsconfig.base.json"),
  compilerOptions: { declaration: false },
  include: ["*.ts", "packages"],
};

/** A folder like the root of the project, in which programs may write. */
function workingFolder(): string {
  // Below node_modules, so that the packages are found by their names.
  const folder = temporaryFolder(join(root, "node_modules/.cache"));
  for (const name of ["examples", "golden", "node_modules", "schemas"])
    symlinkSync(join(root, name), join(folder, name));
  writeFiles(folder, { "package.json": { private: true, type: "module" }, "tsconfig.json": TSCONFIG });
  return folder;
}

const ofLanguage = (blocks: readonly Block[], language: string) =>
  blocks.filter((block) => block.language === language);

/** The blocks that follow, before the next one of code. */
function outputAfter(blocks: readonly Block[], block: Block): string | undefined {
  const next = blocks[blocks.indexOf(block) + 1];
  return next?.language === "text" ? next.text : undefined;
}

/** The commands are run in order, in one folder. */
function showsCommands(blocks: readonly Block[], folder: string): void {
  it.each(ofLanguage(blocks, "console").flatMap(commandsOf))(
    "shows what happens on: $command",
    async ({ command, output }) => {
      const ran = await run(command, folder);
      expect(asShown(output, ran.output)).toBe(output);
    },
  );
}

describe("README.md", () => {
  const blocks = blocksOf(read("README.md"));
  const folder = workingFolder();

  showsCommands(blocks, folder);

  it.each(ofLanguage(blocks, "ts"))("shows a program that compiles and runs", async (block) => {
    writeFiles(folder, { "example.ts": block.text, "pipeline.yaml": read("examples/ml-training/pipeline.yaml") });
    await mustRun("npx tsc -p . && ls example.js", folder);
    const output = outputAfter(blocks, block) ?? "";
    expect(asShown(output, await mustRun("node example.js", folder))).toBe(output);
  });

  it("gives commands that .ci/run runs from a clean clone", () => {
    const commands = ofLanguage(blocks, "sh").flatMap(({ text }) => text.trim().split(/\n| && /));
    expect(commands.length).toBeGreaterThan(0);
    for (const command of commands) expect(read(".ci/run")).toContain(command.replace(/ *#.*/, ""));
  });
});

describe("the README of a package", () => {
  const folder = workingFolder();

  it("shows code that compiles", async () => {
    const documents = readdirSync(join(root, "packages")).map(
      (name) => [name, read(`packages/${name}/README.md`)] as const,
    );
    const files = documents.flatMap(([name, document]) =>
      ofLanguage(blocksOf(document), "ts").map(({ text }) => [`${name}.ts`, `declare const text: string;\n${text}`]),
    );
    expect(files.length).toBeGreaterThan(3);
    writeFiles(folder, Object.fromEntries(files));
    await mustRun("npx tsc -p .", folder);
  });
});

describe("docs/adding-a-backend.md", () => {
  const folder = workingFolder();

  it("shows a backend that compiles, and what it makes", async () => {
    const blocks = blocksOf(read("docs/adding-a-backend.md"));
    const files = ofLanguage(blocks, "ts").map(({ text }) => [/^\/\/ (\S+)/.exec(text)?.[1] ?? "", text] as const);
    writeFiles(folder, Object.fromEntries(files));
    await mustRun("npx tsc -p .", folder);
    const [shown] = ofLanguage(blocks, "text");
    const output = await mustRun("node packages/relay/try.js", folder);
    expect(asShown(shown?.text ?? "", output)).toBe(shown?.text);
  });
});

describe.each(["docs/argo.md", "docs/tekton.md", "docs/ci.md", "docs/install.md", "docs/troubleshooting.md"])(
  "%s",
  (document) => {
    showsCommands(blocksOf(read(document)), workingFolder());
  },
);

describe("docs/policy.md", () => {
  const blocks = blocksOf(read("docs/policy.md"));
  const folder = workingFolder();
  const policies = ofLanguage(blocks, "yaml").map(({ text }) => text);
  writeFiles(folder, { "policy.yaml": policies[0] ?? "" });
  showsCommands(blocks, folder);

  it("shows policies that judge", async () => {
    writeFiles(folder, { "targets.yaml": "targets: {prod: {namespace: ml-prod}}\n" });
    const words = "--to argo --store s3://production/x --target prod --config targets.yaml";
    for (const policy of policies) {
      writeFiles(folder, { "shown.yaml": policy });
      const { output } = await run(
        `npx slipway check examples/gpu-training/pipeline.yaml --policy shown.yaml ${words}`,
        folder,
      );
      expect(output).not.toMatch(/ cli\/|own-rule-fails/);
    }
  });
});

describe("docs/review.md", () => {
  showsCommands(blocksOf(read("docs/review.md")), workingFolder());
});

describe("docs/settings.md", () => {
  const blocks = blocksOf(read("docs/settings.md"));
  const folder = workingFolder();
  const [settings] = ofLanguage(blocks, "yaml");
  const pipeline = read("examples/ml-training/pipeline.yaml");
  writeFiles(folder, { "slipway.yaml": settings?.text ?? "", "pipeline.yaml": pipeline });
  showsCommands(blocks, folder);

  type Schema = { readonly $ref?: string; readonly properties?: Readonly<Record<string, Schema>> };
  const all = JSON.parse(read("schemas/slipway.schema.json")) as {
    readonly definitions: Readonly<Record<string, Schema>>;
  };
  const { definitions } = all;
  const inside = (schema: unknown, name: string) => (schema as Readonly<Record<string, unknown>>)[name];
  const follow = ({ $ref, ...schema }: Schema): Schema =>
    $ref
      ? ($ref
          .split("/")
          .slice(1)
          .reduce(inside, all as unknown) as Schema)
      : schema;
  const namesIn = (schema: Schema): readonly string[] => {
    const { properties } = follow(schema);
    if (!properties) return [""];
    return Object.entries(properties).flatMap(([name, inner]) =>
      namesIn(inner).map((rest) => (rest === "" ? name : `${name}.${rest}`)),
    );
  };

  it("explains every setting of the schema", () => {
    const settings = read("docs/settings.md");
    const { kubeflow: _, ...others } = definitions["Settings"]?.properties ?? {};
    const names = [{ properties: others }, definitions["KubeflowOptions"] ?? {}].flatMap(namesIn);
    expect(names.filter((name) => !settings.includes(`| \`${name}\` `))).toEqual([]);
  });
});

describe("links", () => {
  const documents = [
    "README.md",
    "CONTRIBUTING.md",
    "docs/architecture.md",
    "docs/adding-a-backend.md",
    "docs/settings.md",
    "docs/local.md",
    "docs/policy.md",
  ];

  it.each(documents)("of %s lead to files that exist", (document) => {
    const links = [...read(document).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link = ""]) => link);
    expect(links.filter((link) => !existsSync(new URL(link, new URL(document, `file://${root}`))))).toEqual([]);
  });

  it.each(documents)("and paths named in %s exist", (document) => {
    const paths = [
      ...read(document).matchAll(/(?<![\w/.])(?:packages|docs|test|schemas|examples|golden|bench)\/[\w./-]*\w\.\w+/g),
    ];
    const missing = paths
      .map(([path]) => path)
      .filter((path) => !path.includes("relay") && !existsSync(join(root, path)));
    expect([...new Set(missing)]).toEqual([]);
  });
});
