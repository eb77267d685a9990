#!/usr/bin/env bash
# Puts the images of the cluster together, as archives in the cache folder: those that are missing, or those that are named.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../settings.sh"

layers=$images/layers
archive() { bash "$here/build/archive.sh" "$images/$1.tar" "${@:2}"; }

# layer NAME: what `work/NAME` holds; the folder is deleted.
layer() {
  tar -C "$images/work/$1" --sort=name --numeric-owner --owner=0 --group=0 --mtime=@0 -cf "$layers/$1.tar" .
  rm -rf "$images/work/$1"
}

# new_root NAME FOLDER… → an empty root with these folders.
new_root() {
  local root=$images/work/$1 folder
  rm -rf "$root"
  for folder in tmp "${@:2}"; do mkdir -p "$root/$folder"; done
  chmod 1777 "$root/tmp"
  echo "$root"
}

busybox_image() {
  local root
  root=$(new_root busybox bin etc)
  cp /bin/busybox "$root/bin/busybox"
  chroot "$root" /bin/busybox --install -s /bin
  printf 'root:x:0:0:root:/:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/sh\n' >"$root/etc/passwd"
  layer busybox
  archive busybox '{"Cmd": ["sh"], "Env": ["PATH=/bin"]}' docker.io/library/busybox:1 docker.io/library/alpine:3 -- "$layers/busybox.tar"
  # What holds a pod's namespaces only has to stay.
  archive pause '{"Entrypoint": ["/bin/busybox", "sleep", "infinity"], "User": "65535:65535"}' slipway.test/pause:1 -- "$layers/busybox.tar"
}

# As in https://github.com/argoproj/argo-workflows/blob/v3.7.9/Dockerfile
argo_image() {
  local root
  root=$(new_root argo bin etc/ssl)
  cp "$(program argoexec)" "$root/bin/argoexec"
  layer argo
  archive argo '{"Entrypoint": ["argoexec"], "Env": ["PATH=/bin"]}' "$argo_executor_image" -- "$layers/argo.tar"
}

# Where ko puts a program: https://ko.build/
tekton_image() {
  local name root
  for name in "${tekton_pod_programs[@]}"; do
    root=$(new_root "$name" ko-app)
    cp "$(program "$name")" "$root/ko-app/$name"
    layer "$name"
    archive "$name" "{\"Entrypoint\": [\"/ko-app/$name\"], \"Env\": [\"PATH=/ko-app\"], \"User\": \"65532:65532\"}" \
      "$(tekton_image_name "$name")" -- "$layers/$name.tar"
  done
}

python_image() {
  archive python '{"Cmd": ["python3"], "Env": ["PATH=/usr/local/bin:/usr/bin:/bin", "PIP_NO_INDEX=1", "PIP_FIND_LINKS=/wheels", "PIP_ROOT_USER_ACTION=ignore"]}' \
    docker.io/library/python:3.11 docker.io/library/python:3.11-slim docker.io/library/python:3.12 \
    registry.example.com/team/python:3.11 -- "$layers/python.tar"
}

# runtime_image [CHECKOUT]: what `npm run image` makes of what is built there.
runtime_image() {
  local checkout=${1:-$repository}
  if [ ! -f "$checkout/images/runtime/build.mjs" ]; then
    echo "$checkout makes no runtime image; test/cluster/cluster image CHECKOUT takes that of another" >&2
    return
  fi
  node "$checkout/images/runtime/build.mjs" --output "$images/runtime.draft" >&2
  mv "$images/runtime.draft" "$images/runtime.tar"
}

mkdir -p "$layers"
if [ "${1:-}" = runtime ]; then
  runtime_image "${2:-}"
else
  [ -f "$images/busybox.tar" ] || busybox_image
  [ -f "$images/argo.tar" ] || argo_image
  [ -f "$images/nop.tar" ] || tekton_image
  [ -f "$images/python.tar" ] || python_image
  [ -f "$images/runtime.tar" ] || runtime_image
fi
