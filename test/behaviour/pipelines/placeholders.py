"""Command lines: what is put together, chosen, and put in place of names and ids."""

from typing import Optional

from kfp import dsl
from kfp.dsl import (
    Artifact,
    ConcatPlaceholder,
    ContainerSpec,
    Dataset,
    IfPresentPlaceholder,
    Input,
    Output,
    OutputPath,
)
from steps import IMAGE, component, give, outputs, write

SHOW = "import json, sys; json.dump(sys.argv[2:], open(sys.argv[1], 'w'))"


@dsl.container_component
def joined(words: OutputPath(list), text: str, number: int, items: list, prefix: str = "p"):
    return ContainerSpec(
        image=IMAGE,
        command=["python3", "-c", SHOW, words],
        args=[
            ConcatPlaceholder(["--text=", text]),
            ConcatPlaceholder([prefix, "-", ConcatPlaceholder([number, "/", items]), "-end"]),
            ConcatPlaceholder(["--to=", words]),
        ],
    )


@dsl.pipeline(name="concatenated")
def concatenated(text: str) -> list:
    return joined(text=text, number=3, items=[1, "z"]).output


@dsl.container_component
def chosen(
    words: OutputPath(list),
    given: Optional[str] = None,
    number: int = 3,
    data: Input[Artifact] = None,
):
    return ContainerSpec(
        image=IMAGE,
        command=["python3", "-c", SHOW, words],
        args=[
            IfPresentPlaceholder(input_name="given", then=["--given", given], else_=["--not-given"]),
            IfPresentPlaceholder(input_name="number", then=["--number", number], else_=["--no-number"]),
            IfPresentPlaceholder(input_name="given", then=["--only", "then"]),
            IfPresentPlaceholder(
                input_name="given", then=ConcatPlaceholder(["--given=", given, "/", number]), else_="--none"
            ),
            ConcatPlaceholder(
                ["x", IfPresentPlaceholder(input_name="given", then=ConcatPlaceholder(["[", given, "]"]), else_="-")]
            ),
            IfPresentPlaceholder(input_name="given", then=["--to", words], else_=["--instead-of", words]),
            IfPresentPlaceholder(input_name="data", then=["--data", data.path], else_=["--no-data"]),
            "last",
        ],
    )


@dsl.pipeline(name="chosen-from")
def chosen_from(given: Optional[str] = None) -> outputs(all=list, nothing=list, forwarded=list):
    data = write(text="content").output
    return give(
        all=chosen(given="g", number=4, data=data).output, nothing=chosen().output, forwarded=chosen(given=given).output
    )


@dsl.container_component
def any_program(program: str, said: OutputPath(str)):
    return ContainerSpec(image=IMAGE, command=[program, "-c", 'printf "%s" "ran" > "$0"'], args=[said])


@dsl.pipeline(name="program-from-a-parameter")
def program_from_a_parameter(program: str = "sh") -> str:
    return any_program(program=program).output


@dsl.container_component
def only_arguments(said: OutputPath(str)):
    return ContainerSpec(image=IMAGE, args=["sh", "-c", 'printf "%s" "$0" > "$1"', "no command", said])


@dsl.pipeline(name="arguments-without-a-command")
def arguments_without_a_command() -> str:
    return only_arguments().output


@component
def show(
    id: str, job: str, resource: str, task: str, task_id: str, created: str, scheduled: str, text: str, mapping: dict, items: list
) -> dict:
    return {
        "id": id,
        "job": job,
        "resource": resource,
        "task": task,
        "task_id": task_id,
        "created": created,
        "scheduled": scheduled,
        "text": text,
        "mapping": mapping,
        "items": items,
    }


@dsl.container_component
def show_arguments(words: OutputPath(list)):
    return ContainerSpec(
        image=IMAGE,
        command=["python3", "-c", SHOW, words],
        args=[
            dsl.PIPELINE_JOB_ID_PLACEHOLDER,
            f"task={dsl.PIPELINE_TASK_NAME_PLACEHOLDER}.",
            ConcatPlaceholder(["job=", dsl.PIPELINE_JOB_NAME_PLACEHOLDER]),
        ],
    )


@dsl.pipeline(name="names-and-ids")
def names_and_ids(name: str = "n") -> outputs(shown=dict, words=list):
    shown = show(
        id=dsl.PIPELINE_JOB_ID_PLACEHOLDER,
        job=dsl.PIPELINE_JOB_NAME_PLACEHOLDER,
        resource=dsl.PIPELINE_JOB_RESOURCE_NAME_PLACEHOLDER,
        task=dsl.PIPELINE_TASK_NAME_PLACEHOLDER,
        task_id=dsl.PIPELINE_TASK_ID_PLACEHOLDER,
        created=dsl.PIPELINE_JOB_CREATE_TIME_UTC_PLACEHOLDER,
        scheduled=dsl.PIPELINE_JOB_SCHEDULE_TIME_UTC_PLACEHOLDER,
        text=f"{name}-{dsl.PIPELINE_JOB_ID_PLACEHOLDER}/{dsl.PIPELINE_TASK_NAME_PLACEHOLDER}",
        mapping={"id": dsl.PIPELINE_JOB_ID_PLACEHOLDER, "in": [f"<{dsl.PIPELINE_JOB_ID_PLACEHOLDER}>"]},
        items=[dsl.PIPELINE_TASK_NAME_PLACEHOLDER],
    )
    return give(shown=shown.output, words=show_arguments().output)


@dsl.container_component
def show_metadata(data: Input[Dataset], words: OutputPath(list)):
    return ContainerSpec(
        image=IMAGE,
        command=["python3", "-c", SHOW, words],
        args=[data.metadata["rows"], data.metadata["name"], data.metadata["columns"], data.metadata],
    )


@component
def with_metadata(data: Output[Dataset]):
    with open(data.path, "w") as file:
        file.write("1")
    data.metadata["rows"] = 3
    data.metadata["name"] = 'a "b"'
    data.metadata["columns"] = ["x", {"y": True}]


@dsl.pipeline(name="metadata-in-arguments")
def metadata_in_arguments() -> list:
    return show_metadata(data=with_metadata().outputs["data"]).output


@dsl.container_component
def show_environment(text: OutputPath(str), name: str = "n"):
    return ContainerSpec(image=IMAGE, command=["sh", "-c", 'printf "%s|%s|%s|%s" "$A" "$B" "$C" "$D" > "$0"', text])


@dsl.pipeline(name="environment")
def environment() -> str:
    shown = show_environment(name="x")
    shown.set_env_variable("A", "plain $(HOME) {{x}} $HOME")
    shown.set_env_variable("B", f"task {dsl.PIPELINE_TASK_NAME_PLACEHOLDER}")
    shown.set_env_variable("C", "two\nlines \"quoted\" 'so'")
    shown.set_env_variable("D", "")
    return shown.output


@dsl.container_component
def in_any_image(said: OutputPath(str)):
    return ContainerSpec(image=IMAGE, command=["sh", "-c", 'printf ok > "$0"', said])


@dsl.pipeline(name="image-and-resources")
def image_and_resources(image: str, cpus: str, memory: str) -> str:
    said = in_any_image()
    said.set_container_image(f"registry.example.com/team/{image}:3.11")
    said.set_cpu_limit(cpus).set_memory_limit(memory)
    return said.output


@dsl.container_component
def find_places(places: OutputPath(dict), data: Output[Dataset]):
    program = """
import json, os, sys
_, places, data, uri, root = sys.argv
open(data, "w").write("made")
json.dump({"same": os.path.exists(data), "uri": uri, "root": root}, open(places, "w"))
"""
    return ContainerSpec(
        image=IMAGE, command=["python3", "-c", program, places, data.path, data.uri, dsl.PIPELINE_ROOT_PLACEHOLDER]
    )


@dsl.pipeline(name="places")
def places() -> dict:
    return find_places().outputs["places"]


@dsl.container_component
def put(path: str, text: str):
    return ContainerSpec(
        image=IMAGE, command=["sh", "-c", 'mkdir -p "$(dirname "$0")"; printf %s "$1" > "$0"', path, text]
    )


@dsl.container_component
def get(path: str, text: OutputPath(str)):
    return ContainerSpec(image=IMAGE, command=["sh", "-c", 'cat "$0" > "$1"', path, text])


@dsl.pipeline(
    name="workspace",
    pipeline_config=dsl.PipelineConfig(workspace=dsl.WorkspaceConfig(size="1Gi")),
)
def workspace(text: str = "shared") -> str:
    first = put(path=f"{dsl.WORKSPACE_PATH_PLACEHOLDER}/a/b.txt", text=text)
    return get(path=f"{dsl.WORKSPACE_PATH_PLACEHOLDER}/a/b.txt").after(first).output


@component
def put_at(place: dict, text: str):
    import os

    os.makedirs(place["folders"][0], exist_ok=True)
    with open(os.path.join(place["folders"][0], "c.txt"), "w") as file:
        file.write(text)


@component
def get_from(folders: list) -> str:
    import os

    return open(os.path.join(folders[0], "c.txt")).read()


@dsl.pipeline(
    name="workspace-in-mappings",
    pipeline_config=dsl.PipelineConfig(workspace=dsl.WorkspaceConfig(size="1Gi")),
)
def workspace_in_mappings(text: str = "shared") -> str:
    first = put_at(place={"folders": [f"{dsl.WORKSPACE_PATH_PLACEHOLDER}/d"]}, text=text)
    return get_from(folders=[f"{dsl.WORKSPACE_PATH_PLACEHOLDER}/d"]).after(first).output
