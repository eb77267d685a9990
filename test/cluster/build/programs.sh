#!/usr/bin/env bash
# Compiles etcd, Kubernetes, Argo and Tekton from the Go module proxy into the cache folder, those that are missing.
# The slowest is first what all others of Kubernetes share: the API server takes eleven minutes of two cores.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../settings.sh"

# What Kubernetes develops in its own tree is published as modules v0.x of the same date; its go.mod names them by folder.
staged_modules() {
  (cd "$cache" && go mod edit -json "$(go mod download -json "k8s.io/kubernetes@$kubernetes_version" |
    sed -nE 's/.*"GoMod": "(.*)".*/\1/p')") |
    sed -nE 's|.*"Path": "\./staging/src/(k8s.io/[a-z-]+)".*|\1|p' |
    sed -E "s|(.*)|replace \1 => \1 ${kubernetes_version/v1/v0}|"
}

# A module holds no symbolic links. In Argo's repository one file of the executor is a link to another:
# https://github.com/argoproj/argo-workflows/blob/v3.7.9/workflow/executor/osspecific/signal_linux.go
argo_with_link() {
  local source
  source=$(cd "$cache" && go mod download -json "github.com/argoproj/argo-workflows/v3@$argo_version" |
    sed -nE 's/.*"Dir": "(.*)".*/\1/p')
  rm -rf "$1" && cp -r "$source" "$1" && chmod -R u+w "$1"
  ln -sf signal_darwin.go "$1/workflow/executor/osspecific/signal_linux.go"
  echo "replace github.com/argoproj/argo-workflows/v3 => $1"
  echo 'replace github.com/olekukonko/tablewriter => github.com/olekukonko/tablewriter v0.0.5'
}

# module FOLDER PATH VERSION, further lines of go.mod on standard input.
module() {
  mkdir -p "$1"
  { printf 'module slipway.test/cluster\n\ngo 1.25.0\n\nrequire %s %s\n' "$2" "$3" && cat; } >"$1/go.mod"
}

# manifests PATH VERSION FOLDER TARGET: the module's own manifests, which are applied as they are.
manifests() {
  local source
  [ -d "$4" ] && return
  source=$(cd "$cache" && go mod download -json "$1@$2" | sed -nE 's/.*"Dir": "(.*)".*/\1/p')
  cp -r "$source/$3" "$4.draft" && chmod -R u+w "$4.draft" && mv "$4.draft" "$4"
}

# compile FOLDER PACKAGE PROGRAM: it is moved to its place when it is whole.
compile() {
  local target
  target=$(program "$3")
  [ -x "$target" ] && return
  echo "compiling $3" >&2
  mkdir -p "$(dirname "$target")"
  (cd "$1" && CGO_ENABLED=0 nice -n 10 go build -mod=mod -trimpath -p 2 -ldflags "-s -w ${linked:-}" -o "$target.draft" "$2")
  mv "$target.draft" "$target"
}

built() {
  local name
  for name in "$@"; do [ -x "$(program "$name")" ] || return 1; done
}

build_etcd() {
  module "$work/etcd" go.etcd.io/etcd/server/v3 "$etcd_version" </dev/null
  compile "$work/etcd" go.etcd.io/etcd/server/v3 etcd
}

build_kubernetes() {
  local name linked=
  for name in k8s.io/component-base/version k8s.io/client-go/pkg/version; do
    linked+=" -X $name.gitVersion=$kubernetes_version"
  done
  # Kubernetes asks for the behaviour of the Go that it was written for.
  { staged_modules && echo 'godebug default=go1.25'; } |
    module "$work/kubernetes" k8s.io/kubernetes "$kubernetes_version"
  for name in "${kubernetes_programs[@]}"; do
    compile "$work/kubernetes" "k8s.io/kubernetes/cmd/$name" "$name"
  done
}

build_argo() {
  local name
  argo_with_link "$work/argo-source" >"$work/argo-lines"
  module "$work/argo" github.com/argoproj/argo-workflows/v3 "$argo_version" <"$work/argo-lines"
  for name in "${argo_programs[@]}"; do
    compile "$work/argo" "github.com/argoproj/argo-workflows/v3/cmd/$name" "$name"
  done
}

build_tekton() {
  local name
  module "$work/tekton" github.com/tektoncd/pipeline "$tekton_version" </dev/null
  for name in "${tekton_programs[@]}"; do
    compile "$work/tekton" "github.com/tektoncd/pipeline/cmd/$name" "$name"
  done
}

mkdir -p "$cache"
work=$cache/work
# Two at a time would take twice as long; the second finds what the first has made.
exec 9>"$cache/lock"
flock 9
built etcd || build_etcd
built "${kubernetes_programs[@]}" || build_kubernetes
built "${argo_programs[@]}" || build_argo
built "${tekton_programs[@]}" || build_tekton
manifests github.com/argoproj/argo-workflows/v3 "$argo_version" manifests "$cache/argo-$argo_version/manifests"
manifests github.com/tektoncd/pipeline "$tekton_version" config "$cache/tekton-$tekton_version/manifests"
rm -rf "$work"
