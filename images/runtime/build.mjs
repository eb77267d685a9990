// The runtime image without Docker: node images/runtime/build.mjs [--arch amd64|arm64] [--output FILE]. It puts together what
// parts.json names, each with its checksum, from the npm registry and from Debian's packages, and writes a tar for
// `docker load` or `ctr images import`. The same parts give the same bytes.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const parts = JSON.parse(readFileSync(here("parts.json"), "utf8"));
const run = (command, args, options) =>
  execFileSync(command, args, {
    stdio: ["ignore", "pipe", "inherit"],
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    ...options,
  });

const { values } = parseArgs({
  options: {
    arch: { type: "string", default: process.arch === "arm64" ? "arm64" : "amd64" },
    output: { type: "string" },
  },
});
const arch = values.arch;
if (!Object.hasOwn(parts.node, arch)) {
  process.stderr.write(`--arch is amd64 or arm64, not ${arch}\n`);
  process.exit(2);
}
const output = values.output ?? here(`../../slipway-runtime-${arch}.tar`);
const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "slipway/image", arch);
mkdirSync(cache, { recursive: true });
const work = mkdtempSync(join(tmpdir(), "slipway-image-"));
try {
  const root = join(work, "root");
  mkdirSync(root);
  await addNode(root);
  await addDebian(root);
  addOwn(root);
  writeImage(root);
} finally {
  rmSync(work, { recursive: true });
}

/** A file that has the checksum, from the cache or made by `get`. */
function fetched(name, algorithm, checksum, encoding, get) {
  const file = join(cache, name);
  if (!existsSync(file)) get(cache);
  const found = createHash(algorithm).update(readFileSync(file)).digest(encoding);
  if (found === checksum) return file;
  rmSync(file);
  throw new Error(`${name} has the ${algorithm} ${found}, but parts.json says ${checksum}`);
}

/** Node's own build of itself, as the npm registry has it. */
async function addNode(root) {
  const { package: name, version, integrity } = parts.node[arch];
  const [algorithm, checksum] = integrity.split(/-(.*)/s);
  const tarball = fetched(`${name}-${version}.tgz`, algorithm, checksum, "base64", (folder) =>
    run("npm", ["pack", "--silent", "--pack-destination", folder, `${name}@${version}`], { cwd: work }),
  );
  mkdirSync(join(root, "usr/local/bin"), { recursive: true });
  run("tar", ["-xzf", tarball, "-C", join(root, "usr/local"), "--strip-components=1", "package/bin/node"]);
}

/** Libraries that Node needs, a static shell for the launcher, and the certificates of authorities. */
async function addDebian(root) {
  const unpacked = join(work, "debian");
  for (const { package: name, version, sha256 } of parts.debian[arch]) {
    const file = `${name}_${version.replaceAll(":", "%3a")}_${sha256.slice(0, 8)}.deb`;
    const deb = fetched(file, "sha256", sha256, "hex", (folder) => download(`${name}=${version}`, join(folder, file)));
    run("dpkg-deb", ["-x", deb, unpacked]);
  }
  const triplet = { amd64: "x86_64-linux-gnu", arm64: "aarch64-linux-gnu" }[arch];
  const loader = { amd64: "lib64/ld-linux-x86-64.so.2", arm64: "lib/ld-linux-aarch64.so.1" }[arch];
  const libraries = ["libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libresolv.so.2"];
  const names = ["libnss_dns.so.2", "libnss_files.so.2", "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"];
  for (const library of [...libraries, ...names]) copy(`lib/${triplet}/${library}`);
  for (const library of ["libgcc_s.so.1"]) copy(`lib/${triplet}/${library}`);
  copy(`usr/lib/${triplet}/libstdc++.so.6`);
  copy(loader);
  copy("bin/busybox");
  const authorities = join(unpacked, "usr/share/ca-certificates/mozilla");
  const certificates = readdirSync(authorities)
    .sort()
    .map((name) => readFileSync(join(authorities, name), "utf8").trim());
  mkdirSync(join(root, "etc/ssl/certs"), { recursive: true });
  writeFileSync(join(root, "etc/ssl/certs/ca-certificates.crt"), `${certificates.join("\n")}\n`);

  function copy(path) {
    if (!existsSync(join(unpacked, path))) return;
    mkdirSync(join(root, dirname(path)), { recursive: true });
    // What a link stands for, so that nothing of the package is missing.
    cpSync(join(unpacked, path), join(root, path), { dereference: true });
  }
}

/** apt's own way, with folders of its own, so that the machine's settings for packages stay as they are. */
function download(what, file) {
  const folder = join(work, "apt");
  const options = [
    ...["-o", `Dir::State=${folder}/state`, "-o", `Dir::Cache=${folder}/cache`, "-o", "Debug::NoLocking=1"],
    ...["-o", `APT::Architecture=${arch}`, "-o", "APT::Architectures::=", "-o", `APT::Architectures::=${arch}`],
    ...["-o", "Dir::State::status=/dev/null", "-o", "APT::Sandbox::User=root"],
  ];
  if (!existsSync(folder)) {
    for (const name of ["state/lists/partial", "cache/archives/partial"])
      mkdirSync(join(folder, name), { recursive: true });
    run("apt-get", ["update", "-qq", ...options]);
  }
  const into = mkdtempSync(join(work, "deb-"));
  run("apt-get", ["download", "-qq", ...options, what], { cwd: into });
  cpSync(join(into, readdirSync(into)[0]), file);
}

/** The program, and users to run it as. */
function addOwn(root) {
  const folder = join(root, "usr/local/lib/slipway");
  mkdirSync(folder, { recursive: true });
  cpSync(here("../../packages/runtime/dist/slipway-runtime.cjs"), join(folder, "slipway-runtime.cjs"));
  const script =
    '#!/bin/busybox sh\nexec /usr/local/bin/node --max-semi-space-size=2 /usr/local/lib/slipway/slipway-runtime.cjs "$@"\n';
  writeFileSync(join(root, "usr/local/bin/slipway-runtime"), script, { mode: 0o755 });
  writeFileSync(
    join(root, "etc/passwd"),
    "root:x:0:0:root:/:/bin/false\nslipway:x:65532:65532:slipway:/tmp:/bin/false\n",
  );
  writeFileSync(join(root, "etc/group"), "root:x:0:\nslipway:x:65532:\n");
  mkdirSync(join(root, "tmp"));
}

/** @see https://github.com/moby/docker-image-spec/blob/main/v1.2.md */
function writeImage(root) {
  const layer = join(work, "layer.tar");
  run("chmod", ["-R", "u=rwX,go=rX", root]);
  run("chmod", ["1777", join(root, "tmp")]);
  pack(layer, root, ["."]);
  const digest = createHash("sha256").update(readFileSync(layer)).digest("hex");
  const config = JSON.stringify({
    architecture: arch,
    os: "linux",
    created: "1970-01-01T00:00:00Z",
    config: {
      User: "65532:65532",
      Env: ["PATH=/usr/local/bin:/bin", "SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt", "HOME=/tmp"],
      Entrypoint: ["slipway-runtime"],
      WorkingDir: "/",
    },
    rootfs: { type: "layers", diff_ids: [`sha256:${digest}`] },
    history: [{ created: "1970-01-01T00:00:00Z", created_by: "images/runtime/build.mjs" }],
  });
  const image = join(work, "image");
  mkdirSync(image);
  cpSync(layer, join(image, "layer.tar"));
  writeFileSync(join(image, "config.json"), config);
  const manifest = [{ Config: "config.json", RepoTags: [`${parts.image}:${parts.version}`], Layers: ["layer.tar"] }];
  writeFileSync(join(image, "manifest.json"), JSON.stringify(manifest));
  pack(output, image, ["manifest.json", "config.json", "layer.tar"]);
  const size = run("du", ["-sb", root]).split("\t")[0];
  process.stdout.write(
    `${output}: ${parts.image}:${parts.version}, linux/${arch}, ${Math.round(size / 1e6)} MB unpacked\n`,
  );
}

function pack(file, folder, names) {
  const still = ["--sort=name", "--mtime=@0", "--owner=0", "--group=0", "--numeric-owner", "--format=gnu"];
  run("tar", ["-cf", file, ...still, "-C", folder, ...names]);
}
