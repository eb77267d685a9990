"""Loops over constants, parameters, results and parts of items; nested; in conditions; what they collect."""

from typing import Dict, List

from kfp import dsl
from kfp.dsl import Artifact, ContainerSpec, Dataset, Input, OutputPath
from steps import IMAGE, component, double, fail, give, join, list_names, note, outputs, read, say, weave, write


@dsl.container_component
def make_list(text: str, items: OutputPath(list)):
    return ContainerSpec(image=IMAGE, command=["sh", "-c", 'printf %s "$0" > "$1"', text, items])


@component
def total(numbers: List[int]) -> int:
    return sum(numbers)


@component
def as_told(items: list) -> list:
    return items


@component
def contents(data: Input[List[Artifact]]) -> str:
    # The SDK hands over None for an empty list.
    return ",".join(open(one.path).read() for one in data or [])


@dsl.pipeline(name="over-constants")
def over_constants() -> List[int]:
    with dsl.ParallelFor([3, 1, 2]) as number:
        doubled = double(number=number)
    return dsl.Collected(doubled.output)


@dsl.pipeline(name="over-a-parameter")
def over_a_parameter(items: List[str]) -> outputs(said=List[str], joined=str):
    with dsl.ParallelFor(items) as item:
        said = say(text=item)
        twice = say(text=f"{item}{said.output}")
    return give(said=dsl.Collected(said.output), joined=join(items=dsl.Collected(twice.output)).output)


@dsl.pipeline(name="over-a-result")
def over_a_result(text: str) -> outputs(collected=list, told=list):
    with dsl.ParallelFor(make_list(text=text).output) as item:
        said = say(text=item)
    return give(collected=dsl.Collected(said.output), told=as_told(items=dsl.Collected(said.output)).output)


@dsl.pipeline(name="several-of-one-component")
def several_of_one_component(text: str) -> List[str]:
    with dsl.ParallelFor(make_list(text=text).output) as item:
        first = say(text=item)
        second = say(text=f"{first.output} again")
        third = say(text=f"{second.output} and again")
    return dsl.Collected(third.output)


@dsl.pipeline(name="over-parts")
def over_parts(rows: List[Dict[str, str]]) -> List[str]:
    with dsl.ParallelFor(rows) as row:
        said = weave(first=row.label, second=row.size)
    return dsl.Collected(said.output)


@dsl.pipeline(name="over-constant-parts")
def over_constant_parts() -> outputs(names=List[str], counts=List[str]):
    with dsl.ParallelFor([{"label": "a", "count": 1}, {"label": "b", "count": 2}]) as row:
        name = say(text=row.label)
        count = say(text=row.count)
    return give(names=dsl.Collected(name.output), counts=dsl.Collected(count.output))


@dsl.pipeline(name="over-lists-in-items")
def over_lists_in_items(rows: List[Dict[str, List[str]]]) -> list:
    with dsl.ParallelFor(rows) as row:
        with dsl.ParallelFor(row.texts) as text:
            said = say(text=text)
    return as_told(items=dsl.Collected(said.output)).output


@dsl.pipeline(name="over-lists-of-lists")
def over_lists_of_lists(rows: List[List[str]]) -> list:
    with dsl.ParallelFor(rows) as row:
        with dsl.ParallelFor(row) as item:
            said = say(text=item)
    return as_told(items=dsl.Collected(said.output)).output


@dsl.pipeline(name="nested")
def nested() -> outputs(total=int, told=list, contents=str):
    with dsl.ParallelFor([1, 2]) as outer:
        before = say(text=f"{outer}")
        with dsl.ParallelFor(["a", "b", "c"]) as inner:
            said = weave(first=before.output, second=inner)
            written = write(text=said.output)
        with dsl.ParallelFor([10, 20]) as number:
            doubled = double(number=number)
    return give(
        total=total(numbers=dsl.Collected(doubled.output)).output,
        told=as_told(items=dsl.Collected(said.output)).output,
        contents=contents(data=dsl.Collected(written.outputs["data"])).output,
    )


@dsl.pipeline(name="collected-inside")
def collected_inside() -> List[str]:
    """What the inner loop made is joined once for each turn of the outer one."""
    with dsl.ParallelFor(["x", "y"]) as outer:
        with dsl.ParallelFor(["1", "2"]) as inner:
            said = weave(first=outer, second=inner)
        joined = join(items=dsl.Collected(said.output))
    return dsl.Collected(joined.output)


@dsl.pipeline(name="collected-artifacts")
def collected_artifacts(items: List[str]) -> outputs(contents=str, data=List[Dataset]):
    with dsl.ParallelFor(items) as item:
        written = write(text=item)
    return give(
        contents=contents(data=dsl.Collected(written.outputs["data"])).output,
        data=dsl.Collected(written.outputs["data"]),
    )


@dsl.pipeline(name="inner-list")
def _inner_list(data: Input[List[Dataset]]) -> outputs(contents=str):
    return give(contents=contents(data=data).output)


@dsl.pipeline(name="middle-list")
def _middle_list(data: Input[List[Dataset]], go: bool) -> outputs(contents=str):
    return give(contents=_inner_list(data=data).output)


@dsl.pipeline(name="artifact-list-into-a-nested-pipeline")
def artifact_list_into_a_nested_pipeline() -> str:
    with dsl.ParallelFor(["a", "b", "c"]) as item:
        written = write(text=item)
    return _middle_list(data=dsl.Collected(written.outputs["data"]), go=True).output


@dsl.pipeline(name="with-skipped-turns")
def with_skipped_turns(items: List[str]) -> outputs(told=list, contents=str):
    with dsl.ParallelFor(items) as item:
        with dsl.If(item != "b"):
            said = say(text=item)
            written = write(text=item)
    return give(
        told=as_told(items=dsl.Collected(said.output)).output,
        contents=contents(data=dsl.Collected(written.outputs["data"])).output,
    )


@dsl.pipeline(name="condition-on-a-part")
def condition_on_a_part(rows: List[Dict[str, str]]):
    with dsl.ParallelFor(rows) as row:
        with dsl.If(row.label != "b"):
            say(text="not b")


@component
def as_told_anyway(items: list = ["no list"]) -> list:
    return items


@dsl.container_component
def say_unless(text: str, unless: str, said: OutputPath(str)):
    return ContainerSpec(
        image=IMAGE, command=["sh", "-c", 'printf %s "$0" > "$2"; [ "$0" != "$1" ]', text, unless, said]
    )


@dsl.pipeline(name="collected-in-spite-of-failures")
def collected_in_spite_of_failures(items: List[str], unless: str) -> list:
    with dsl.ParallelFor(items) as item:
        with dsl.If(item != "skipped"):
            said = say_unless(text=item, unless=unless)
            twice = weave(first=said.output, second=item)
    return as_told_anyway(items=dsl.Collected(twice.output)).ignore_upstream_failure().output


@dsl.pipeline(name="in-a-condition-in-a-loop")
def in_a_condition_in_a_loop(items: List[str]) -> list:
    with dsl.ParallelFor(items) as outer:
        with dsl.If(outer != "b"):
            with dsl.ParallelFor(["1", "2"]) as inner:
                with dsl.If(inner == "2"):
                    said = weave(first=outer, second=inner)
    return as_told(items=dsl.Collected(said.output)).output


@dsl.pipeline(name="one-of-in-a-loop")
def one_of_in_a_loop(numbers: List[int]) -> List[str]:
    with dsl.ParallelFor(numbers) as number:
        with dsl.If(number > 1):
            large = say(text=f"large {number}")
        with dsl.Else():
            small = say(text=f"small {number}")
        chosen = say(text=dsl.OneOf(large.output, small.output))
    return dsl.Collected(chosen.output)


@dsl.pipeline(name="inner-of-a-loop")
def _inner_of_a_loop(text: str) -> outputs(said=str, data=Dataset):
    written = write(text=text)
    return give(said=say(text=f"<{text}>").output, data=written.outputs["data"])


@dsl.pipeline(name="nested-pipeline-in-a-loop")
def nested_pipeline_in_a_loop(items: List[str]) -> outputs(said=List[str], contents=str):
    with dsl.ParallelFor(items) as item:
        inner = _inner_of_a_loop(text=item)
    return give(
        said=dsl.Collected(inner.outputs["said"]),
        contents=contents(data=dsl.Collected(inner.outputs["data"])).output,
    )


@dsl.pipeline(name="failing-turn")
def failing_turn(scratch: str):
    with dsl.ParallelFor(["a", "b", "c"]) as item:
        with dsl.If(item == "b"):
            fail(words="not b")
        with dsl.Else():
            note(scratch=scratch, line=item)
    # Nothing depends on the loop.
    note(scratch=scratch, line="beside")


@dsl.pipeline(name="after-a-failing-turn")
def after_a_failing_turn(scratch: str):
    with dsl.ParallelFor([0, 1, 2]) as code:
        failed = fail(code=code)
    note(scratch=scratch, line="after").after(failed)


@dsl.container_component
def at_once(scratch: str, item: str, most: OutputPath(int)):
    """How many of its kind it saw running, itself included."""
    program = """
import os, pathlib, sys, time
folder = pathlib.Path(sys.argv[1], "running")
folder.mkdir(exist_ok=True)
me = folder / sys.argv[2]
me.touch()
most = 1
until = time.monotonic() + 0.4
while time.monotonic() < until:
    most = max(most, len(os.listdir(folder)))
    time.sleep(0.02)
me.unlink()
open(sys.argv[3], "w").write(str(most))
"""
    return ContainerSpec(image=IMAGE, command=["python3", "-c", program, scratch, item, most])


@dsl.pipeline(name="two-at-once")
def two_at_once(scratch: str) -> List[int]:
    with dsl.ParallelFor(["a", "b", "c", "d", "e"], parallelism=2) as item:
        seen = at_once(scratch=scratch, item=item)
    return dsl.Collected(seen.output)


@dsl.pipeline(name="one-at-a-time")
def one_at_a_time(scratch: str) -> List[int]:
    with dsl.ParallelFor(["a", "b", "c"], parallelism=1) as item:
        seen = at_once(scratch=scratch, item=item)
    return dsl.Collected(seen.output)


@dsl.pipeline(name="order-in-a-turn")
def order_in_a_turn(scratch: str):
    with dsl.ParallelFor(["a", "b"], parallelism=1) as item:
        first = note(scratch=scratch, line=f"{item}1")
        note(scratch=scratch, line=f"{item}2").after(first)


@dsl.pipeline(name="loop-of-read")
def artifact_from_outside() -> List[str]:
    """An artifact and a parameter from outside the loop."""
    written = write(text="outside")
    names = list_names()
    with dsl.ParallelFor(names.output) as name:
        content = read(data=written.outputs["data"])
        said = say(text=f"{name} {content.output}")
    return dsl.Collected(said.output)
