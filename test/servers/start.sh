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
  fake-gcs-server)
    exec "$program" -scheme http -host 127.0.0.1 -port "$port" -external-url "http://127.0.0.1:$port" \
      -backend memory -log-level error
    ;;
esac
