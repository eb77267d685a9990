# Versions, folders and addresses of the cluster; every other file reads them from here.
# shellcheck shell=bash disable=SC2034

etcd_version=v3.6.5
kubernetes_version=v1.35.4
argo_version=v3.7.9
tekton_version=v1.15.0

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(cd "$here/../.." && pwd)
# What is built is kept for all checkouts; what runs is thrown away by `down`.
cache=${XDG_CACHE_HOME:-$HOME/.cache}/slipway/cluster
images=$cache/images
state=$cache/run

# The bridge is the one network of pods and machine: what listens at its address is reached by both.
bridge=slipway-pods
bridge_hardware_address=0a:58:0a:56:00:01
pod_network=10.86.0.0/16
address=10.86.0.1
service_network=10.87.0.0/16
api_service_address=10.87.0.1
api_server=https://$address:6443
store_port=9000
store_access_key=slipway-test
store_secret_key=slipway-test-secret

# program kube-apiserver → its path, whether it is built or not.
program() {
  case $1 in
    etcd) echo "$cache/etcd-$etcd_version/etcd" ;;
    kube*) echo "$cache/kubernetes-$kubernetes_version/$1" ;;
    workflow-controller | argoexec) echo "$cache/argo-$argo_version/$1" ;;
    *) echo "$cache/tekton-$tekton_version/$1" ;;
  esac
}

kubernetes_programs=(kube-apiserver kube-controller-manager kube-scheduler kubelet kube-proxy kubectl)
argo_programs=(workflow-controller argoexec)
tekton_programs=(controller webhook entrypoint nop workingdirinit sidecarlogresults)

# What Tekton puts into pods; the other two are its controllers.
tekton_pod_programs=(entrypoint sidecarlogresults workingdirinit nop)
tekton_image_name() { echo "slipway.test/tekton/$1:$tekton_version"; }
argo_executor_image=quay.io/argoproj/argoexec:$argo_version
runtime_image_name=$(sed -n 's/^export const RUNTIME_IMAGE = "\(.*\)";$/\1/p' "$repository/packages/pod/src/runtime-image.ts")

kubeconfig=$state/kubeconfig/admin
kubectl() { "$(program kubectl)" --kubeconfig "$kubeconfig" "$@"; }
