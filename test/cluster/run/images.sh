# Hands the images to containerd.
# shellcheck shell=bash

# import_images: those that are newer than what was imported, or that containerd no longer has.
import_images() {
  local file stamp there
  mkdir -p "$cache/containerd/imported"
  there=$(containers images ls -q)
  for file in "$images"/*.tar; do
    stamp=$cache/containerd/imported/$(basename "$file" .tar)
    [ "$stamp" -nt "$file" ] && [ -s "$stamp" ] && ! grep -vxqFf <(echo "$there") "$stamp" && continue
    containers images import "$file" >/dev/null
    tar -xOf "$file" manifest.json | grep -o '"RepoTags":\["[^"]*' | cut -d'"' -f4 >"$stamp"
  done
}
