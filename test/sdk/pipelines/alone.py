"""Components compiled alone, and components loaded from YAML: of the v1 form, and IR."""

from typing import Dict, List, Optional

from kfp import components, dsl
from kfp.dsl import Artifact, Dataset, Input, Metrics, Output

V1_COMPONENT = """
name: Count lines
description: Counts the lines of a text.
inputs:
- {name: Text, type: String, description: What to count}
- {name: Limit, type: Integer, default: '10'}
- {name: Share, type: Float, default: '0.5', optional: true}
- {name: Strict, type: Bool, default: 'true'}
- {name: Options, type: JsonObject, default: '{"a": 1}'}
- {name: Names, type: JsonArray, default: '[]'}
- {name: Data, type: CSV, optional: true}
- {name: Untyped, optional: true}
outputs:
- {name: Lines, type: Integer}
- {name: Rest, type: {GCSPath: {data_type: CSV}}}
implementation:
  container:
    image: alpine:3.20
    command: [sh, -c, 'echo 1 > "$0"; echo > "$1"', {outputPath: Lines}, {outputPath: Rest}]
    args:
    - {inputValue: Text}
    - {inputValue: Limit}
    - --share={{no placeholder}}
    - if:
        cond: {isPresent: Data}
        then: [--data, {inputPath: Data}]
        else: [--no-data]
    - {concat: [--strict=, {inputValue: Strict}]}
    env: {MODE: fast}
"""


@dsl.component
def everything(
    text: str,
    rows: Input[Dataset],
    copy: Output[Dataset],
    metrics: Output[Metrics],
    whole: int = 3,
    names: List[str] = ["a"],
    table: Dict[str, float] = {},
    maybe: Optional[bool] = None,
    more: Optional[Input[Artifact]] = None,
) -> float:
    metrics.log_metric("rows", 1)
    return 0.5


@dsl.container_component
def container(text: str = "a"):
    return dsl.ContainerSpec(image="alpine:3.20", command=["echo"], args=[text])


count_lines = components.load_component_from_text(V1_COMPONENT)


@dsl.pipeline(name="loaded-components")
def loaded(text: str = "a") -> int:
    first = count_lines(text=text, limit=3)
    second = count_lines(text="b", options={"b": [1]}, names=["c"], data=first.outputs["rest"])
    return second.outputs["lines"]


# Besides the pipelines, these are compiled: each becomes a pipeline of one task.
ALONE = {"everything": everything, "container": container, "count_lines": count_lines}
