# Hands the images to containerd.
# shellcheck shell=bash

# import_images: those that are newer than what was imported.
import_images() {
  local file stamp
  mkdir -p "$cache/containerd/imported"
  for file in "$images"/*.tar; do
    stamp=$cache/containerd/imported/$(basename "$file" .tar)
    [ "$stamp" -nt "$file" ] && continue
    containers images import "$file" >/dev/null
    touch "$stamp"
  done
}
