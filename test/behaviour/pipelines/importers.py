"""Importers: where a uri comes from, metadata, order, what consumers see."""

from typing import List

from kfp import dsl
from kfp.dsl import Artifact, ContainerSpec, Dataset, Input, Model, OutputPath
from steps import IMAGE, component, give, outputs, read, say, write


@component
def look(data: Input[Dataset]) -> dict:
    return {
        "uri": data.uri,
        "path": data.path,
        "metadata": {name: value for name, value in data.metadata.items() if name != "display_name"},
    }


@dsl.container_component
def read_in(folder: Input[Dataset], content: OutputPath(str)):
    return ContainerSpec(image=IMAGE, command=["sh", "-c", 'cat "$0/a/one" "$0/two" > "$1"', folder.path, content])


@dsl.container_component
def make_file(folder: str, text: str, uri: OutputPath(str)):
    program = 'printf %s "$1" > "$0/$1.txt"; printf "file://%s/%s.txt" "$0" "$1" > "$2"'
    return ContainerSpec(image=IMAGE, command=["sh", "-c", program, folder, text, uri])


@component
def contents_of(data: Input[List[Dataset]]) -> str:
    return ",".join(open(one.path).read() for one in data)


@dsl.container_component
def count(data: Input[Artifact], bytes: OutputPath(str)):
    return ContainerSpec(image=IMAGE, command=["sh", "-c", 'wc -c < "$0" | tr -d " \\n" > "$1"', data.path, bytes])


@dsl.container_component
def uri_of(data: Input[Dataset], uri: OutputPath(str)):
    return ContainerSpec(image=IMAGE, command=["sh", "-c", 'printf %s "$0" > "$1"', data.uri, uri])


@dsl.pipeline(name="from-a-parameter")
def from_a_parameter(uri: str) -> str:
    return read(data=dsl.importer(artifact_uri=uri, artifact_class=Dataset).output).output


@dsl.pipeline(name="folder-from-a-parameter")
def folder_from_a_parameter(uri: str) -> outputs(first=str, second=str):
    imported = dsl.importer(artifact_uri=uri, artifact_class=Dataset)
    return give(first=read_in(folder=imported.output).output, second=read_in(folder=imported.output).output)


@dsl.pipeline(name="constant")
def constant() -> dict:
    imported = dsl.importer(
        artifact_uri="https://example.com/data.csv",
        artifact_class=Dataset,
        metadata={"rows": 3, "nested": {"list": [1, "a"]}, "yes": True},
    )
    return look(data=imported.output).output


@dsl.pipeline(name="from-a-result")
def from_a_result(scratch: str) -> str:
    made = make_file(folder=scratch, text="made")
    return read(data=dsl.importer(artifact_uri=made.output, artifact_class=Dataset).output).output


@dsl.pipeline(name="after-a-task")
def after_a_task(scratch: str, uri: str) -> str:
    made = make_file(folder=scratch, text="late")
    imported = dsl.importer(artifact_uri=uri, artifact_class=Dataset).after(made)
    return read(data=imported.output).output


@dsl.pipeline(name="woven-metadata")
def woven_metadata(uri: str, name: str, scratch: str) -> dict:
    made = make_file(folder=scratch, text="made")
    imported = dsl.importer(
        artifact_uri=uri,
        artifact_class=Dataset,
        metadata={"name": name, "from": made.output, "text": f"<{name}>", name: "as a key", "map": {"in": [name]}},
    )
    return look(data=imported.output).output


@dsl.pipeline(name="in-a-loop")
def in_a_loop(uris: List[str]) -> outputs(contents=List[str], joined=str):
    with dsl.ParallelFor(uris) as uri:
        imported = dsl.importer(artifact_uri=uri, artifact_class=Dataset)
        content = read(data=imported.output)
    return give(
        contents=dsl.Collected(content.output), joined=contents_of(data=dsl.Collected(imported.output)).output
    )


@dsl.pipeline(name="in-some-turns")
def in_some_turns(uris: List[str]) -> str:
    with dsl.ParallelFor(uris) as uri:
        with dsl.If(uri != "nothing"):
            imported = dsl.importer(artifact_uri=uri, artifact_class=Dataset)
    return contents_of(data=dsl.Collected(imported.output)).output


@dsl.pipeline(name="with-a-display-name")
def with_a_display_name(uri: str) -> str:
    imported = dsl.importer(artifact_uri=uri, artifact_class=Model).set_display_name("The model, imported")
    return read(data=imported.output).output


@dsl.pipeline(name="inner-importing")
def _inner_importing(uri: str) -> Dataset:
    return dsl.importer(artifact_uri=uri, artifact_class=Dataset).output


@dsl.pipeline(name="in-a-nested-pipeline")
def in_a_nested_pipeline(uri: str) -> outputs(content=str, data=Dataset):
    inner = _inner_importing(uri=uri)
    return give(content=read(data=inner.output).output, data=inner.output)


@dsl.pipeline(name="in-a-condition")
def in_a_condition(uri: str, go: bool):
    with dsl.If(go == True):  # noqa: E712
        read(data=dsl.importer(artifact_uri=uri, artifact_class=Dataset).output)
    say(text="beside")


@dsl.pipeline(name="imported-again")
def imported_again(uri: str) -> outputs(again=str, found=str):
    again = dsl.importer(artifact_uri=uri, artifact_class=Dataset, reimport=True)
    found = dsl.importer(artifact_uri=uri, artifact_class=Dataset, reimport=False)
    return give(again=read(data=again.output).output, found=count(data=found.output).output)


@dsl.pipeline(name="what-another-task-made")
def what_another_task_made() -> str:
    """The uri of an artifact of this run, imported as another one."""
    made = write(text="made here")
    uri = uri_of(data=made.output)
    return read(data=dsl.importer(artifact_uri=uri.output, artifact_class=Dataset).output).output


@dsl.pipeline(name="unused")
def unused(uri: str):
    dsl.importer(artifact_uri=uri, artifact_class=Dataset)
    say(text="beside")


@dsl.pipeline(name="contents-in-nested")
def _contents_in_nested(data: Input[Dataset]) -> str:
    return read(data=data).output


@dsl.pipeline(
    name="into-the-workspace",
    pipeline_config=dsl.PipelineConfig(workspace=dsl.WorkspaceConfig(size="1Gi")),
)
def into_the_workspace(uri: str) -> outputs(content=str, again=str):
    imported = dsl.importer(artifact_uri=uri, artifact_class=Dataset, download_to_workspace=True)
    first = read(data=imported.output)
    return give(content=first.output, again=_contents_in_nested(data=imported.output).output)
