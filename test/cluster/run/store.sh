# An S3 server at the bridge's address, with one bucket.
# shellcheck shell=bash

store_up() {
  local server
  server=$(bash "$repository/test/servers/install.sh" minio)
  # On a single drive a bucket is a folder.
  mkdir -p "$state/store/slipway"
  MINIO_ROOT_USER=$store_access_key MINIO_ROOT_PASSWORD=$store_secret_key MINIO_BROWSER=off \
    daemon store "$server" server --quiet --address "$address:$store_port" "$state/store"
}
