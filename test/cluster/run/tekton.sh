# Tekton's controller and webhook, as processes of this machine with the rights of their service accounts.
# shellcheck shell=bash

tekton_manifests=$cache/tekton-$tekton_version/manifests

tekton_up() {
  once tekton tekton_definitions
  tekton_process tekton-webhook webhook 9391 8091 webhook config-leader-election-webhook
  tekton_process tekton controller 9392 8092 controller config-leader-election-controller \
    -entrypoint-image "$(tekton_image_name entrypoint)" -nop-image "$(tekton_image_name nop)" \
    -sidecarlogresults-image "$(tekton_image_name sidecarlogresults)" \
    -workingdirinit-image "$(tekton_image_name workingdirinit)" -shell-image docker.io/library/busybox:1 \
    -shell-image-win slipway.test/none:1
  # It answers only some time after it started: it has to make its own certificate first.
  eventually "Tekton's webhook" kubectl create --dry-run=server -f "$here/manifests/tekton-probe.yaml"
}

tekton_definitions() {
  local file
  kubectl apply -f "$tekton_manifests/100-namespace" >/dev/null
  kubectl apply --server-side --force-conflicts -f "$tekton_manifests/300-crds" >/dev/null
  for file in "$tekton_manifests"/{20*,clusterrole-*,config-*}.yaml; do printf -- '---\n' && cat "$file" && echo; done |
    kubectl apply -f - >/dev/null
  # The webhook writes its certificate and its rules into these.
  kubectl apply -f "$tekton_manifests/500-webhooks.yaml" >/dev/null
  template tekton.yaml | kubectl apply -f - >/dev/null
  account_config tekton-pipelines tekton-pipelines-webhook
  account_config tekton-pipelines tekton-pipelines-controller
}

# tekton_process NAME PROGRAM METRICS PROBES PART ELECTION ARGUMENTS…: the environment is that of Tekton's own deployments.
tekton_process() {
  local name=$1 program_name=$2 metrics=$3 probes=$4 account=tekton-pipelines-$5 election=$6
  shift 6
  local -x SYSTEM_NAMESPACE=tekton-pipelines KUBERNETES_MIN_VERSION=v1.28.0 POD_NAME=$name
  local -x METRICS_PROMETHEUS_PORT=$metrics METRICS_DOMAIN=tekton.dev/pipeline PROBES_PORT=$probes
  local -x CONFIG_DEFAULTS_NAME=config-defaults CONFIG_LOGGING_NAME=config-logging CONFIG_OBSERVABILITY_NAME=config-observability
  local -x CONFIG_FEATURE_FLAGS_NAME=feature-flags CONFIG_LEADERELECTION_NAME=$election CONFIG_SPIRE=config-spire
  local -x WEBHOOK_PORT=8443 WEBHOOK_ADMISSION_CONTROLLER_NAME=webhook.pipeline.tekton.dev
  local -x WEBHOOK_SERVICE_NAME=tekton-pipelines-webhook WEBHOOK_SECRET_NAME=webhook-certs
  daemon "$name" "$(program "$program_name")" -kubeconfig "$state/kubeconfig/$account" -disable-ha "$@"
}
