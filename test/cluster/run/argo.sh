# Argo's controller, as a process of this machine with the rights of its service account.
# shellcheck shell=bash

argo_manifests=$cache/argo-$argo_version/manifests

argo_up() {
  once argo argo_definitions
  argo_controller
}

argo_definitions() {
  # The whole definitions are larger than what an annotation holds: the server keeps who owns which field.
  kubectl apply --server-side --force-conflicts -k "$argo_manifests/base/crds/full" >/dev/null
  kubectl apply -n argo -f "$argo_manifests/base/workflow-controller/workflow-controller-sa.yaml" >/dev/null
  kubectl apply -n argo \
    -f "$argo_manifests/cluster-install-no-crds/workflow-controller-rbac/workflow-controller-clusterrole.yaml" >/dev/null
  kubectl apply -f "$argo_manifests/base/workflow-controller/workflow-controller-priorityclass.yaml" >/dev/null
  template argo.yaml | kubectl apply -f - >/dev/null
  kubectl wait --for=condition=Established --timeout=60s -f "$argo_manifests/base/crds/full/argoproj.io_workflows.yaml" >/dev/null
  # Served a moment after they are established; the controller gives up at once.
  eventually "Argo's definitions" kubectl get workflows,workflowtasksets,workflowtemplates,cronworkflows,clusterworkflowtemplates
  account_config argo argo
}

# What a controller of many Workflows looks at every ten seconds, that of few tests can look at every second.
argo_controller() {
  LEADER_ELECTION_DISABLE=true POD_NAMES=v2 DEFAULT_REQUEUE_TIME=1s \
    daemon argo "$(program workflow-controller)" --kubeconfig "$state/kubeconfig/argo" --namespace argo \
    --executor-image "$argo_executor_image" --executor-image-pull-policy IfNotPresent
}

# account_config NAMESPACE ACCOUNT: a kubeconfig of the service account's own rights, for a controller that is not a pod.
account_config() {
  local namespace=$1 account=$2 token
  token=$(kubectl create token -n "$namespace" "$account" --duration 720h)
  template account.yaml >"$state/kubeconfig/$account"
}
