#!/usr/bin/env bash
# Compiles the pipelines in this folder with one SDK: bash test/sdk/compile.sh NAME OUTDIR
# NAME is the middle of a requirements file's name: 2.0, 2.7 or newest.
set -euo pipefail

name=$1
folder=$2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
python=$(bash "$here/../../examples/venv.sh" "sdk-$name" "$here/requirements-$name.txt")
exec "$python" -B "$here/compile.py" "$folder"
