# The namespaces in which pipelines run.
# shellcheck shell=bash

namespaces_up() {
  local namespace
  kubectl apply -f "$here/manifests/namespaces.yaml" >/dev/null
  kubectl apply -f "$here/manifests/storage.yaml" >/dev/null
  for namespace in slipway-test slipway-restricted; do
    template workloads.yaml | kubectl apply -n "$namespace" -f - >/dev/null
  done
}

# connection: what tests read, as JSON; the store's address is the same for pods and for the machine.
connection() {
  jq -n --arg kubeconfig "$kubeconfig" --arg endpoint "http://$address:$store_port" --arg runtime "$runtime_image_name" \
    --arg access "$store_access_key" --arg secret "$store_secret_key" \
    '{kubeconfig: $kubeconfig, namespace: "slipway-test", runtimeImage: $runtime,
      store: {uri: "s3://slipway", endpoint: $endpoint, region: "us-east-1", pathStyle: true, accessKey: $access, secretKey: $secret,
        secret: {name: "slipway-store", accessKey: "accesskey", secretKey: "secretkey"}}}' >"$state/connect.json.draft"
  mv "$state/connect.json.draft" "$state/connect.json"
}
