// The runtime image as images/runtime/build.mjs makes it: what is in it, and driver and publisher in its files as a pod runs
// them: any user, no capabilities, nothing to write to but what is mounted.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { RUNTIME_IMAGE } from "@slipway/pod";
import type { TaskRecord } from "@slipway/runtime";
import { extract, type Header } from "tar-stream";
import { afterAll, describe, expect, test } from "vitest";
import { jobOf } from "./pod-job.js";

const BUILD = fileURLToPath(new URL("../../../images/runtime/build.mjs", import.meta.url));
/** A part cannot be had: build.mjs ends with it. */
const UNAVAILABLE = 69;
/** What an ELF file says of its machine. Source: https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html */
const MACHINES = { amd64: 62, arm64: 183 } as const;
const HOST = process.arch === "arm64" ? "arm64" : "amd64";

type Arch = keyof typeof MACHINES;
type Entry = { readonly header: Header; readonly bytes: Buffer };

const folder = mkdtempSync(join(tmpdir(), "slipway-image-test-"));
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true }));

const isLinux = process.platform === "linux" && spawnSync("apt-get", ["--version"]).status === 0;
const images = isLinux ? { amd64: build("amd64"), arm64: build("arm64") } : {};

/** The file; undefined, with a word about it, where a part cannot be had. */
function build(arch: Arch, output = join(folder, `${arch}.tar`)): string | undefined {
  const { status, stderr } = spawnSync(process.execPath, [BUILD, "--arch", arch, "--output", output], {
    encoding: "utf8",
  });
  if (status === 0) return output;
  if (status !== UNAVAILABLE) {
    rmSync(folder, { recursive: true });
    throw new Error(stderr);
  }
  console.warn(`skipped: the image for ${arch} cannot be made here: ${stderr.trim().split("\n").at(-1)}`);
  return undefined;
}

async function entriesOf(file: string): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>();
  for await (const entry of createReadStream(file).pipe(extract())) {
    const chunks: Buffer[] = [];
    for await (const chunk of entry) chunks.push(Buffer.from(chunk as Uint8Array));
    entries.set(entry.header.name.replace(/^\.\//, "/"), { header: entry.header, bytes: Buffer.concat(chunks) });
  }
  return entries;
}

function digestOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** The image's files, and what it says of itself. The tar itself goes: it is large. */
async function open(arch: Arch, image: string) {
  const parts = await entriesOf(image);
  const whole = digestOf(readFileSync(image));
  rmSync(image);
  const json = (name: string) => JSON.parse(parts.get(name)?.bytes.toString() ?? "");
  const layer = join(folder, `${arch}-layer.tar`);
  const bytes = parts.get("layer.tar")?.bytes ?? Buffer.of();
  writeFileSync(layer, bytes);
  return {
    whole,
    layer,
    digest: digestOf(bytes),
    files: await entriesOf(layer),
    manifest: json("manifest.json"),
    config: json("config.json"),
  };
}

const opened = {
  amd64: images.amd64 === undefined ? undefined : await open("amd64", images.amd64),
  arm64: images.arm64 === undefined ? undefined : await open("arm64", images.arm64),
};

describe.each(["amd64", "arm64"] as const)("the image for %s", (arch) => {
  const image = opened[arch];
  const there = test.skipIf(!image);

  there("is one layer that says what it is and starts as nobody", () => {
    const { manifest, config, digest } = image ?? {};
    expect(manifest).toEqual([{ Config: "config.json", RepoTags: [RUNTIME_IMAGE], Layers: ["layer.tar"] }]);
    expect(config).toMatchObject({ architecture: arch, os: "linux", rootfs: { diff_ids: [`sha256:${digest}`] } });
    expect(config.config).toMatchObject({ User: "65532:65532", Entrypoint: ["slipway-runtime"] });
  });

  there("has at most 150 MB, all of it root's and readable by all, none of it setuid", () => {
    const headers = [...(image?.files.values() ?? [])].map(({ header }) => header);
    expect(headers.reduce((sum, { size = 0 }) => sum + size, 0)).toBeLessThan(150e6);
    for (const { name, uid, gid, mtime, type, mode = 0 } of headers) {
      expect({ name, uid, gid, mtime: mtime?.getTime() }).toEqual({ name, uid: 0, gid: 0, mtime: 0 });
      const isFree = name === "./tmp/";
      expect([name, (mode & 0o7777).toString(8)]).toEqual([
        name,
        expect.stringMatching(isFree ? /^1777$/ : type === "directory" ? /^755$/ : /^[67][45][45]$/),
      ]);
    }
  });

  there("has programs of its machine alone, and every library that they name", () => {
    const programs = [...(image?.files ?? [])].filter(
      ([, { bytes }]) => bytes.subarray(0, 4).toString("latin1") === "\x7fELF",
    );
    const names = new Set(programs.map(([path]) => path.split("/").at(-1)));
    expect([...names]).toEqual(expect.arrayContaining(["node", "busybox", "libc.so.6"]));
    for (const [path, { bytes }] of programs) {
      expect([path, bytes.readUInt16LE(18)]).toEqual([path, MACHINES[arch]]);
      expect([path, neededBy(bytes).filter((library) => !names.has(library))]).toEqual([path, []]);
    }
    expect(neededBy(image?.files.get("/bin/busybox")?.bytes ?? Buffer.of())).toEqual([]);
  });
});

/** DT_NEEDED of a 64-bit ELF file. Source: https://refspecs.linuxfoundation.org/elf/gabi4+/ch5.dynamic.html */
function neededBy(bytes: Buffer): readonly string[] {
  const at = (place: number) => Number(bytes.readBigUInt64LE(place));
  const segments = Array.from({ length: bytes.readUInt16LE(56) }, (_, index) => {
    const start = at(32) + index * bytes.readUInt16LE(54);
    return { type: bytes.readUInt32LE(start), offset: at(start + 8), address: at(start + 16), size: at(start + 32) };
  });
  const dynamic = segments.find(({ type }) => type === 2);
  if (!dynamic) return [];
  const entries = Array.from({ length: dynamic.size / 16 }, (_, index) => {
    const start = dynamic.offset + index * 16;
    return { tag: at(start), value: at(start + 8) };
  });
  const strings = entries.find(({ tag }) => tag === 5)?.value ?? 0;
  const holder = segments.find(
    ({ type, address, size }) => type === 1 && address <= strings && strings < address + size,
  );
  const table = strings - (holder?.address ?? 0) + (holder?.offset ?? 0);
  return entries
    .filter(({ tag }) => tag === 1)
    .map(({ value }) => bytes.toString("latin1", table + value, bytes.indexOf(0, table + value)));
}

test("the name has the version of the packages", () => {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  expect(RUNTIME_IMAGE.split(":")[1]).toBe(version);
});

test.skipIf(!opened[HOST])("the same parts give the same bytes", () => {
  const again = build(HOST, join(folder, "again.tar")) ?? "";
  expect(digestOf(readFileSync(again))).toBe(opened[HOST]?.whole);
  rmSync(again);
});

const mayMount = process.getuid?.() === 0 && spawnSync("unshare", ["--mount", "true"]).status === 0;
if (!mayMount) console.warn("skipped: to run the image's files one must be root and may mount");

describe.skipIf(!opened[HOST] || !mayMount)("in the image", () => {
  const root = join(folder, "root");
  // The folder of the pod is at the same place for all three.
  const pod = join(folder, "pod");
  mkdirSync(join(root, pod), { recursive: true });
  mkdirSync(pod);
  chmodSync(pod, 0o777);
  if (opened[HOST]) spawnSync("tar", ["-xpf", opened[HOST].layer, "-C", root]);

  const run = (user: string, ...words: readonly string[]) =>
    spawnSync("unshare", ["--mount", "sh", "-ec", ENTER, root, pod, user, ...words], {
      encoding: "utf8",
      env: { PATH: "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", HOME: "/tmp" },
    });
  const ENTER = `
    pod=$1 user=$2; shift 2
    mount --bind "$0" "$0"; mount -o remount,bind,ro "$0"; mount --bind "$pod" "$0$pod"
    exec setpriv --no-new-privs chroot "--userspec=$user" --groups= "$0" "$@"`;

  test.each(["slipway-runtime", "slipway-cleanup"])("%s without a job tells how it is used", (program) => {
    const { status, stderr } = run("12345:0", program);
    expect([status, stderr.split(" ")[0]]).toEqual([2, program]);
  });

  test("nothing can be written beside the folder of the pod", () => {
    const { stderr } = run("12345:0", "/bin/busybox", "touch", "/tmp/file");
    expect(stderr).toContain("Read-only file system");
  });

  test("Node takes the compiled code", () => {
    const check = `const { Script } = require("node:vm"), { readFileSync } = require("node:fs"), { wrap } = require("node:module");
      const filename = "/usr/local/lib/slipway/slipway-runtime.cjs";
      const cachedData = readFileSync(filename + ".cache");
      const script = new Script(wrap(readFileSync(filename, "utf8")), { filename, cachedData });
      console.log(script.cachedDataRejected, require("node:tls").rootCertificates.length > 100);`;
    expect(run("12345:0", "node", "-e", check).stdout).toBe("false true\n");
  });

  test.each([
    { user: "65532:65532", main: 0 },
    { user: "12345:0", main: 1001 },
    { user: "12345:0", main: 12_345 },
  ])("driver and publisher as $user work around a command of $main", ({ user, main }) => {
    const name = `run-${user.split(":")[0]}-${main}`;
    const shared = join(pod, name);
    mkdirSync(shared);
    chmodSync(shared, 0o777);
    const script = 'echo data > "$0"; printf "%s" "$GIVEN" > "$1"';
    const store = `file://${pod}/store-${name}`;
    const job = jobOf({ run: name, attempt: name, shared, busybox: "/bin/busybox", store, script });
    const driver = run(user, "slipway-runtime", "drive", JSON.stringify(job));
    expect([driver.status, driver.stderr]).toEqual([0, ""]);
    // The user's container is another image: this machine.
    const launcher = spawnSync(
      join(shared, "slipway/bin/busybox"),
      ["sh", join(shared, "slipway/bin/launch.sh"), shared],
      { encoding: "utf8", env: { PATH: "/usr/bin:/bin" }, uid: main, gid: main },
    );
    expect([launcher.status, launcher.stderr]).toEqual([0, ""]);
    const publisher = run(user, "slipway-runtime", "publish", shared);
    expect(publisher.stderr).toContain("SUCCEEDED");
    const file = join(pod, `store-${name}`, "pod", name, "only/task.json");
    const record = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as TaskRecord) : undefined;
    expect(record?.outputs.parameters["text"]?.value).toBe('it\'s $(here) {{x}} "quoted"');
  });
});
