# The bridge of pods and machine, and the wall around it.
# shellcheck shell=bash

network_up() {
  ip link show "$bridge" >/dev/null 2>&1 || ip link add "$bridge" type bridge
  # Without one of its own the bridge has that of a pod's end, and those who know it lose the way when that pod ends.
  ip link set "$bridge" address "$bridge_hardware_address"
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
  iptables -D FORWARD -i "$bridge" ! -o "$bridge" -j REJECT 2>/dev/null
  iptables -D FORWARD -i "$bridge" -o "$bridge" -j ACCEPT 2>/dev/null
  forget_rules iptables
  forget_rules ip6tables
  ip link delete "$bridge" 2>/dev/null
  return 0
}

# Rules of kubelet and kube-proxy: `kube-proxy --cleanup` leaves those of kubelet, and the chains by which both notice a flush.
forget_rules() { "$1-save" | grep -v -e KUBE- | "$1-restore"; }
