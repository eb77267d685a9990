#!/usr/bin/env bash
# Installs what the cluster needs from Debian: containers, networking, and the tools that images are made with.
set -euo pipefail

packages=(containerd runc containernetworking-plugins iptables iproute2 conntrack socat ethtool debootstrap busybox-static jq openssl)
missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit
apt-get update -qq
# containerd is started by `up`, with folders of its own: not as a service of the machine.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod +x "$policy"
fi
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
