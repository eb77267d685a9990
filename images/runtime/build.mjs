// The runtime image without Docker: node images/runtime/build.mjs [--arch amd64|arm64] [--output FILE] [--pin]. It puts together
// what parts.json names and writes a tar for `docker load` or `ctr images import`. The same parts give the same bytes. --pin
// writes parts.json anew. Ends with 69 (EX_UNAVAILABLE) when a part cannot be had.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { packImage } from "./pack.mjs";
import { debianPart, isUnavailable, nodePart, pinParts } from "./parts.mjs";
import { assembleRoot, LOADERS, TRIPLETS } from "./root.mjs";

const HOST = process.arch === "arm64" ? "arm64" : "amd64";
const { values } = parseArgs({
  options: {
    arch: { type: "string", default: HOST },
    output: { type: "string" },
    pin: { type: "boolean", default: false },
  },
});
const { arch } = values;
if (!Object.hasOwn(TRIPLETS, arch)) {
  process.stderr.write(`--arch is amd64 or arm64, not ${arch}\n`);
  process.exit(2);
}
const output = values.output ?? fileURLToPath(new URL(`../../slipway-runtime-${arch}.tar`, import.meta.url));
const work = mkdtempSync(join(tmpdir(), "slipway-image-"));
try {
  if (values.pin) pinParts(work);
  else build();
} catch (error) {
  if (!isUnavailable(error)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 69;
} finally {
  rmSync(work, { recursive: true });
}

function build() {
  const debian = debianPart("image", arch, work);
  const { node, licence } = nodePart(arch, work);
  const root = join(work, "root");
  mkdirSync(root);
  assembleRoot({ arch, debian, node, licence, command: commandOf(debian, node) }, root);
  packImage(arch, root, output, work);
}

/** What runs the image's Node here, with the image's own libraries. */
function commandOf(debian, node) {
  if (arch === HOST) {
    const libraries = ["lib", "usr/lib"].map((folder) => join(debian, folder, TRIPLETS[arch]));
    return [join(debian, LOADERS[arch]), "--library-path", libraries.join(":"), node];
  }
  const emulator = `usr/bin/${{ amd64: "qemu-x86_64-static", arm64: "qemu-aarch64-static" }[arch]}`;
  return [join(debianPart("emulator", HOST, work, [`./${emulator}`]), emulator), "-L", debian, node];
}
