#!/usr/bin/env bash
# Writes the layers that images are put together from, those that are missing: Debian with Python and packages.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../settings.sh"

layers=$images/layers
work=$images/roots
mkdir -p "$layers"

# debian FOLDER PACKAGES: a small Debian 12.
debian() {
  rm -rf "$1"
  debootstrap --variant=minbase --include="$2" bookworm "$1" >"$images/debootstrap.log"
  rm -rf "$1"/var/cache/apt/* "$1"/var/lib/apt/lists/* "$1"/usr/share/{doc,man,locale}/*
}

# layer NAME FOLDER: the folder becomes the layer, and is deleted.
layer() {
  tar -C "$2" --sort=name --numeric-owner -cf "$layers/$1.tar.draft" .
  mv "$layers/$1.tar.draft" "$layers/$1.tar"
  rm -rf "$2"
}

# What behaviour's own Python has is there; what components install besides is a wheel in /wheels, large ones installed too.
python_root() {
  local root=$work/python
  debian "$root" python3,python3-pip,ca-certificates
  rm -f "$root"/usr/lib/python3*/EXTERNALLY-MANAGED
  ln -sf python3 "$root/usr/bin/python"
  cp "$here/build/wheels.txt" "$root/tmp/wheels.txt"
  cp "$repository/test/behaviour/requirements.txt" "$root/tmp/installed.txt"
  "$PYTHON" -m pip wheel --quiet --wheel-dir "$root/wheels" -r "$root/tmp/wheels.txt" -r "$root/tmp/installed.txt"
  # Only what the image has, whatever this shell tells pip.
  env -i PATH=/usr/local/bin:/usr/sbin:/usr/bin:/bin chroot "$root" \
    python3 -m pip install --quiet --no-cache-dir --root-user-action=ignore --no-index --find-links /wheels -r /tmp/installed.txt numpy pandas
  rm -f "$root"/tmp/*.txt
  layer python "$root"
}

mkdir -p "$work"
exec 9>"$images/lock"
flock 9
PYTHON=${PYTHON:-python3}
if [ ! -f "$layers/python.tar" ]; then python_root; fi
