#!/usr/bin/env bash
# Becomes a server that keeps what it is given in a folder, or in memory: bash test/servers/start.sh NAME FOLDER PORT
set -euo pipefail

name=$1 folder=$2 port=$3
program=$(bash "$(dirname "${BASH_SOURCE[0]}")/install.sh" "$name")
case $(basename "$program") in
  minio)
    export MINIO_ROOT_USER=slipway-test MINIO_ROOT_PASSWORD=slipway-test-secret MINIO_BROWSER=off
    exec "$program" server --quiet --address "127.0.0.1:$port" "$folder"
    ;;
  moto_server) exec "$program" -H 127.0.0.1 -p "$port" ;;
  # What it keeps names for, and who may read, is in the variables that its own documents name.
  registry)
    printf 'version: 0.1\nlog: { level: error, accesslog: { disabled: true } }\n' >"$folder/config.yml"
    export REGISTRY_HTTP_ADDR=127.0.0.1:$port REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY=$folder/images OTEL_TRACES_EXPORTER=none
    exec "$program" serve "$folder/config.yml"
    ;;
  fake-gcs-server)
    exec "$program" -scheme http -host 127.0.0.1 -port "$port" -external-url "http://127.0.0.1:$port" \
      -backend memory -log-level error
    ;;
esac
