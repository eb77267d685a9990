"""Pipelines as components of pipelines, with what they take and give."""

from typing import NamedTuple

from kfp import dsl
from kfp.dsl import Artifact, Dataset, Input, Model, Output


@dsl.component
def make(name: str, data: Output[Dataset]) -> str:
    open(data.path, "w").close()
    return name


@dsl.component
def train(data: Input[Dataset], rounds: int, model: Output[Model]) -> float:
    open(model.path, "w").close()
    return 0.5 + rounds


@dsl.component
def show(name: str, thing: Input[Artifact]):
    print(name, thing.path)


@dsl.pipeline(name="inner-most", description="Trains once.")
def inner_most(data: Input[Dataset], rounds: int = 3) -> NamedTuple("Trained", model=Model, score=float):
    task = train(data=data, rounds=rounds)
    Trained = NamedTuple("Trained", model=Model, score=float)
    return Trained(model=task.outputs["model"], score=task.outputs["Output"])


@dsl.pipeline(name="inner")
def inner(name: str, rounds: int = 5) -> Model:
    made = make(name=name)
    first = inner_most(data=made.outputs["data"]).set_display_name("with the default")
    second = inner_most(data=made.outputs["data"], rounds=rounds)
    second.after(first)
    show(name=made.outputs["Output"], thing=first.outputs["model"])
    return second.outputs["model"]


@dsl.pipeline(name="nested-pipelines")
def two_levels(name: str = "a") -> Model:
    first = inner(name=name)
    second = inner(name="constant", rounds=7).set_caching_options(False)
    show(name=name, thing=first.output)
    show(name="both", thing=second.output).after(first, second)
    return second.output


@dsl.pipeline(name="nested-in-control-flow")
def in_control_flow(run: bool = True):
    with dsl.Condition(run == True, name="when asked"):  # noqa: E712
        with dsl.ParallelFor(["a", "b"], name="names") as name:
            inner(name=name)
