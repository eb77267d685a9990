# The bridge of pods and machine, and the wall around it.
# shellcheck shell=bash

network_up() {
  ip link show "$bridge" >/dev/null 2>&1 || ip link add "$bridge" type bridge
  ip address replace "$address/16" dev "$bridge"
  ip link set "$bridge" up
  # Services have no machine of their own; a route makes packets to them come by the rules of kube-proxy.
  ip route replace "$service_network" dev "$bridge"
  # Nothing that runs in a pod reaches further than this machine.
  iptables -C FORWARD -i "$bridge" ! -o "$bridge" -j REJECT 2>/dev/null ||
    iptables -I FORWARD -i "$bridge" ! -o "$bridge" -j REJECT
  iptables -C FORWARD -i "$bridge" -o "$bridge" -j ACCEPT 2>/dev/null ||
    iptables -I FORWARD -i "$bridge" -o "$bridge" -j ACCEPT
}

network_down() {
  [ -x "$(program kube-proxy)" ] && "$(program kube-proxy)" --cleanup >/dev/null 2>&1
  iptables -D FORWARD -i "$bridge" ! -o "$bridge" -j REJECT 2>/dev/null
  iptables -D FORWARD -i "$bridge" -o "$bridge" -j ACCEPT 2>/dev/null
  forget_canaries
  ip link delete "$bridge" 2>/dev/null
  return 0
}

# Chains by which kubelet and kube-proxy notice that rules were flushed; `kube-proxy --cleanup` leaves them.
forget_canaries() {
  local command table chain
  for command in iptables ip6tables; do
    for table in mangle nat filter; do
      for chain in KUBE-KUBELET-CANARY KUBE-PROXY-CANARY KUBE-IPTABLES-HINT KUBE-FIREWALL KUBE-MARK-MASQ; do
        "$command" -t "$table" -F "$chain" 2>/dev/null && "$command" -t "$table" -X "$chain" 2>/dev/null
      done
    done
  done
}
