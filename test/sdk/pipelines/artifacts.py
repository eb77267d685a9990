"""Artifacts of every type between tasks, into and out of pipelines; metrics, which old SDKs raise to the root's outputs."""

from typing import List, NamedTuple

from kfp import dsl
from kfp.dsl import (
    HTML,
    Artifact,
    ClassificationMetrics,
    Dataset,
    Input,
    Markdown,
    Metrics,
    Model,
    Output,
    SlicedClassificationMetrics,
)


class Table(Artifact):
    schema_title = "google.Table"
    schema_version = "0.0.2"


@dsl.component
def make_every_type(
    artifact: Output[Artifact],
    dataset: Output[Dataset],
    model: Output[Model],
    metrics: Output[Metrics],
    classes: Output[ClassificationMetrics],
    slices: Output[SlicedClassificationMetrics],
    page: Output[HTML],
    text: Output[Markdown],
) -> float:
    metrics.log_metric("accuracy", 0.9)
    return 0.9


@dsl.component
def take_every_type(
    artifact: Input[Artifact],
    dataset: Input[Dataset],
    model: Input[Model],
    metrics: Input[Metrics],
    anything: Input[Artifact],
):
    print(artifact.uri, dataset.path, model.metadata, metrics.name, anything.path)


@dsl.component
def measure(data: Input[Dataset], metrics: Output[Metrics]):
    metrics.log_metric("rows", 1)


@dsl.component
def make_table(table: Output[Table]):
    open(table.path, "w").close()


@dsl.component
def take_table(table: Input[Table]):
    print(table.path)


@dsl.pipeline(name="artifacts-of-every-type")
def every_type():
    made = make_every_type()
    take_every_type(
        artifact=made.outputs["artifact"],
        dataset=made.outputs["dataset"],
        model=made.outputs["model"],
        metrics=made.outputs["metrics"],
        anything=made.outputs["page"],
    )
    measure(data=made.outputs["dataset"])
    take_table(table=make_table().outputs["table"])


@dsl.pipeline(name="metrics-of-several-tasks")
def several_metrics():
    made = make_every_type()
    measure(data=made.outputs["dataset"])
    measure(data=made.outputs["dataset"])


@dsl.pipeline(name="metrics-in-groups")
def metrics_in_groups(flag: bool = True):
    made = make_every_type()
    with dsl.Condition(flag == True):  # noqa: E712
        measure(data=made.outputs["dataset"])
        with dsl.ParallelFor([1, 2]):
            measure(data=made.outputs["dataset"])
    with dsl.ExitHandler(make_table()):
        measure(data=made.outputs["dataset"])
    several_metrics()


@dsl.pipeline(name="artifact-outputs")
def outputs() -> NamedTuple("Outputs", model=Model, score=float, metrics=Metrics):
    made = make_every_type()
    Outputs = NamedTuple("Outputs", model=Model, score=float, metrics=Metrics)
    return Outputs(model=made.outputs["model"], score=made.outputs["Output"], metrics=made.outputs["metrics"])


@dsl.pipeline(name="artifact-inputs")
def inputs(data: Input[Dataset], table: Input[Table]) -> Metrics:
    take_table(table=table)
    return measure(data=data).outputs["metrics"]


@dsl.component
def count_inputs(data: Input[List[Dataset]]) -> int:
    return len(data)


@dsl.pipeline(name="artifact-lists")
def lists(data: Input[List[Dataset]]) -> int:
    return count_inputs(data=data).output
