"""Pipelines of small Python components for the bench: python3 pipelines.py FOLDER"""

import sys
from pathlib import Path

from kfp import compiler, dsl


def step(number: int) -> int:
    return number + 1


def busy(seconds: float) -> str:
    import time

    end = time.process_time() + seconds
    while time.process_time() < end:
        pass
    return 'done'


# What installs the SDK, as components do unless told otherwise, and what finds it in the Python that runs it.
step_that_installs = dsl.component(step)
step_on_top = dsl.component(step, install_kfp_package=False)
busy_on_top = dsl.component(busy, install_kfp_package=False)


def chain(component, length):
    @dsl.pipeline(name='chain')
    def pipeline():
        number = 0
        for _ in range(length):
            number = component(number=number).set_caching_options(False).output

    return pipeline


@dsl.pipeline(name='branches')
def branches(seconds: float = 1.0):
    for _ in range(8):
        busy_on_top(seconds=seconds).set_caching_options(False)


folder = Path(sys.argv[1])
for name, pipeline in {
    'chain-installs': chain(step_that_installs, 3),
    'chain-on-top': chain(step_on_top, 10),
    'branches': branches,
}.items():
    compiler.Compiler().compile(pipeline, str(folder / f'{name}.yaml'))
