"""Loops over constants, parameters, results and items of other loops; their results collected."""

from typing import Dict, List

from kfp import dsl
from kfp.dsl import Dataset, Input, Model, Output


@dsl.component
def make_names() -> List[str]:
    return ["a", "b"]


@dsl.component
def make_rows() -> List[Dict[str, str]]:
    return [{"label": "a", "kind": "b"}]


@dsl.component
def say(text: str) -> str:
    return text


@dsl.component
def add(number: int, data: Output[Dataset], other: int = 1) -> int:
    open(data.path, "w").close()
    return number + other


@dsl.component
def sized(size: str):
    print(size)


@dsl.component
def scale(number: float) -> float:
    return number * 2


@dsl.component
def total(numbers: List[int]) -> int:
    return sum(numbers)


@dsl.component
def merge(data: Input[List[Dataset]], model: Output[Model]) -> int:
    open(model.path, "w").close()
    return len(data)


@dsl.pipeline(name="loops-over-constants")
def constants():
    with dsl.ParallelFor([1, 2, 3]) as number:
        add(number=number)
    with dsl.ParallelFor(["a", "b{{c}}", ""], name="texts", parallelism=1) as text:
        say(text=text)
        say(text=f"twice {text} {text}")
    with dsl.ParallelFor([0.5, 1.5]) as number:
        scale(number=number)
    with dsl.ParallelFor([{"label": "a", "size": 1}, {"label": "b", "size": 2}]) as row:
        say(text=row.label)
        sized(size=row.size)


@dsl.pipeline(name="loops-over-values")
def values(names: List[str] = ["x", "y"], rows: List[Dict[str, str]] = [{"label": "a"}], numbers: List[int] = [1]):
    with dsl.ParallelFor(names, parallelism=3) as name:
        say(text=name)
    with dsl.ParallelFor(rows) as row:
        say(text=row.label)
    with dsl.ParallelFor(numbers) as number:
        add(number=number)
    with dsl.ParallelFor(make_names().output) as name:
        say(text=name)
    with dsl.ParallelFor(make_rows().output) as row:
        say(text=row.kind)


@dsl.pipeline(name="loops-nested")
def nested(names: List[str] = ["x", "y"]):
    outer_data = add(number=0)
    with dsl.ParallelFor(names) as name:
        first = say(text=name)
        with dsl.ParallelFor([1, 2]) as number:
            inner = add(number=number, other=outer_data.outputs["Output"])
            with dsl.Condition(inner.outputs["Output"] > 2):
                say(text=first.output)
        with dsl.ParallelFor([{"numbers": [1, 2], "texts": ["a"]}]) as row:
            with dsl.ParallelFor(row.texts) as text:
                sized(size=text)
            with dsl.ParallelFor(row.numbers) as number:
                sized(size=number)


@dsl.pipeline(name="loops-in-conditions")
def in_conditions(flag: bool = True, names: List[str] = ["x"]):
    with dsl.Condition(flag == True):  # noqa: E712
        with dsl.ParallelFor(names) as name:
            with dsl.Condition(name == "x"):
                say(text=name)


@dsl.pipeline(name="loops-in-sequence")
def in_sequence():
    first = say(text="first")
    with dsl.ParallelFor([1, 2]) as number:
        middle = add(number=number).after(first)
        scale(number=1.0).after(middle)


@dsl.pipeline(name="collected-parameters")
def collected_parameters(numbers: List[int] = [1, 2]) -> List[int]:
    with dsl.ParallelFor(numbers) as number:
        task = add(number=number)
    total(numbers=dsl.Collected(task.outputs["Output"]))
    return dsl.Collected(task.outputs["Output"])


@dsl.pipeline(name="collected-artifacts")
def collected_artifacts() -> Model:
    with dsl.ParallelFor([1, 2]) as number:
        task = add(number=number)
    return merge(data=dsl.Collected(task.outputs["data"])).outputs["model"]


@dsl.pipeline(name="collected-from-nested-loops")
def collected_nested():
    with dsl.ParallelFor([1, 2]) as first:
        with dsl.ParallelFor([3, 4]) as second:
            task = add(number=first, other=second)
        total(numbers=dsl.Collected(task.outputs["Output"]))
    merge(data=dsl.Collected(task.outputs["data"]))


@dsl.pipeline(name="collected-lists-as-output")
def collected_output() -> List[Dataset]:
    with dsl.ParallelFor([1, 2]) as number:
        task = add(number=number)
    return dsl.Collected(task.outputs["data"])
