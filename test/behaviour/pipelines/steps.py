"""Small steps that many pipelines here use. They run in any image with sh and python3, and start fast."""

import collections
import functools
from typing import NamedTuple

from kfp import dsl
from kfp.dsl import Artifact, ContainerSpec, Dataset, Input, Output, OutputPath

IMAGE = "python:3.11"

# A Python component that needs nothing but the kfp that is there.
component = functools.partial(dsl.component, base_image=IMAGE, install_kfp_package=False)


@dsl.container_component
def say(text: str, said: OutputPath(str)):
    """Its text, unchanged."""
    return ContainerSpec(image=IMAGE, command=["sh", "-c", 'printf %s "$0" > "$1"', text, said])


@dsl.container_component
def weave(first: str, second: str, woven: OutputPath(str)):
    """Both, with nothing between. The SDK links texts with items of two loops wrongly."""
    return ContainerSpec(image=IMAGE, command=["sh", "-c", 'printf %s%s "$0" "$1" > "$2"', first, second, woven])


@dsl.container_component
def double(number: int, result: OutputPath(int)):
    return ContainerSpec(image=IMAGE, command=["sh", "-c", 'echo $(($0 * 2)) > "$1"', number, result])


@dsl.container_component
def note(scratch: str, line: str):
    """Adds a line to a file that outlives the task, so that a test can count what ran."""
    return ContainerSpec(image=IMAGE, command=["sh", "-c", 'echo "$1" >> "$0/notes"', scratch, line])


@dsl.container_component
def fail(code: int = 1, words: str = "it went wrong"):
    return ContainerSpec(image=IMAGE, command=["sh", "-c", 'echo "$1" >&2; exit "$0"', code, words])


@dsl.container_component
def write(text: str, data: Output[Dataset]):
    return ContainerSpec(image=IMAGE, command=["sh", "-c", 'printf %s "$0" > "$1"', text, data.path])


@dsl.container_component
def read(data: Input[Artifact], content: OutputPath(str)):
    return ContainerSpec(image=IMAGE, command=["sh", "-c", 'cat "$0" > "$1"', data.path, content])


@dsl.container_component
def list_names(names: OutputPath(list)):
    return ContainerSpec(image=IMAGE, command=["sh", "-c", """echo '["a", "b", "c"]' > "$0" """, names])


@dsl.container_component
def join(items: list, joined: OutputPath(str)):
    """The items as Python sees them, with a comma between."""
    return ContainerSpec(
        image=IMAGE,
        command=["python3", "-c"],
        args=[
            "import json, sys; open(sys.argv[2], 'w').write(','.join(map(str, json.loads(sys.argv[1]))))",
            items,
            joined,
        ],
    )


def outputs(**types):
    """Several outputs of a pipeline, as its annotation."""
    return NamedTuple("Outputs", list(types.items()))


def give(**values):
    """Several outputs of a pipeline, as what it returns."""
    return collections.namedtuple("Outputs", values)(**values)
