"""Runs IR with the SDK's own runner: python3 subprocess_runner.py FILE true|false; the last line is the time in ms"""

import sys
import tempfile
import time

from kfp import components, local

file, use_venv = sys.argv[1], sys.argv[2] == 'true'
pipeline = components.load_component_from_file(file)
with tempfile.TemporaryDirectory() as root:
    local.init(runner=local.SubprocessRunner(use_venv=use_venv), pipeline_root=root)
    start = time.perf_counter()
    pipeline()
    print((time.perf_counter() - start) * 1000)
