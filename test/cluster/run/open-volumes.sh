#!/usr/bin/env bash
# Lets every user write to a new volume, as a volume of a cloud lets the pod's group: the controller manager makes its folder
# for root alone, and kubelet sets no group on a folder of the machine.
# The folder: https://github.com/kubernetes/kubernetes/blob/v1.35.4/pkg/volume/hostpath/host_path.go
declare -A open
while sleep 0.3; do
  for folder in /tmp/hostpath_pv/*/; do
    if [ -d "$folder" ] && [ -z "${open[$folder]:-}" ]; then
      chmod 1777 "$folder" && open[$folder]=yes
    fi
  done
done
