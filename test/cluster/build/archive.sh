#!/usr/bin/env bash
# Writes an image as `docker save` does: bash archive.sh FILE CONFIG NAME… -- LAYER.tar…; no daemon takes part.
# CONFIG is JSON: Entrypoint, Env, User, …  The form: https://github.com/moby/docker-image-spec/blob/v1.3.1/spec.md
set -euo pipefail

file=$1 config=$2
shift 2
names=() layers=() digests=()
while [ "$1" != -- ]; do names+=("$1") && shift; done
shift
folder=$(mktemp -d "$(dirname "$file")/archive.XXXXXX")
trap 'rm -rf "$folder"' EXIT

for layer in "$@"; do
  # Layers are large and rarely change: their digest is kept beside them.
  [ "$layer.digest" -nt "$layer" ] || sha256sum "$layer" | cut -d ' ' -f 1 >"$layer.digest"
  digest=$(<"$layer.digest")
  ln -s "$(realpath "$layer")" "$folder/$digest.tar"
  layers+=("$digest.tar") digests+=("sha256:$digest")
done
json_list() { printf '%s\n' "$@" | jq -R . | jq -sc .; }
architecture=$(dpkg --print-architecture)
jq -nc --argjson config "$config" --argjson digests "$(json_list "${digests[@]}")" --arg architecture "$architecture" \
  '{architecture: $architecture, os: "linux", config: $config, rootfs: {type: "layers", diff_ids: $digests}}' >"$folder/config.json"
jq -nc --argjson names "$(json_list "${names[@]}")" --argjson layers "$(json_list "${layers[@]}")" \
  '[{Config: "config.json", RepoTags: $names, Layers: $layers}]' >"$folder/manifest.json"
tar -C "$folder" -h -cf "$file.draft" manifest.json config.json "${layers[@]}"
mv "$file.draft" "$file"
