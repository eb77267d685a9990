"""Artifacts: types, metadata, files and folders, places of the user's own, what is missing, modes."""

from typing import List, NamedTuple

from kfp import dsl
from kfp.dsl import (
    HTML,
    Artifact,
    ClassificationMetrics,
    ContainerSpec,
    Dataset,
    Input,
    Markdown,
    Metrics,
    Model,
    Output,
    OutputPath,
)
from steps import IMAGE, component, give, outputs, read, say, write


@component
def every_kind(
    data: Output[Dataset],
    model: Output[Model],
    thing: Output[Artifact],
    metrics: Output[Metrics],
    classification: Output[ClassificationMetrics],
    page: Output[HTML],
    text: Output[Markdown],
):
    for one in (data, model, thing):
        with open(one.path, "w") as file:
            file.write(one.name)
    model.metadata["framework"] = "none"
    metrics.log_metric("accuracy", 0.75)
    metrics.log_metric("rows", 3)
    classification.log_confusion_matrix(["a", "b"], [[1, 2], [3, 4]])
    classification.log_roc_curve([0.0, 0.5, 1.0], [0.0, 0.8, 1.0], [1.0, 0.5, 0.0])
    with open(page.path, "w") as file:
        file.write("<b>page</b>")
    with open(text.path, "w") as file:
        file.write("# text")


@component
def look(data: Input[Dataset], model: Input[Model], thing: Input[Artifact], metrics: Input[Metrics]) -> dict:
    return {
        "types": [type(one).__name__ for one in (data, model, thing, metrics)],
        "texts": [open(one.path).read() for one in (data, model, thing)],
        "metrics": {name: metrics.metadata[name] for name in ("accuracy", "rows")},
        "framework": model.metadata["framework"],
    }


@dsl.pipeline(name="kinds")
def kinds() -> dict:
    made = every_kind()
    return look(**{name: made.outputs[name] for name in ("data", "model", "thing", "metrics")}).output


METADATA = {"text": 'a "b"\n', "whole": 1, "fraction": 0.5, "yes": True, "items": [1, "a", False], "map": {"k": [2]}}


@component
def describe(data: Output[Dataset], metadata: dict):
    data.metadata.update(metadata)
    with open(data.path, "w") as file:
        file.write("described")


@component
def described(data: Input[Dataset]) -> dict:
    return {name: value for name, value in data.metadata.items() if name != "display_name"}


@dsl.pipeline(name="metadata")
def metadata() -> dict:
    return described(data=describe(metadata=METADATA).outputs["data"]).output


@dsl.container_component
def make_folder(folder: Output[Dataset]):
    program = """
mkdir -p "$0/a b/c" "$0/empty"
printf 1 > "$0/one"; printf 2 > "$0/a b/c/two.txt"; : > "$0/nothing"
printf x > "$0/run me"; chmod 755 "$0/run me"
"""
    return ContainerSpec(image=IMAGE, command=["sh", "-c", program, folder.path])


@dsl.container_component
def list_folder(folder: Input[Dataset], listed: OutputPath(list)):
    program = """
import json, os, sys
_, folder, listed = sys.argv
files = [os.path.join(at, name) for at, _, names in os.walk(folder) for name in names]
json.dump(sorted([os.path.relpath(file, folder), open(file).read()] for file in files), open(listed, "w"))
"""
    return ContainerSpec(image=IMAGE, command=["python3", "-c", program, folder.path, listed])


@dsl.pipeline(name="folder")
def folder() -> list:
    return list_folder(folder=make_folder().outputs["folder"]).output


@dsl.container_component
def make_modes(secret: Output[Dataset], folder: Output[Dataset], number: OutputPath(int)):
    program = """
umask 077
printf hidden > "$0"; chmod 0600 "$0"
mkdir "$1"; printf inside > "$1/file"; chmod 0400 "$1/file"; chmod 0700 "$1"
echo 7 > "$2"; chmod 0600 "$2"
"""
    return ContainerSpec(image=IMAGE, command=["sh", "-c", program, secret.path, folder.path, number])


@dsl.pipeline(name="modes")
def modes() -> outputs(secret=str, listed=list, number=int):
    made = make_modes()
    return give(
        secret=read(data=made.outputs["secret"]).output,
        listed=list_folder(folder=made.outputs["folder"]).output,
        number=made.outputs["number"],
    )


@component
def put_elsewhere(data: Output[Dataset]):
    import os
    import tempfile

    folder = tempfile.mkdtemp()
    with open(os.path.join(folder, "kept.txt"), "w") as file:
        file.write("elsewhere")
    data.custom_path = os.path.join(folder, "kept.txt")


@component
def content_of(data: Input[Dataset]) -> str:
    return open(data.path).read()


@dsl.pipeline(name="custom-path")
def custom_path() -> str:
    return content_of(data=put_elsewhere().outputs["data"]).output


@component
def point_at(uri: str, data: Output[Dataset]):
    data.uri = uri
    data.metadata["where"] = "elsewhere"


@component
def where(data: Input[Dataset]) -> NamedTuple("Where", [("uri", str), ("path", str), ("note", str)]):
    return (data.uri, data.path, data.metadata["where"])


@dsl.pipeline(name="uri-of-the-users-own")
def uri_of_the_users_own(uri: str) -> outputs(uri=str, note=str):
    found = where(data=point_at(uri=uri).outputs["data"])
    return give(uri=found.outputs["uri"], note=found.outputs["note"])


@component
def returns_artifact(text: str) -> Dataset:
    data = Dataset(uri=dsl.get_uri("named"), metadata={"length": len(text)})
    with open(data.path, "w") as file:
        file.write(text)
    return data


@component
def returns_several() -> NamedTuple("Made", [("first", Dataset), ("second", Model), ("count", int)]):
    made = NamedTuple("Made", [("first", Dataset), ("second", Model), ("count", int)])
    first = Dataset(uri=dsl.get_uri("one"), metadata={"n": 1})
    second = Model(uri=dsl.get_uri("two"), metadata={"n": 2})
    for one in (first, second):
        with open(one.path, "w") as file:
            file.write(one.uri.rsplit("/", 1)[-1])
    return made(first, second, 2)


@dsl.pipeline(name="returned")
def returned() -> outputs(content=str, first=str, second=str, count=int, told=dict):
    one = returns_artifact(text="text")
    several = returns_several()
    return give(
        content=read(data=one.output).output,
        first=read(data=several.outputs["first"]).output,
        second=read(data=several.outputs["second"]).output,
        count=several.outputs["count"],
        told=described(data=one.output).output,
    )


@component
def forgets(data: Output[Dataset]) -> str:
    return "made no file"


@component
def has_file(data: Input[Dataset]) -> bool:
    import os

    return os.path.exists(data.path)


@dsl.pipeline(name="nothing-made")
def nothing_made() -> bool:
    return has_file(data=forgets().outputs["data"]).output


@component
def optional_artifact(data: Input[Dataset] = None) -> str:
    return "none" if data is None else open(data.path).read()


@dsl.pipeline(name="inner-optional-artifact")
def _inner_optional_artifact(data: Input[Dataset] = None) -> str:
    return optional_artifact(data=data).output


@dsl.pipeline(name="optional-artifacts")
def optional_artifacts() -> outputs(omitted=str, given=str, inner=str, inner_given=str):
    data = write(text="given").output
    return give(
        omitted=optional_artifact().output,
        given=optional_artifact(data=data).output,
        inner=_inner_optional_artifact().output,
        inner_given=_inner_optional_artifact(data=data).output,
    )


@component
def counts(data: Input[List[Dataset]]) -> List[str]:
    return [open(one.path).read() for one in data]


@component
def binary(data: Output[Artifact]):
    with open(data.path, "wb") as file:
        file.write(bytes(range(256)) * 4096)


@component
def sum_of(data: Input[Artifact]) -> str:
    import hashlib

    return hashlib.sha256(open(data.path, "rb").read()).hexdigest()


@dsl.pipeline(name="bytes")
def any_bytes() -> str:
    return sum_of(data=binary().outputs["data"]).output


@dsl.container_component
def changes_its_input(data: Input[Dataset], content: OutputPath(str)):
    # Another reader must not see it; where the input cannot be written, that is as good.
    program = 'printf changed > "$0" 2>/dev/null; rm -f "$0" 2>/dev/null; printf done > "$1"'
    return ContainerSpec(image=IMAGE, command=["sh", "-c", program, data.path, content])


@dsl.pipeline(name="changed-input")
def changed_input() -> str:
    data = write(text="as it was").output
    changed = changes_its_input(data=data)
    return read(data=data).after(changed).output


@dsl.container_component
def link_inside(folder: Output[Dataset]):
    program = 'mkdir "$0"; printf real > "$0/real"; ln -s real "$0/link"'
    return ContainerSpec(image=IMAGE, command=["sh", "-c", program, folder.path])


@dsl.pipeline(name="links")
def links() -> list:
    return list_folder(folder=link_inside().outputs["folder"]).output


@component
def paths(data: Output[Dataset], name: OutputPath(str), other: OutputPath("Dataset")):
    import os

    assert os.path.isdir(os.path.dirname(data.path)) and os.path.isdir(os.path.dirname(name))
    for path in (data.path, name, other):
        with open(path, "w") as file:
            file.write("text")


@dsl.pipeline(name="output-paths")
def output_paths() -> outputs(name=str, other=str):
    made = paths()
    return give(name=made.outputs["name"], other=read(data=made.outputs["other"]).output)
