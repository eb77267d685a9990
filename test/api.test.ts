// The packages as somebody who installs them has them: their public names, and the tarballs in an empty folder.
import { copyFileSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder, writeFiles } from "./pack/folder.ts";
import { asShown, blocksOf } from "./pack/markdown.ts";
import { mustRun, run } from "./pack/run.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const FIVE_MINUTES = 300_000;

/** What each package exports, types aside. A name that goes or changes breaks who uses it. */
const EXPORTS: Readonly<Record<string, readonly string[]>> = {
  ir: [
    "MAX_BYTES",
    "codeFrame",
    "compareText",
    "decodeText",
    "defineDiagnostics",
    "describe",
    "didYouMean",
    "explainBrokenRule",
    "explainOption",
    "failed",
    "irDiagnostics",
    "isArchive",
    "isJsonObject",
    "locate",
    "optionDiagnostics",
    "parsePipeline",
    "readDocuments",
    "renderDiagnostic",
    "renderPath",
    "resultOf",
    "sortedEntries",
    "tooLarge",
    "typeInWords",
    "unpackPipeline",
    "visible",
    "visibleLine",
    "withWarnings",
  ],
  compiler: [
    "FEATURES",
    "PipelineError",
    "assertNever",
    "checkSupport",
    "compile",
    "compileFile",
    "compileOrThrow",
    "compilerDiagnostics",
    "countTasks",
    "featuresOf",
    "imagesOf",
    "invariant",
    "parametersOf",
    "parseExpression",
    "planFile",
    "planPipeline",
    "pythonOfImage",
    "readPythonCommand",
    "resolvePlan",
    "tasksOf",
    "withImages",
    "walkExpression",
  ],
  kubernetes: [
    "POD_MERGE_KEYS",
    "canonicalQuantity",
    "compareQuantities",
    "constant",
    "isDnsLabel",
    "isDnsSubdomain",
    "isLabelValue",
    "isQualifiedName",
    "lifetime",
    "parseQuantity",
    "printManifest",
    "printManifests",
    "printQuantity",
    "strategicMerge",
    "toDnsLabel",
    "toLabelValue",
    "validPod",
  ],
  local: [
    "NO_OBJECTS",
    "abandonedRuns",
    "beginRun",
    "checkPlan",
    "containerCommand",
    "createEnvironments",
    "createStop",
    "findEngine",
    "findPython",
    "inEnvironment",
    "localDiagnostics",
    "runPlan",
    "runProcess",
    "schedule",
    "support",
  ],
  argo: ["ARGO_VERSIONS", "argo", "argoDiagnostics"],
  kubeflow: ["kubeflow", "kubeflowDiagnostics"],
  tekton: ["TEKTON_VERSIONS", "tekton", "tektonDiagnostics"],
  pod: [
    ...["ARTIFACT", "FORMS", "MUST_RUN", "OTHERWISE", "PENDING_TIMEOUT", "RESTRICTED_CONTAINER"],
    ...["RESTRICTED_POD"],
    ...["RUNTIME_IMAGE", "SCHEDULE", "SHARED", "SHARED_PATH", "UPKEEP", "WORKSPACE", "accessObjects", "affinityOf"],
    ...["ageInSeconds", "appliesToTask", "backoffSeconds", "bareContainer", "boundRole", "cacheFor"],
    ...["canBeAbsent", "checkGrants", "checkIdentity", "childOf", "claimRules", "commonLabels", "contentsReadIn"],
    ...["countTree"],
    ...["dagOf", "describe", "describeNotify", "describeRun", "filesOtherwise", "generalPlaceholdersIn"],
    ...["gpuProfiles", "grantFor", "grantedMounts", "hasSeparateDriver", "importsIntoWorkspace", "invocationIn"],
    ...["isMarked", "isWithin", "longestPod"],
    ...[
      "iterationsAround",
      "jsonText",
      "known",
      "linkPlan",
      "literalText",
      "lowerUpkeep",
      "mapImage",
      "mapTexts",
      "markedJson",
    ],
    ...["namePods", "outlineOf", "pathSegment", "podDiagnostics", "podFragments", "podLabels", "podOfCronJob"],
    ...["podSettings", "podsIn", "printVariable", "printVolume", "producerFor", "programContainer"],
    ...[
      "programVolumes",
      "readImageName",
      "readMarked",
      "readPath",
      "readSchedule",
      "resolvePodOptions",
      "scanPlaceholders",
    ],
    ...["sharedDag", "slotsIn", "statusAfterTimeout", "taskPath", "tellersFor", "textOf", "tokenMounts"],
    ...["tokenVolume", "uncertainDags", "upTo", "userContainer", "userContainerSettings", "withoutIdentity"],
    ...["withoutToken", "withoutTokenVolume", "workspaceClaim"],
  ],
  report: ["DOCUMENT_LIMITS", "artifactsToRead", "compareRuns", "comparisonText", "renderComparison", "renderReport"],
  review: [
    ...["checkPolicy", "checkPython", "differenceMarkdown", "differenceOf", "differenceText", "factsOf"],
    ...["globalNamesOf", "highlightPython", "importsOf", "policyDiagnostics", "pythonDiagnostics"],
    ...["renderReviewComment", "renderReviewPage", "securityOf", "toSarif", "versionOf"],
  ],
  runs: [
    "errorOf",
    "explainCache",
    "findRun",
    "findTask",
    "leavesOf",
    "lineageOf",
    "listCache",
    "listRuns",
    "readRun",
    "readTasks",
    "readUntilEnd",
    "removeCache",
    "removeRuns",
    "runJson",
    "summaryOf",
    "viewRun",
  ],
  store: [
    ...["download", "explainFile", "filePath", "fileUri", "forEachParallel", "isStoreError", "joinUri", "makeFolder"],
    ...["measure", "openStore", "splitUri", "upload"],
  ],
};

type Manifest = {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly license?: string;
  readonly description?: string;
  readonly engines?: { readonly node?: string };
  readonly files?: readonly string[];
  readonly exports?: unknown;
  readonly bin?: unknown;
  readonly dependencies?: Readonly<Record<string, string>>;
};

const readManifest = (file: string) => JSON.parse(readFileSync(file, "utf8")) as Manifest;

const packages = readdirSync(join(root, "packages"))
  .map((folder) => ({ folder, manifest: readManifest(join(root, "packages", folder, "package.json")) }))
  .filter(({ manifest }) => manifest.private !== true);
const versions = new Map(packages.map(({ manifest }) => [manifest.name, manifest.version]));

describe.each(packages)("packages/$folder", ({ folder, manifest }) => {
  it("is called after its folder, and says what npm shows", () => {
    expect(manifest).toMatchObject({
      name: `@slipway/${folder}`,
      license: "Apache-2.0",
      engines: { node: ">=20.19.0" },
    });
    expect(manifest.description).toMatch(/^[A-Z].*\.$/);
    const readme = readFileSync(join(root, "packages", folder, "README.md"), "utf8");
    expect(readme).toMatch(new RegExp(`^# ${manifest.name}\n`));
  });

  it("depends on the others in the version that they have", () => {
    const ours = Object.entries(manifest.dependencies ?? {}).filter(([name]) => name.startsWith("@slipway/"));
    expect(ours).toEqual(ours.map(([name]) => [name, versions.get(name)]));
  });
});

describe("public entry points", () => {
  it.each(Object.entries(EXPORTS))("@slipway/%s exports what it says", async (name, names) => {
    expect(Object.keys(await import(`@slipway/${name}`)).sort()).toEqual([...names].sort());
  });

  it.each(Object.keys(EXPORTS))("@slipway/%s has no other entry", (name) => {
    const require = createRequire(import.meta.url);
    expect(() => require.resolve(`@slipway/${name}/dist/index.js`)).toThrow(/not defined by "exports"/);
  });
});

/** Uses of the API that compile only with types: an error below `@ts-expect-error` that is not there is one too. */
const TYPED = `
import { type Backend, compile, compileOrThrow, type Plan } from "@slipway/compiler";
import { type Diagnostic, parsePipeline, type PipelineSpec, renderDiagnostic, type Result } from "@slipway/ir";
import { kubeflow, type KubeflowOptions, type Template, type Workflow } from "@slipway/kubeflow";
import { printManifest, printManifests } from "@slipway/kubernetes";
import { type Artifact, isStoreError, openStore, type Store, type StoreErrorCode, upload } from "@slipway/store";

const options: KubeflowOptions = { runAsUser: 1001, caBundle: { configMap: "certificates" } };
const workflows: readonly Workflow[] = compileOrThrow("", kubeflow, { options, parameters: { epochs: 3 } });
export const names: string[] = workflows.flatMap(({ spec }) => spec.templates.map((template: Template) => template.name));
export const images = workflows[0]?.spec.templates.map((template) => template.container?.image);
export const texts: string[] = [printManifests(workflows), ...workflows.map(printManifest)];

const result = compile("", kubeflow);
export const plan: Plan | undefined = result.ok ? result.value.plan : undefined;
export const lines: string[] = result.ok ? [] : result.diagnostics.map((one: Diagnostic) => renderDiagnostic(one));
export const spec: Result<PipelineSpec | undefined>["ok"] = parsePipeline("").ok;
export const backend: Backend<KubeflowOptions, Workflow> = kubeflow;

const store: Store = await openStore("s3://bucket/prefix", { endpoint: "http://localhost:9000", pathStyle: true });
export const artifact: Artifact = await upload("model", { store, key: "run/model" });
export const codeOf = (error: unknown): StoreErrorCode | undefined => (isStoreError(error) ? error.code : undefined);

// @ts-expect-error a user id is a number
export const wrong: KubeflowOptions = { runAsUser: "1001" };
// @ts-expect-error there is no such option
compile("", kubeflow, { options: { runAs: 1001 } });
// @ts-expect-error a template has a name, not a title
export const titles = workflows.map(({ spec }) => spec.templates.map((template) => template.title));
`;

/** Prints the first mistake of each file. */
const WRONG = `
import { readFileSync } from "node:fs";
import { planPipeline } from "@slipway/compiler";
for (const file of process.argv.slice(2)) {
  const result = planPipeline(readFileSync(file, "utf8"));
  console.log(result.ok || result.diagnostics[0].code);
}
`;

const compilerOptions = {
  module: "nodenext",
  target: "es2023",
  strict: true,
  skipLibCheck: false,
  types: ["node"],
};

describe("the tarballs, installed in an empty folder", () => {
  const folder = temporaryFolder(tmpdir());
  const version = (name: string) => readManifest(join(root, "node_modules", name, "package.json")).version;

  beforeAll(async () => {
    const workspaces = packages.map(({ manifest }) => `-w ${manifest.name}`).join(" ");
    await mustRun(`npm pack --silent ${workspaces} --pack-destination ${folder}`, root);
    writeFiles(folder, {
      "package.json": { private: true, type: "module" },
      "tsconfig.json": { compilerOptions, include: ["example.ts", "typed.ts"] },
      "without-node.json": { compilerOptions: { ...compilerOptions, types: [], noEmit: true }, include: ["typed.ts"] },
      "typed.ts": TYPED,
    });
    const tools = ["typescript", "@types/node"].map((name) => `${name}@${version(name)}`).join(" ");
    await mustRun(`npm install --prefer-offline --no-audit --no-fund ./*.tgz ${tools}`, folder);
  }, FIVE_MINUTES);

  it("hold what they need and nothing else", async () => {
    for (const { folder: name, manifest } of packages) {
      const files = await mustRun(
        `cd node_modules/${manifest.name} && find . -type f -not -path './node_modules/*'`,
        folder,
      );
      const tops = [
        ...new Set(
          files
            .trim()
            .split("\n")
            .map((file) => file.split("/")[1]),
        ),
      ].sort();
      expect(tops, name).toEqual(["LICENSE", "README.md", ...(manifest.files ?? []), "package.json"].sort());
    }
  });

  it("have types that need neither skipLibCheck nor packages that a consumer lacks", async () => {
    writeFiles(folder, { "example.ts": exampleOf("README.md").code });
    await mustRun("npx tsc --noEmit", folder);
    await mustRun("npx tsc -p without-node.json", folder);
  });

  it("run the example of the README", async () => {
    const { code, output } = exampleOf("README.md");
    writeFiles(folder, { "example.ts": code });
    copyFileSync(join(root, "examples/ml-training/pipeline.yaml"), join(folder, "pipeline.yaml"));
    await mustRun("npx tsc", folder);
    expect(asShown(output, await mustRun("node example.js", folder))).toBe(output);
  });

  it("have what is loaded only when a file is wrong", async () => {
    const texts = {
      "not-yaml.yaml": "a: [\nb: {",
      "not-ir.yaml": "root: 1\n",
      "not-linked.yaml": "root: { dag: {} }\n",
    };
    writeFiles(folder, { ...texts, "wrong.js": WRONG });
    const library = await mustRun(`node wrong.js ${Object.keys(texts).join(" ")}`, folder);
    expect(library.trim().split("\n")).toEqual(["ir/yaml-syntax", "ir/wrong-type", "resolve/schema-version"]);
    const { code, output } = await run(`npx slipway check ${Object.keys(texts).join(" ")}`, folder);
    expect(code, output).toBe(1);
    for (const diagnostic of library.trim().split("\n")) expect(output).toContain(diagnostic);
  });

  it("bring the command slipway, which compiles", async () => {
    expect(await mustRun("npx slipway --version", folder)).toContain(versions.get("@slipway/cli"));
    const manifest = await mustRun("npx slipway compile pipeline.yaml --to kubeflow", folder);
    expect(manifest).toContain("kind: Workflow");
  });
});

function exampleOf(document: string): { readonly code: string; readonly output: string } {
  const blocks = blocksOf(readFileSync(join(root, document), "utf8"));
  const at = blocks.findIndex(({ language }) => language === "ts");
  const next = blocks[at + 1];
  return { code: blocks[at]?.text ?? "", output: next?.language === "text" ? next.text : "" };
}
