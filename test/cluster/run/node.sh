# containerd, kubelet and kube-proxy: the machine as the cluster's one node, named slipway.
# shellcheck shell=bash

containerd_socket=$state/containerd.sock
containers() { ctr --address "$containerd_socket" --namespace k8s.io "$@"; }

# Images outlive the cluster: what was imported once is there when it is up again.
containerd_up() {
  mkdir -p "$state/cni" "$state/registries/_default" "$cache/containerd"
  template containerd.toml >"$state/containerd.toml"
  template registries.toml >"$state/registries/_default/hosts.toml"
  template cni.json >"$state/cni/10-slipway.conflist"
  daemon containerd containerd --config "$state/containerd.toml"
  eventually containerd containers version
}

# What kubelet sets for the whole machine; `down` puts it back.
kernel_settings=(vm.overcommit_memory vm.panic_on_oom kernel.panic kernel.panic_on_oops)

node_up() {
  [ -f "$state/kernel-settings" ] || sysctl "${kernel_settings[@]}" >"$state/kernel-settings"
  mountpoint -q / && [ "$(findmnt -no PROPAGATION /)" = shared ] || mount --make-rshared /
  template kubelet.yaml >"$state/kubelet.yaml"
  # It ends when its file is written.
  running kube-proxy || template kube-proxy.yaml >"$state/kube-proxy.yaml"
  daemon kubelet "$(program kubelet)" --config "$state/kubelet.yaml" --kubeconfig "$state/kubeconfig/kubelet" \
    --hostname-override slipway --node-ip "$address" --node-labels disk=ssd --root-dir "$state/kubelet"
  daemon kube-proxy "$(program kube-proxy)" --config "$state/kube-proxy.yaml" --hostname-override slipway
}

volumes_up() { daemon volumes bash "$here/run/open-volumes.sh"; }

node_ready() { kubectl wait --for=condition=Ready node/slipway --timeout=1s; }

# What runs in pods is ended before containerd is, which alone knows it.
pods_down() {
  local sandbox
  running containerd || return 0
  for sandbox in $(containers tasks list --quiet); do
    containers tasks kill --signal KILL "$sandbox" >/dev/null 2>&1
  done
  sleep 0.5
  for sandbox in $(containers containers list --quiet); do
    containers tasks delete --force "$sandbox" >/dev/null 2>&1
    containers containers delete "$sandbox" >/dev/null 2>&1
  done
}

# Mounts of pods' volumes, their network namespaces and control groups, and what kubelet leaves in folders of the machine.
node_down() {
  local place
  # The innermost first.
  findmnt -rno TARGET | grep -E "^($state|/run/netns/cni-|/run/containerd/)" | sort -r |
    while read -r place; do umount "$place" 2>/dev/null || umount -l "$place"; done
  ip netns list 2>/dev/null | sed -n 's/^\(cni-[^ ]*\).*/\1/p' | while read -r place; do ip netns delete "$place"; done
  for place in /sys/fs/cgroup/*/kubepods; do
    [ ! -d "$place" ] || find "$place" -depth -type d -exec rmdir {} + 2>/dev/null
  done
  rm -rf /var/lib/cni/results/slipway-* /tmp/hostpath_pv
  find /var/log/containers -xtype l -delete 2>/dev/null
  rmdir /var/log/containers /var/lib/cni/results /var/lib/cni 2>/dev/null
  [ ! -f "$state/kernel-settings" ] || sysctl -q -p "$state/kernel-settings"
  return 0
}
