#!/usr/bin/env bash
# build.sh VERSION [--if-built]: builds Tekton's validation at a version, such as v1.15.0, once, and prints the path of the
# program; with --if-built nothing where it has not been built.
set -euo pipefail
version=$1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=$HOME/.cache/slipway/tekton-validate/$version-$(sha256sum "$here/validate.go" | cut -c1-12)
if ! [ -x "$folder/validate" ]; then
  [ "${2:-}" != --if-built ] || exit 0
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  cp "$here/validate.go" "$work"
  cd "$work"
  {
    go mod init validate
    go mod edit -require "github.com/tektoncd/pipeline@$version"
    GOFLAGS=-mod=mod go mod tidy
    CGO_ENABLED=0 go build -p 2 -ldflags '-s -w' -o validate .
  } >&2
  mkdir -p "$folder"
  mv validate "$folder/validate"
fi
echo "$folder/validate"
