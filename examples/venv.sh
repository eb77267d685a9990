#!/usr/bin/env bash
# Prints the path of a Python that has what a requirements file lists: bash examples/venv.sh NAME REQUIREMENTS
# It lives in .venv/NAME and is made anew only when the requirements or Python itself changed.
# Set PYTHON to use another interpreter than python3.
set -euo pipefail

name=$1
requirements=$2
venv=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/.venv/$name
stamp=$venv/made-from.txt
wanted=$("${PYTHON:-python3}" --version && cat "$requirements")

# Two that want the same one at once: the second waits, where the system has flock.
mkdir -p "$(dirname "$venv")"
exec 9>"$venv.lock"
if command -v flock >/dev/null; then flock 9; fi

if [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]; then
  echo "installing $(basename "$requirements") into .venv/$name" >&2
  rm -rf "$venv"
  "${PYTHON:-python3}" -m venv "$venv" >&2
  "$venv/bin/python" -m pip install --quiet --no-input --disable-pip-version-check -r "$requirements" >&2
  # Written last: an interrupted installation is not taken for a whole one.
  printf '%s\n' "$wanted" >"$stamp"
fi
echo "$venv/bin/python"
