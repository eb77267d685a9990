// slipway pin with real registries: digests of indices, who may read, what is written where, and what is said of failures.

import { once } from "node:events";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { IDENTITY, PASSWORD, pushImage, type Registry, startRegistry, USER } from "../../../test/servers/registry.ts";
import { freePort } from "../../../test/servers/server.ts";
import { codesIn, folderOf, textOf } from "./files.ts";
import { slipway } from "./slipway.ts";

const open = await startRegistry("open");
const locked = await startRegistry("password");
const withTokens = await startRegistry("token");

const withImage = (image: string) => textOf("caching").replaceAll("python:3.11-slim", image);
const basic = Buffer.from(`${USER}:${PASSWORD}`).toString("base64");

/** Docker's folder with its settings in it. */
const docker = (config: object) => ({ DOCKER_CONFIG: folderOf({ "config.json": JSON.stringify(config) }) });

const read = (folder: string, file: string) => readFileSync(join(folder, file), "utf8");

describe.runIf(open)("slipway pin with a registry that is open", () => {
  const registry = open as Registry;
  const image = `${registry?.host}/team/train:1.2`;
  let digest = "";
  beforeAll(async () => {
    ({ digest } = await pushImage(registry, "team/train", "1.2"));
  });

  it("keeps the digest of the index, not that of a platform, and writes the same once more", async () => {
    const folder = folderOf({ "pipeline.yaml": withImage(image) });
    const { code, err } = await slipway(["pin", "pipeline.yaml"], { folder });
    expect([code, err]).toEqual([0, `${image} is ${digest} (new)\n1 image, 1 new or changed; written: slipway.lock\n`]);
    const lock = read(folder, "slipway.lock");
    expect(lock).toBe(
      `# Made by slipway pin. Digests of images, by the names that pipelines write.\nversion: 1\nimages:\n  "${image}": ${digest}\n`,
    );
    expect((await slipway(["pin", "pipeline.yaml", "--json"], { folder })).out).toBe(
      `${JSON.stringify({ ok: true, images: [{ image, digest, was: digest }], written: [] }, null, 2)}\n`,
    );
    expect(read(folder, "slipway.lock")).toBe(lock);
  });

  it("sees that a tag has moved: --check fails, and pin takes the new one", async () => {
    const moving = `${registry.host}/team/moving`;
    await pushImage(registry, "team/moving", "latest", "one");
    const folder = folderOf({ "pipeline.yaml": withImage(moving) });
    await slipway(["pin", "pipeline.yaml"], { folder });
    const before = read(folder, "slipway.lock");
    expect((await slipway(["pin", "pipeline.yaml", "--check"], { folder })).code).toBe(0);
    const moved = await pushImage(registry, "team/moving", "latest", "two");
    const checked = await slipway(["pin", "pipeline.yaml", "--check"], { folder });
    expect([checked.code, codesIn(checked.err), read(folder, "slipway.lock")]).toEqual([
      1,
      ["cli/lock-differs"],
      before,
    ]);
    expect((await slipway(["pin", "pipeline.yaml", "--check", "--offline"], { folder })).code).toBe(0);
    expect((await slipway(["pin", "pipeline.yaml"], { folder })).err).toContain(`is ${moved.digest} (was sha256:`);
    expect(read(folder, "slipway.lock")).toContain(moved.digest);
  });

  it("is read by compile, the runtime's image too, before images are kept elsewhere", async () => {
    const own = `${registry.host}/team/runtime:1`;
    const runtime = await pushImage(registry, "team/runtime", "1");
    const settings = `store: {uri: "s3://bucket/x"}\nargo:\n  image: ${own}\n  images: {"python:3.11-slim": "${image}"}\n`;
    const folder = folderOf({ "pipeline.yaml": textOf("caching"), "slipway.yaml": settings });
    const pinned = await slipway(["pin", "pipeline.yaml", "--to", "argo"], { folder });
    expect(pinned.code, pinned.err).toBe(0);
    expect(read(folder, "slipway.lock")).toContain(`  "python:3.11-slim": ${digest}\n`);
    const made = await slipway(["compile", "pipeline.yaml", "--to", "argo", "--frozen"], { folder });
    expect(made.code, made.err).toBe(0);
    expect(made.out).toContain(`image: ${own}@${runtime.digest}`);
    expect(made.out).toContain(`python:3.11-slim@${digest}`);
    const images = [...made.out.matchAll(/image: "?([^"\s]+)/g)].map(([, name = ""]) => name);
    expect(images.filter((name) => !name.includes("@sha256:"))).toEqual([]);
  });

  it("writes into the pipelines, and leaves every other character as it is", async () => {
    const texts = {
      "plain.yaml": `\ufeff${withImage(image).replaceAll("\n", "\r\n")}`,
      "quoted.yaml": withImage(image).replaceAll(`image: ${image}`, `image: '${image}'   # ours`),
      "aliased.yaml": withImage(image)
        .replace(`image: ${image}`, `image: &i ${image}`)
        .replaceAll(`image: ${image}`, "image: *i"),
      "text.json": JSON.stringify(
        JSON.parse(JSON.stringify((await import("yaml")).parseAllDocuments(withImage(image))[0])),
      ),
    };
    const folder = folderOf(texts);
    const { code, err } = await slipway(["pin", ...Object.keys(texts), "--write"], { folder });
    expect(code, err).toBe(0);
    for (const [file, text] of Object.entries(texts)) {
      expect(read(folder, file)).toBe(text.replaceAll(new RegExp(`${image}(?!@)`, "g"), `${image}@${digest}`));
    }
    expect(existsSync(join(folder, "slipway.lock"))).toBe(false);
    // What has a digest is asked for no more.
    expect((await slipway(["pin", "plain.yaml", "--write"], { folder })).err).toBe(
      "0 images, 0 new or changed; nothing written\n",
    );
  });

  it("says of every image why it has no digest, and writes nothing", async () => {
    const gone = `${registry.host}/team/train:9`;
    const closed = await freePort();
    const dead = `127.0.0.1:${closed}/team/train:1`;
    const texts = { "one.yaml": withImage(gone), "two.yaml": withImage(dead), "three.yaml": withImage(image) };
    const folder = folderOf(texts);
    const { code, err } = await slipway(["pin", ...Object.keys(texts)], { folder });
    expect(code).toBe(1);
    const said = [
      `slipway: error cli/unpinned: there is no digest for "${dead}": 127.0.0.1:${closed} refuses to be connected to\n`,
      `slipway: error cli/unpinned: there is no digest for "${gone}": ${registry.host} has no such repository, or no such tag\n`,
    ];
    expect(err.split(/(?<=\n)/).sort()).toEqual(said.sort());
    expect(existsSync(join(folder, "slipway.lock"))).toBe(false);
  });

  it("forgets with --prune what no pipeline names, and else keeps it", async () => {
    const folder = folderOf({
      "pipeline.yaml": withImage(image),
      "slipway.lock": `version: 1\nimages: {"old:1": "sha256:${"a".repeat(64)}"}\n`,
    });
    await slipway(["pin", "pipeline.yaml"], { folder });
    expect(read(folder, "slipway.lock")).toContain('"old:1"');
    expect((await slipway(["pin", "pipeline.yaml", "--prune", "--check"], { folder })).code).toBe(1);
    await slipway(["pin", "pipeline.yaml", "--prune"], { folder });
    expect(read(folder, "slipway.lock")).not.toContain('"old:1"');
  });
});

describe.runIf(locked)("slipway pin with a registry that wants a password", () => {
  const registry = locked as Registry;
  const image = `${registry?.host}/team/train:1`;
  let digest = "";
  beforeAll(async () => {
    ({ digest } = await pushImage(registry, "team/train", "1"));
  });
  const pin = (env: Readonly<Record<string, string>>) => {
    const folder = folderOf({ "pipeline.yaml": withImage(image) });
    return slipway(["pin", "pipeline.yaml", "--quiet"], { folder, env }).then((ran) => ({ ...ran, folder }));
  };

  it("is let in with what docker login keeps", async () => {
    const ran = await pin(docker({ auths: { [registry.host]: { auth: basic } } }));
    expect(ran.code, ran.err).toBe(0);
    expect(read(ran.folder, "slipway.lock")).toContain(digest);
  });

  it("asks the program that keeps passwords, which goes before what the file has", async () => {
    const bin = folderOf({
      "docker-credential-test": `#!/bin/sh\n[ "$1 $(cat)" = "get ${registry.host}" ] && echo '{"Username":"${USER}","Secret":"${PASSWORD}"}'\n`,
      "docker-credential-empty": `#!/bin/sh\necho "credentials not found in native keychain"\nexit 1\n`,
      "docker-credential-broken": `#!/bin/sh\necho "${PASSWORD}" >&2\nexit 1\n`,
    });
    for (const name of ["test", "empty", "broken"]) chmodSync(join(bin, `docker-credential-${name}`), 0o755);
    const env = { PATH: `${bin}:${process.env["PATH"]}` };
    expect((await pin({ ...env, ...docker({ credsStore: "test" }) })).code).toBe(0);
    expect(
      (await pin({ ...env, ...docker({ credHelpers: { [registry.host]: "test" }, credsStore: "none" }) })).code,
    ).toBe(0);
    expect(
      (
        await pin({
          ...env,
          ...docker({ credsStore: "empty", auths: { [`https://${registry.host}/v2/`]: { auth: basic } } }),
        })
      ).code,
    ).toBe(0);
    expect((await pin({ ...env, ...docker({ credsStore: "empty" }) })).err).toContain(`docker login ${registry.host}`);
    const broken = await pin({ ...env, ...docker({ credsStore: "broken" }) });
    expect(broken.err).toContain("docker-credential-broken, which Docker's settings name, tells no password");
    expect(broken.err).not.toContain(PASSWORD);
    expect((await pin({ ...env, ...docker({ credsStore: "not-there" }) })).err).toContain(
      "docker-credential-not-there",
    );
  });

  it("says who must log in, and shows no password", async () => {
    expect((await pin(docker({}))).err).toContain(
      `lets nobody read it who is not logged in: docker login ${registry.host}`,
    );
    const wrong = Buffer.from(`${USER}:not-the-password`).toString("base64");
    const { code, err } = await pin(docker({ auths: { [registry.host]: { auth: wrong } } }));
    expect([code, /not-the-password/.test(err) || err.includes(wrong)]).toEqual([1, false]);
    expect(err).toContain("does not let these credentials read it");
    const broken = await pin({ DOCKER_CONFIG: folderOf({ "config.json": `{"auths": "${basic}` }) });
    expect([broken.code, broken.err.includes(basic)]).toEqual([1, false]);
    expect(broken.err).toContain("it is no JSON");
  });
});

describe.runIf(withTokens)("slipway pin with a registry that wants tokens", () => {
  const registry = withTokens as Registry;
  const pin = async (repository: string, env: Readonly<Record<string, string>>) => {
    const { digest } = await pushImage(registry, repository, "1");
    const folder = folderOf({ "pipeline.yaml": withImage(`${registry.host}/${repository}:1`) });
    const ran = await slipway(["pin", "pipeline.yaml", "--json"], { folder, env });
    return { ...ran, isFound: ran.out.includes(digest) };
  };

  it("gets one for anybody, for a password, and for an identity", async () => {
    const login = { [registry.host]: { auth: basic } };
    expect(await pin("public/train", docker({}))).toMatchObject({ code: 0, isFound: true });
    expect(await pin("private/train", docker({ auths: login }))).toMatchObject({ code: 0, isFound: true });
    const identity = { [registry.host]: { auth: Buffer.from("x:").toString("base64"), identitytoken: IDENTITY } };
    expect(await pin("private/train", docker({ auths: identity }))).toMatchObject({ code: 0, isFound: true });
    const { code, err } = await pin("private/train", docker({}));
    expect([code, err.includes("private/train:1")]).toEqual([1, true]);
  });
});

it("is ended by Ctrl-C while a registry is silent, and leaves the lock as it is", async () => {
  const port = await freePort();
  const silent = createServer().listen(port, "127.0.0.1");
  await once(silent, "listening");
  const lock = `version: 1\nimages: {}\n`;
  const folder = folderOf({ "pipeline.yaml": withImage(`127.0.0.1:${port}/x/y:1`), "slipway.lock": lock });
  const ended = slipway(["pin", "pipeline.yaml"], { folder, interruptWhen: once(silent, "connection") });
  expect((await ended).code).toBe(null);
  silent.close();
  expect(read(folder, "slipway.lock")).toBe(lock);
});

it("refuses packed pipelines for --write, and locks that are damaged", async () => {
  const folder = folderOf({ "pipeline.yaml": withImage("python:3.11"), "slipway.lock": "version: 2\n" });
  expect(codesIn((await slipway(["pin", "pipeline.yaml"], { folder })).err)).toEqual(["cli/bad-lock"]);
  expect(codesIn((await slipway(["compile", "pipeline.yaml", "--to", "kubeflow"], { folder })).err)).toEqual([
    "cli/bad-lock",
  ]);
  const late = folderOf({
    "pipeline.yaml": withImage("'{{$.inputs.parameters[''image'']}}'"),
    "slipway.lock": "version: 1\nimages: {}\n",
  });
  const frozen = await slipway(["compile", "pipeline.yaml", "--to", "kubeflow", "--frozen"], { folder: late });
  expect([frozen.code, codesIn(frozen.err)]).toEqual([2, ["cli/frozen-lock"]]);
  writeFileSync(join(folder, "slipway.lock"), `version: 1\nimages: {"python:3.11": "sha256:${"b".repeat(64)}"}\n`);
  const made = await slipway(["compile", "pipeline.yaml", "--to", "kubeflow"], { folder });
  expect(made.out).toContain(`python:3.11@sha256:${"b".repeat(64)}`);
  expect((await slipway(["pin", "pipeline.yaml", "--write", "--offline"], { folder })).code).toBe(0);
  expect(read(folder, "pipeline.yaml")).toContain(`image: python:3.11@sha256:${"b".repeat(64)}\n`);
});

it("holds where pipelines are compared and judged, without a backend too", async () => {
  const digest = `sha256:${"c".repeat(64)}`;
  const folder = folderOf({
    "tag.yaml": withImage("python:3.11"),
    "digest.yaml": withImage(`python:3.11@${digest}`),
    "policy.yaml": "rules:\n  image-digest: error\n",
  });
  const compare = async () => (await slipway(["diff", "tag.yaml", "digest.yaml", "--exit-code"], { folder })).code;
  const judge = () => slipway(["check", "tag.yaml", "--policy", "policy.yaml"], { folder });
  expect([await compare(), (await judge()).code]).toEqual([1, 1]);
  writeFileSync(join(folder, "slipway.lock"), `version: 1\nimages: {"python:3.11": "${digest}"}\n`);
  const judged = await judge();
  expect([await compare(), judged.code], judged.err).toEqual([0, 0]);
});
