// A folder → an image of one layer, as a tar that Docker and containerd read.
// Source: https://github.com/moby/docker-image-spec/blob/main/v1.2.md
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RUNTIME_IMAGE } from "@slipway/pod";
import { run } from "./run.mjs";

const BEGINNING = "1970-01-01T00:00:00Z";

export function packImage(arch, root, output, work) {
  const image = join(work, "image");
  mkdirSync(image);
  tar(join(image, "layer.tar"), root, ["."]);
  const digest = createHash("sha256")
    .update(readFileSync(join(image, "layer.tar")))
    .digest("hex");
  const config = {
    architecture: arch,
    os: "linux",
    ...(arch === "arm64" && { variant: "v8" }),
    created: BEGINNING,
    config: {
      User: "65532:65532",
      Env: ["PATH=/usr/local/bin:/bin", "HOME=/tmp"],
      Entrypoint: ["slipway-runtime"],
      WorkingDir: "/",
      Labels: {
        "org.opencontainers.image.title": "Slipway runtime",
        "org.opencontainers.image.version": RUNTIME_IMAGE.split(":").at(-1),
        "org.opencontainers.image.licenses": "Apache-2.0 AND MIT AND GPL-2.0-only AND LGPL-2.1-or-later",
      },
    },
    rootfs: { type: "layers", diff_ids: [`sha256:${digest}`] },
    history: [{ created: BEGINNING, created_by: "images/runtime/build.mjs" }],
  };
  writeFileSync(join(image, "config.json"), JSON.stringify(config));
  const manifest = [{ Config: "config.json", RepoTags: [RUNTIME_IMAGE], Layers: ["layer.tar"] }];
  writeFileSync(join(image, "manifest.json"), JSON.stringify(manifest));
  tar(output, image, ["manifest.json", "config.json", "layer.tar"]);
  const size = Number(run("du", ["-sb", root]).split("\t")[0]);
  process.stdout.write(`${output}: ${RUNTIME_IMAGE}, linux/${arch}, ${Math.round(size / 1e6)} MB unpacked\n`);
}

function tar(file, folder, names) {
  const still = ["--sort=name", "--mtime=@0", "--owner=0", "--group=0", "--numeric-owner", "--format=gnu"];
  run("tar", ["-cf", file, ...still, "-C", folder, ...names]);
}
