// The files of the image, from Debian's packages, wherever they are unpacked, and from Node: build.mjs and the Dockerfile make
// the same with it. `node root.mjs FOLDER` takes them from the machine it runs on.
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./run.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** By Debian's name of an architecture: its folder of libraries, and the program that binds them. */
export const TRIPLETS = { amd64: "x86_64-linux-gnu", arm64: "aarch64-linux-gnu" };
export const LOADERS = { amd64: "lib64/ld-linux-x86-64.so.2", arm64: "lib/ld-linux-aarch64.so.1" };

/** Those that Node names; test/image.test.ts compares. The name service of glibc loads libresolv. */
const LIBRARIES = ["libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "libresolv.so.2", "libgcc_s.so.1"];
const DOCUMENTED = ["busybox-static", "libc6", "libgcc-s1", "libstdc++6"];

/** The same compiled code each time; keep-code.cjs takes them back before it writes. */
const FLAGS = ["--hash-seed=7", "--no-flush-bytecode"];

const FILES = {
  "etc/passwd": "root:x:0:0:root:/:/bin/false\nslipway:x:65532:65532:slipway:/tmp:/bin/false\n",
  "etc/group": "root:x:0:\nslipway:x:65532:\n",
  // Without it glibc asks DNS first, and a pod's host aliases never count.
  "etc/nsswitch.conf": "passwd: files\ngroup: files\nhosts: files dns\n",
};

/** @param source where Debian's packages are unpacked, Node with its licence, and the command that runs this Node here */
export function assembleRoot({ arch, debian, node, licence, command }, root) {
  const triplet = TRIPLETS[arch];
  const libraries = [...LIBRARIES.map((name) => `lib/${triplet}/${name}`), `usr/lib/${triplet}/libstdc++.so.6`];
  for (const path of [...libraries, LOADERS[arch], "bin/busybox"]) copy(join(debian, path), path);
  for (const name of DOCUMENTED)
    copy(join(debian, "usr/share/doc", name, "copyright"), `usr/share/doc/${name}/copyright`);
  copy(node, "usr/local/bin/node");
  copy(licence, "usr/share/doc/node/LICENSE");
  const program = "usr/local/lib/slipway/slipway-runtime.cjs";
  copy(here("../../packages/runtime/dist/slipway-runtime.cjs"), program);
  copy(here("../../packages/runtime/dist/LICENSES.txt"), "usr/share/doc/slipway/LICENSES.txt");
  copy(here("../../packages/runs/dist/slipway-cleanup.cjs"), "usr/local/bin/slipway-cleanup");
  copy(here("../../packages/runs/dist/LICENSES.txt"), "usr/share/doc/slipway/LICENSES-cleanup.txt");
  copy(here("../../LICENSE"), "usr/share/doc/slipway/LICENSE");
  copy(here("start.cjs"), "usr/local/bin/slipway-runtime");
  const [binary, ...words] = command;
  run(binary, [...words, ...FLAGS, here("keep-code.cjs"), join(root, program), join(root, `${program}.cache`)]);
  for (const [path, text] of Object.entries(FILES)) writeFileSync(placeOf(path), text);
  mkdirSync(join(root, "tmp"));
  run("chmod", ["-R", "u=rwX,go=rX", root]);
  for (const name of ["slipway-runtime", "slipway-cleanup"]) run("chmod", ["755", join(root, "usr/local/bin", name)]);
  run("chmod", ["1777", join(root, "tmp")]);

  /** What a link stands for, so that nothing is missing. */
  function copy(from, path) {
    copyFileSync(from, placeOf(path));
  }

  function placeOf(path) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    return join(root, path);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const node = process.execPath;
  const licence = join(dirname(node), "../LICENSE");
  const arch = process.arch === "arm64" ? "arm64" : "amd64";
  assembleRoot({ arch, debian: "/", node, licence, command: [node] }, process.argv[2]);
}
