#!/usr/bin/env bash
# Compiles every example, and the pipelines of test/behaviour, with the real kfp SDK: bash examples/compile.sh [--check]
# With --check nothing is written: differences are printed, and make it fail.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
python=$(bash "$here/venv.sh" examples "$here/requirements.txt")
exec "$python" "$here/compile.py" "$@"
