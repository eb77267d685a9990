// What parts.json names, each part checked against its checksum and kept for the next time: Node from the npm registry, the rest
// from Debian's packages, as this machine's apt finds them.
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./run.mjs";

const FILE = fileURLToPath(new URL("parts.json", import.meta.url));
const PARTS = JSON.parse(readFileSync(FILE, "utf8"));
const CACHE = join(homedir(), ".cache/slipway/image");
const UNAVAILABLE = "SLIPWAY_UNAVAILABLE";

/** Whether a part cannot be had from here. */
export function isUnavailable(error) {
  return error.code === UNAVAILABLE;
}

/** Node's own build of itself: the binary and its licence. */
export function nodePart(arch, work) {
  const { version, packages } = PARTS.node;
  const { package: name, integrity } = packages[arch];
  const [algorithm, checksum] = integrity.split(/-(.*)/s);
  const tarball = fetched(`${name}-${version}.tgz`, { algorithm, checksum, encoding: "base64" }, (folder) =>
    run("npm", ["pack", "--silent", "--pack-destination", folder, `${name}@${version}`], { cwd: work }),
  );
  const folder = mkdtempSync(join(work, "node-"));
  run("tar", ["-xzf", tarball, "-C", folder, "--strip-components=1", "package/bin/node", "package/LICENSE"]);
  return { node: join(folder, "bin/node"), licence: join(folder, "LICENSE") };
}

/** The folder into which all packages of a list are unpacked, or only the files in question of them. */
export function debianPart(list, arch, work, only = []) {
  const unpacked = mkdtempSync(join(work, `${list}-`));
  for (const { package: name, version, sha256 } of PARTS.debian[list][arch]) {
    const file = `${name}-${version.replaceAll(":", "_")}-${arch}.deb`;
    const deb = fetched(file, { algorithm: "sha256", checksum: sha256, encoding: "hex" }, (folder) => {
      const into = mkdtempSync(join(work, "deb-"));
      run("apt-get", ["download", "-qq", ...aptOptions(arch, work), `${name}=${version}`], { cwd: into });
      cpSync(join(into, readdirSync(into)[0]), join(folder, file));
    });
    run("sh", ["-c", 'deb=$0; dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$@"', deb, unpacked, ...only]);
  }
  return unpacked;
}

/** Writes into parts.json what is newest now: of Node within its major version. */
export function pinParts(work) {
  const { version: old, packages } = PARTS.node;
  // A version counts when all architectures have it.
  const has = Object.values(packages).map((part) => npmView(`${part.package}@${old.split(".")[0]}`, "version"));
  const common = has.reduce((some, others) => some.filter((version) => others.includes(version)));
  const version = common.sort((a, b) => a.localeCompare(b, "en", { numeric: true })).at(-1);
  const node = {
    version,
    packages: mapped(packages, (part) => ({
      package: part.package,
      integrity: npmView(`${part.package}@${version}`, "dist.integrity")[0],
    })),
  };
  const debian = mapped(PARTS.debian, (list) =>
    mapped(list, (packages, arch) =>
      packages.map(({ package: name }) => {
        const shown = run("apt-cache", ["show", "--no-all-versions", ...aptOptions(arch, work), name]);
        const field = (key) => new RegExp(`^${key}: (.*)$`, "m").exec(shown)[1];
        return { package: name, version: field("Version"), sha256: field("SHA256") };
      }),
    ),
  );
  writeFileSync(FILE, `${JSON.stringify({ node, debian }, null, 2)}\n`);
}

/** One answer for each version that fits. */
function npmView(what, field) {
  return [JSON.parse(run("npm", ["view", "--json", what, field]))].flat();
}

function mapped(table, change) {
  return Object.fromEntries(Object.entries(table).map(([key, value]) => [key, change(value, key)]));
}

/** A file that has the checksum, from the cache or got now. */
function fetched(name, { algorithm, checksum, encoding }, get) {
  mkdirSync(CACHE, { recursive: true });
  const file = join(CACHE, name);
  if (!existsSync(file)) attempt(name, () => get(CACHE));
  const found = createHash(algorithm).update(readFileSync(file)).digest(encoding);
  if (found === checksum) return file;
  rmSync(file);
  throw new Error(`${name} has the ${algorithm} ${found}, but parts.json says ${checksum}`);
}

function attempt(name, get) {
  try {
    get();
  } catch (cause) {
    const message = `${name} cannot be had from here. When its registry has a newer one: npm run image -- --pin`;
    throw Object.assign(new Error(message, { cause }), { code: UNAVAILABLE });
  }
}

/** For apt's own sources, in folders of its own, so that the machine's settings for packages stay as they are. */
function aptOptions(arch, work) {
  const folder = join(work, `apt-${arch}`);
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
  return options;
}
