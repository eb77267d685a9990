"""Functions of every kind of input and output; prints the containers that the SDK makes of them, as JSON by task."""

import json
import sys
from typing import Dict, List, NamedTuple, Optional

import yaml
from kfp import compiler, dsl
from kfp.dsl import Artifact, Dataset, Input, Metrics, Model, Output, OutputPath, PipelineTaskFinalStatus


@dsl.component(install_kfp_package=False)
def everything(
    text: str,
    count: int,
    rate: float,
    flag: bool,
    items: list,
    mapping: dict,
    data: Input[Dataset],
    several: Input[List[Artifact]],
    model: Output[Model],
    metrics: Output[Metrics],
    note: OutputPath(str),
    usual: str = "default",
    optional: Optional[str] = None,
    absent: Optional[Input[Artifact]] = None,
) -> NamedTuple(
    "Outputs",
    [("text_", str), ("count_", int), ("rate_", float), ("flag_", bool), ("items_", list), ("seen", dict)],
):
    with open(model.path, "w") as file:
        file.write("weights")
    with open(note, "w") as file:
        file.write(text)
    model.metadata["framework"] = "none"
    model.metadata["sizes"] = [1, {"deep": True}]
    metrics.log_metric("loss", 0.25)
    metrics.log_metric("odd", float("nan"))
    seen = {
        "mapping": mapping,
        "usual": usual,
        "optional": optional,
        "absent": absent,
        "data": [type(data).__name__, data.name, data.uri, data.path, data.metadata],
        "several": [[type(one).__name__, one.path] for one in several],
        "model": [type(model).__name__, model.name, model.path],
    }
    return (text, count, rate, flag, items, seen)


@dsl.component(install_kfp_package=False)
def uri_and_path(image: Output[Model], moved: Output[Dataset], infinite: Output[Artifact]) -> float:
    moved.uri = "s3://elsewhere/moved"
    infinite.set_path("/tmp/custom")
    return float("inf")


@dsl.component(install_kfp_package=False)
def at_the_end(status: PipelineTaskFinalStatus) -> str:
    return f"{status.state} {status.pipeline_task_name} {status.error_code} {status.error_message}"


@dsl.component(install_kfp_package=False)
def nothing(written: OutputPath(int)) -> str:
    with open(written, "w") as file:
        file.write("7\n")
    return None  # type: ignore


@dsl.component(install_kfp_package=False)
def size_of(text: str, words: List[str], lengths: Dict[str, int]) -> int:
    return len(text) + sum(lengths[word] for word in words)


@dsl.pipeline
def all_of_them(text: str, data: Input[Dataset], several: Input[List[Artifact]]):
    with dsl.ExitHandler(at_the_end()):
        everything(text=text, count=1, rate=1.0, flag=True, items=[], mapping={}, data=data, several=several)
        uri_and_path()
        nothing()
        size_of(text=text, words=[], lengths={})


if __name__ == "__main__":
    compiler.Compiler().compile(all_of_them, sys.argv[1])
    with open(sys.argv[1]) as file:
        executors = next(yaml.safe_load_all(file))["deploymentSpec"]["executors"]
    print(json.dumps({name.removeprefix("exec-"): executor["container"] for name, executor in executors.items()}))
