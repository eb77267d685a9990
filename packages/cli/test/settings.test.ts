// slipway.yaml, --config, --target and --set.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadAll } from "js-yaml";
import { describe, expect, it } from "vitest";
import { codesIn, folderOf, textOf } from "./files.ts";
import { slipway } from "./slipway.ts";

const SETTINGS = `target: dev
serviceAccount: pipelines
kubeflow:
  logLevel: "2"
  proxy: { http: "http://proxy" }
targets:
  dev:
    namespace: ml-dev
  prod:
    namespace: ml-prod
    store: { uri: "s3://bucket/prod" }
    kubeflow:
      runAsUser: 1001
      proxy: { https: "http://secure" }
`;

const project = folderOf({
  ".git/HEAD": "",
  "slipway.yaml": SETTINGS,
  "pipeline.yaml": textOf("caching"),
  "deep/er/pipeline.yaml": textOf("caching"),
  "other.yaml": "namespace: other\n",
  "inner/.git/HEAD": "",
  "inner/pipeline.yaml": textOf("caching"),
});

type Workflow = {
  readonly metadata: { readonly namespace?: string };
  readonly spec: {
    readonly serviceAccountName: string;
    readonly securityContext: { readonly runAsUser?: number };
  };
};

async function compiled(args: readonly string[], folder = project): Promise<{ workflow: Workflow; text: string }> {
  const { code, out, err } = await slipway(["compile", "pipeline.yaml", "--to", "kubeflow", ...args], { folder });
  expect(code, err).toBe(0);
  return { workflow: loadAll(out)[0] as Workflow, text: out };
}

async function refused(args: readonly string[], folder = project) {
  const { code, out, err } = await slipway(["compile", "pipeline.yaml", "--to", "kubeflow", ...args], { folder });
  return { code, out, codes: codesIn(err), err };
}

describe("slipway.yaml", () => {
  it("is found here and in folders above, up to the top of the repository", async () => {
    expect((await compiled([])).workflow.metadata.namespace).toBe("ml-dev");
    expect((await compiled([], `${project}/deep/er`)).workflow.metadata.namespace).toBe("ml-dev");
    expect((await compiled([], `${project}/inner`)).workflow.metadata.namespace).toBeUndefined();
  });

  it("may lie beside the pipelines, where there is none for the folder; one for all of them", async () => {
    const beside = folderOf({
      ".git/HEAD": "",
      "a/pipeline.yaml": textOf("caching"),
      "a/more.yaml": textOf("caching"),
      "a/slipway.yaml": "namespace: beside",
      "b/pipeline.yaml": textOf("caching"),
    });
    const words = ["--to", "kubeflow", "-o", "made/"];
    const made = await slipway(["compile", "a/pipeline.yaml", "a/more.yaml", ...words], { folder: beside });
    expect(made.err).toContain("made Workflow");
    expect(readFileSync(join(beside, "made/more.yaml"), "utf8")).toContain("namespace: beside");
    const different = await slipway(["compile", "a/more.yaml", "b/pipeline.yaml", ...words], { folder: beside });
    expect(different.code, different.err).toBe(0);
    expect(readFileSync(join(beside, "made/more.yaml"), "utf8")).not.toContain("namespace: beside");
    expect(different.err).toContain('a/slipway.yaml for "a/more.yaml", none for "b/pipeline.yaml"');
  });

  it("may be another file, with --config", async () => {
    const { workflow } = await compiled(["--config", "other.yaml"]);
    expect(workflow.metadata.namespace).toBe("other");
    expect(workflow.spec.serviceAccountName).toBe("pipeline-runner");
    expect(await refused(["--config", "missing.yaml"])).toMatchObject({ code: 2, codes: ["cli/cannot-read"] });
  });

  it("has targets, which win over what stands beside them", async () => {
    const { workflow, text } = await compiled(["--target", "prod"]);
    expect(workflow).toMatchObject({
      metadata: { namespace: "ml-prod" },
      spec: { serviceAccountName: "pipelines", securityContext: { runAsUser: 1001 } },
    });
    for (const part of ["s3://bucket/prod", "http://proxy", "http://secure"]) expect(text).toContain(part);
  });

  it("may be empty", async () => {
    for (const text of ["", "# nothing yet\n", "{}\n", "---\n"]) {
      const folder = folderOf({ "slipway.yaml": text, "pipeline.yaml": textOf("caching"), ".git/HEAD": "" });
      expect((await compiled([], folder)).workflow.metadata.namespace, JSON.stringify(text)).toBeUndefined();
    }
  });
});

describe("--target", () => {
  it("must be there", async () => {
    const wrong = await refused(["--target", "prd"]);
    expect(wrong).toMatchObject({ code: 2, out: "", codes: ["cli/unknown-target"] });
    expect(wrong.err).toContain('Did you mean "prod"?');
    for (const name of ["constructor", "__proto__", ""]) {
      expect(await refused(["--target", name]), name).toMatchObject({ code: 2, codes: ["cli/unknown-target"] });
    }
  });

  it("needs a file", async () => {
    const folder = folderOf({ "pipeline.yaml": textOf("caching"), ".git/HEAD": "" });
    expect(await refused(["--target", "prod"], folder)).toMatchObject({ code: 2, codes: ["cli/no-targets"] });
  });
});

describe("--set", () => {
  it.each([
    [
      ["namespace=mine", "kubeflow.runAsUser=1002"],
      ["namespace: mine", "runAsUser: 1002"],
    ],
    [
      ["kubeflow.namespace=mine", "kubeflow.logLevel=4"],
      ["namespace: mine", "'4'"],
    ],
    [
      ["kubeflow.driver.image=driver:1.0", 'kubeflow.launcher.command=["sh", "-c"]'],
      ["image: driver:1.0", "- sh"],
    ],
    [
      ["kubeflow.driver.labels.team=ml", "kubeflow.driver.labels.app.kubernetes.io/name=x=y"],
      ["team: ml", "app.kubernetes.io/name: x=y"],
    ],
    [
      ['kubeflow.driver.labels={"team": "ml"}', "store.uri=s3://mine/x"],
      ["team: ml", "s3://mine/x"],
    ],
    [
      ["kubeflow.specPatch.priority=5", 'kubeflow.specPatch={"suspend": true}'],
      ["priority: 5", "suspend: true"],
    ],
    [
      ["kubeflow.caBundle.configMap=certs", "kubeflow.caBundle.key=ca.pem"],
      ["certs", "ca.pem"],
    ],
  ])("%j wins over the file", async (assignments, parts) => {
    const args = assignments.flatMap((assignment) => ["--set", assignment]);
    const { text } = await compiled(["--target", "prod", ...args]);
    for (const part of parts) expect(text).toContain(part);
  });

  it("refuses names that are none, with the one that was meant", async () => {
    const meant = {
      "kubeflow.runAsUsr=1": "runAsUser",
      "kubflow.runAsUser=1": "kubeflow",
      "namespaces=x": "namespace",
      "kubeflow.proxy.htp=x": "http",
    };
    const others = ["constructor=1", "__proto__.a=1", "kubeflow.runAsUser.x=1", "target=prod", "targets.prod.cache={}"];
    const names = [...Object.keys(meant), ...others];
    const wrong = await refused(names.flatMap((assignment) => ["--set", assignment]));
    expect(wrong).toMatchObject({ code: 2, out: "", codes: names.map(() => "cli/unknown-setting") });
    for (const name of Object.values(meant)) expect(wrong.err).toContain(`Did you mean "${name}"?`);
  });

  it("refuses values of another kind", async () => {
    const wrong = {
      "kubeflow.runAsUser": "me",
      "kubeflow.taskSecurity.runAsUser": "-1",
      "kubeflow.cacheDisabled": "maybe",
      "kubeflow.driver": "x",
      "kubeflow.launcher.command": "x",
      namespace: "Not_A_Name",
      "store.uri": "nowhere",
    };
    const { code, codes, err } = await refused(
      Object.entries(wrong).flatMap(([name, value]) => ["--set", `${name}=${value}`]),
    );
    expect({ code, codes }).toEqual({ code: 2, codes: Object.keys(wrong).map(() => "cli/bad-setting") });
    for (const name of Object.keys(wrong)) expect(err).toContain(`"${name}"`);
    expect(err).not.toMatch(/must match|must be string/);
  });

  it("reports all that is wrong", async () => {
    const { codes } = await refused(["--set", "namespaces=x", "--set", "kubeflow.runAsUser=me", "--set", "x"]);
    expect([...codes].sort()).toEqual(["cli/bad-assignment", "cli/bad-setting", "cli/unknown-setting"]);
  });
});

describe("mistakes in slipway.yaml", () => {
  const inFile = (text: string) => folderOf({ "slipway.yaml": text, "pipeline.yaml": textOf("caching") });

  it.each([
    ["a name that is none", "namespaces: x\n", 1, "cli/unknown-setting", 'Did you mean "namespace"?'],
    ["one in an option", "kubeflow:\n  runAsUsr: 1\n", 2, "cli/unknown-setting", 'Did you mean "runAsUser"?'],
    ["one in a target", "targets:\n  dev:\n    kubeflo: {}\n", 3, "cli/unknown-setting", 'Did you mean "kubeflow"?'],
    ["a value of another kind", "kubeflow:\n  runAsUser: me\n", 2, "cli/bad-setting", "runAsUser"],
    ["a number where a text is meant", "kubeflow:\n  logLevel: 3\n", 2, "cli/bad-setting", "logLevel"],
    ["a text of another form", "\nnamespace: No_Name\n", 2, "cli/bad-setting", "namespace"],
    ["an empty target", "targets:\n  dev:\n", 2, "cli/bad-setting", "dev"],
    ["an unknown target", "target: prd\ntargets: { prod: {} }\n", 1, "cli/unknown-target", 'Did you mean "prod"?'],
    ["broken YAML", "a: 1\nb: [\n", 2, "ir/yaml-syntax", "b: ["],
    ["a key twice", "namespace: a\nnamespace: b\n", 2, "ir/duplicate-key", "namespace"],
  ])("%s: shown with its place", async (_, text, line, diagnostic, part) => {
    const wrong = await refused([], inFile(text));
    expect(wrong).toMatchObject({ code: 2, out: "", codes: [diagnostic] });
    expect(wrong.err).toMatch(new RegExp(`^slipway\\.yaml:${line}:\\d+ error ${diagnostic}`, "m"));
    expect(wrong.err).toContain(part);
    expect(wrong.err).not.toMatch(/must match pattern|must be string/);
  });

  it.each([
    ["- a\n", "a list"],
    ["a: 1\n---\nb: 1\n", "several documents"],
  ])("of the file as a whole are shown at its top: %j", async (text, part) => {
    const wrong = await refused([], inFile(text));
    expect(wrong).toMatchObject({ code: 2, out: "", codes: ["cli/not-settings"] });
    expect(wrong.err).toMatch(new RegExp(`^slipway\\.yaml:1:1 error .*${part}$`, "m"));
  });

  it("are shown with the path of the file that was found", async () => {
    const folder = folderOf({ "slipway.yaml": "namespaces: x\n", "deep/pipeline.yaml": textOf("caching") });
    const { err } = await refused([], `${folder}/deep`);
    expect(err).toMatch(/^\.\.\/slipway\.yaml:1:1 error /m);
  });

  it("are all reported", async () => {
    const { codes } = await refused([], inFile("namespaces: x\nkubeflow: { runAsUser: me, logLevel: 2 }\n"));
    expect(codes).toHaveLength(3);
  });

  it("do not matter to check", async () => {
    expect((await slipway(["check", "pipeline.yaml"], { folder: inFile("namespaces: x\n") })).code).toBe(0);
  });
});
