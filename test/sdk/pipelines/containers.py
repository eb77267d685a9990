"""Containers that are not Python's: placeholders in the command line, concatenated and if present, nested."""

from typing import List, Optional

from kfp import dsl
from kfp.dsl import Artifact, ConcatPlaceholder, ContainerSpec, Dataset, IfPresentPlaceholder, Input, Output, OutputPath


@dsl.container_component
def plain():
    return ContainerSpec(image="alpine:3.20", command=["echo"], args=["{{no placeholder}}", "$(HOME)", "$$HOME", ""])


@dsl.container_component
def image_only():
    return ContainerSpec(image="registry.example.com:5000/team/image@sha256:" + "0" * 64)


@dsl.container_component
def placeholders(
    text: str,
    count: int,
    items: list,
    data: Input[Dataset],
    copy: Output[Dataset],
    lines: OutputPath(int),
    prefix: str = "p",
    suffix: Optional[str] = None,
    extra: Input[Artifact] = None,
):
    return ContainerSpec(
        image="alpine:3.20",
        command=[
            "sh",
            "-c",
            'cp "$0" "$1" && wc -l < "$0" > "$2"',
            data.path,
            copy.path,
            lines,
            ConcatPlaceholder(["--text=", text]),
            ConcatPlaceholder([prefix, "-", ConcatPlaceholder([text, "/", data.uri])]),
            IfPresentPlaceholder(input_name="suffix", then=["--suffix", suffix], else_=["--no-suffix"]),
            IfPresentPlaceholder(
                input_name="suffix", then=ConcatPlaceholder(["--suffix=", suffix, "/", prefix]), else_="--none"
            ),
            IfPresentPlaceholder(input_name="extra", then=["--extra", extra.path]),
        ],
        args=["--count", count, "--items", items, copy.uri, data.metadata["rows"], dsl.PIPELINE_ROOT_PLACEHOLDER],
    )


@dsl.container_component
def make(data: Output[Dataset], name: OutputPath(str)):
    return ContainerSpec(image="alpine:3.20", command=["sh", "-c", 'echo a > "$0"; echo b > "$1"', data.path, name])


@dsl.pipeline(name="containers")
def containers(suffix: str = "s", items: List[int] = [1, 2]):
    plain()
    image_only()
    made = make()
    placeholders(text=made.outputs["name"], count=1, items=items, data=made.outputs["data"])
    placeholders(
        text="t",
        count=2,
        items=[],
        data=made.outputs["data"],
        prefix="q",
        suffix=suffix,
        extra=made.outputs["data"],
    )
