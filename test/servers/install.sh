#!/usr/bin/env bash
# Prints how a server is started: bash test/servers/install.sh minio|fake-gcs-server|registry; or a program that tests use: actionlint
# The program is looked for on the PATH and where Go puts programs. Else it is compiled from the Go module proxy, once for
# all checkouts: minutes for MinIO. Without Go, S3 is played by moto, in a virtual environment. Ends with 3 if there is no way.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
name=$1
case $name in
  minio) module=github.com/minio/minio version=v0.0.0-20260212201848-7aac2a2c5b7c ;;
  fake-gcs-server) module=github.com/fsouza/fake-gcs-server version=v1.56.1 ;;
  registry) module=github.com/distribution/distribution/v3/cmd/registry version=v3.1.2 ;;
  actionlint) module=github.com/rhysd/actionlint/cmd/actionlint version=v1.7.12 ;;
  *) echo "there is no server $name" >&2 && exit 2 ;;
esac
folder=${XDG_CACHE_HOME:-$HOME/.cache}/slipway/servers/$name-$version

for program in "$folder/$name" "$(command -v "$name" || true)" "${GOPATH:-$HOME/go}/bin/$name"; do
  if [ -x "$program" ]; then
    echo "$program"
    exit
  fi
done

# Two at a time would take twice as long; the second finds what the first has made.
compile() {
  mkdir -p "$folder"
  exec 9>"$folder/lock"
  if command -v flock >/dev/null; then flock 9; fi
  [ -x "$folder/$name" ] && return
  echo "compiling $name $version, once for this machine" >&2
  # It is moved when it is whole.
  mkdir -p "$folder/draft"
  GOBIN=$folder/draft nice -n 10 go install -trimpath -ldflags='-s -w' "$module@$version" >&2 &&
    mv "$folder/draft/$name" "$folder/$name"
}

if command -v go >/dev/null && (compile); then
  echo "$folder/$name"
elif [ "$name" = minio ] && python=$(bash "$here/../../examples/venv.sh" moto "$here/requirements-moto.txt"); then
  echo "$(dirname "$python")/moto_server"
else
  exit 3
fi
