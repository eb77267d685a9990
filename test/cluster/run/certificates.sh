# The keys of the cluster's parts, and the files by which each finds the API server. Valid for as long as a cluster is up: a month.
# shellcheck shell=bash

keys=$state/keys

certificates() {
  mkdir -p "$keys" "$state/kubeconfig"
  chmod 700 "$keys" "$state/kubeconfig"
  [ -f "$keys/complete" ] && return
  openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=slipway-cluster -keyout "$keys/authority.key" -out "$keys/authority.crt" 2>/dev/null
  openssl genrsa -out "$keys/accounts.key" 2048 2>/dev/null
  certificate api-server /CN=kube-apiserver "IP:$address,IP:127.0.0.1,IP:$api_service_address,DNS:kubernetes.default.svc"
  client admin /O=system:masters/CN=admin
  client kubelet /O=system:nodes/CN=system:node:slipway
  client controller-manager /CN=system:kube-controller-manager
  client scheduler /CN=system:kube-scheduler
  client proxy /CN=system:kube-proxy
  touch "$keys/complete"
}

# certificate NAME SUBJECT [ALTERNATIVE NAMES]
certificate() {
  openssl req -newkey rsa:2048 -nodes -subj "$2" -keyout "$keys/$1.key" -out "$keys/$1.request" 2>/dev/null
  openssl x509 -req -in "$keys/$1.request" -CA "$keys/authority.crt" -CAkey "$keys/authority.key" -CAcreateserial -days 30 \
    -extfile <(echo "extendedKeyUsage=serverAuth,clientAuth"; [ -z "${3:-}" ] || echo "subjectAltName=$3") \
    -out "$keys/$1.crt" 2>/dev/null
  rm "$keys/$1.request"
}

# client NAME SUBJECT: a certificate and the kubeconfig that holds it.
client() {
  local authority certificate key
  certificate "$1" "$2"
  authority=$(base64 -w0 "$keys/authority.crt") certificate=$(base64 -w0 "$keys/$1.crt") key=$(base64 -w0 "$keys/$1.key")
  template kubeconfig.yaml >"$state/kubeconfig/$1"
}
