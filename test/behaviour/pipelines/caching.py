"""What is done once, and what again."""

from kfp import dsl
from kfp.dsl import ContainerSpec, Dataset, IfPresentPlaceholder, Input, Output, OutputPath
from steps import IMAGE, component, fail, give, note, outputs, read, say, write


@dsl.container_component
def noted_copy(scratch: str, name: str, data: Input[Dataset], copy: Output[Dataset]):
    program = 'echo "$1" >> "$0/notes"; cat "$2" > "$3"'
    return ContainerSpec(image=IMAGE, command=["sh", "-c", program, scratch, name, data.path, copy.path])


@dsl.pipeline(name="chain")
def chain(scratch: str, text: str, name: str = "middle") -> str:
    first = write(text=text)
    middle = noted_copy(scratch=scratch, name=name, data=first.output)
    last = noted_copy(scratch=scratch, name="last", data=middle.output)
    return read(data=last.output).output


@dsl.pipeline(name="chain-of-another-name")
def other_chain(scratch: str, text: str) -> str:
    first = write(text=text)
    renamed = noted_copy(scratch=scratch, name="middle", data=first.output).set_display_name("renamed")
    return read(data=renamed.output).output


def noting(scratch, text, said):
    """Says a text, and notes it in a folder outside of the run."""
    program = 'echo "$1" >> "$0/notes"; printf %s "$1" > "$2"'
    return ContainerSpec(image=IMAGE, command=["sh", "-c", program, scratch, text, said])


@dsl.container_component
def noted(scratch: str, text: str, said: OutputPath(str)):
    return noting(scratch, text, said)


@dsl.pipeline(name="one")
def one(scratch: str, text: str) -> str:
    return noted(scratch=scratch, text=text).output


@dsl.pipeline(name="one")
def one_in_another_image(scratch: str, text: str) -> str:
    task = noted(scratch=scratch, text=text)
    task.set_container_image("python:3.12")
    return task.output


@dsl.pipeline(name="one")
def one_with_another_variable(scratch: str, text: str) -> str:
    return noted(scratch=scratch, text=text).set_env_variable("MODE", "other").output


@dsl.pipeline(name="one")
def one_with_more_memory(scratch: str, text: str) -> str:
    return noted(scratch=scratch, text=text).set_memory_limit("1G").set_retry(1).output


@dsl.pipeline(name="one")
def one_without_caching(scratch: str, text: str) -> str:
    return noted(scratch=scratch, text=text).set_caching_options(False).output


@dsl.pipeline(name="own-key")
def own_key(scratch: str, text: str) -> str:
    return noted(scratch=scratch, text=text).set_caching_options(True, cache_key="key-1").output


@dsl.pipeline(name="own-key")
def another_own_key(scratch: str, text: str) -> str:
    return noted(scratch=scratch, text=text).set_caching_options(True, cache_key="key-2").output


@dsl.pipeline(name="failing")
def failing(scratch: str, code: int):
    first = note(scratch=scratch, line="first")
    failed = fail(code=code).after(first)
    note(scratch=scratch, line="last").after(failed)


@dsl.container_component
def noted_write(scratch: str, text: str, data: Output[Dataset]):
    program = 'echo "wrote $1" >> "$0/notes"; printf %s "$1" > "$2"'
    return ContainerSpec(image=IMAGE, command=["sh", "-c", program, scratch, text, data.path])


@dsl.pipeline(name="artifact")
def artifact(scratch: str, text: str) -> str:
    made = noted_write(scratch=scratch, text=text)
    return read(data=made.output).output


@dsl.container_component
def same_again(scratch: str, stamp: str, data: Output[Dataset]):
    program = 'echo "again $1" >> "$0/notes"; printf same > "$2"'
    return ContainerSpec(image=IMAGE, command=["sh", "-c", program, scratch, stamp, data.path])


@dsl.pipeline(name="equal-output")
def equal_output(scratch: str, stamp: str) -> str:
    """The first runs anew for each stamp and makes the same; the second need not."""
    made = same_again(scratch=scratch, stamp=stamp)
    return read(data=noted_copy(scratch=scratch, name="copied", data=made.output).output).output


@dsl.pipeline(name="loop")
def loop(scratch: str, items: list) -> list:
    with dsl.ParallelFor(items) as item:
        said = noted(scratch=scratch, text=item)
    return dsl.Collected(said.output)


@dsl.pipeline(name="imported")
def imported(scratch: str, uri: str) -> str:
    data = dsl.importer(artifact_uri=uri, artifact_class=Dataset, reimport=False)
    return read(data=noted_copy(scratch=scratch, name="imported", data=data.output).output).output


@dsl.container_component
def noted_default(scratch: str, said: OutputPath(str), text: str = "usual"):
    return noting(scratch, text, said)


@dsl.pipeline(name="with-default")
def with_default_omitted(scratch: str) -> outputs(said=str):
    return give(said=noted_default(scratch=scratch).output)


@dsl.pipeline(name="with-default")
def with_default_given(scratch: str) -> outputs(said=str):
    return give(said=noted_default(scratch=scratch, text="usual").output)


@dsl.container_component
def noted_if_given(scratch: str, said: OutputPath(str), text: str = "usual"):
    which = IfPresentPlaceholder(input_name="text", then="given", else_="not given")
    return noting(scratch, which, said)


@dsl.pipeline(name="if-given")
def if_given_omitted(scratch: str) -> outputs(said=str):
    return give(said=noted_if_given(scratch=scratch).output)


@dsl.pipeline(name="if-given")
def if_given_given(scratch: str) -> outputs(said=str):
    return give(said=noted_if_given(scratch=scratch, text="usual").output)


@component
def forgets(scratch: str, said: OutputPath(str)):
    with open(f"{scratch}/notes", "a") as notes:
        notes.write("forgot\n")


@dsl.pipeline(name="unwritten")
def unwritten(scratch: str):
    forgets(scratch=scratch)
