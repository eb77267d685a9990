#!/usr/bin/env bash
# Prints the descriptors of the packages in requirements.txt as JSON (see descriptors.py). The virtual environment in
# .venv/descriptors is made once and again when requirements.txt changes. Exit 77: there is no Python to do it with.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
venv=$(cd "$here/../.." && pwd)/.venv/descriptors
python=$venv/bin/python

if ! [ -x "$python" ] || ! cmp -s "$here/requirements.txt" "$venv/requirements.txt"; then
  if ! python3 -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 9))' 2>/dev/null; then
    echo "needs python3, 3.9 or later, with venv" >&2
    exit 77
  fi
  rm -rf "$venv"
  python3 -m venv "$venv" >&2
  "$python" -m pip install --quiet --disable-pip-version-check --no-deps -r "$here/requirements.txt" >&2
  cp "$here/requirements.txt" "$venv/requirements.txt"
fi
exec "$python" -I -B "$here/descriptors.py"
