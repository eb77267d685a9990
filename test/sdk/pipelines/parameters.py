"""Parameters of every type: required, with a default, optional; constants, expressions, several results."""

from typing import Dict, List, NamedTuple, Optional

from kfp import dsl
from kfp.dsl import Dataset, Input, InputPath, OutputPath
from sdk import at_least


@dsl.component
def take_all(
    text: str,
    whole: int,
    number: float,
    flag: bool,
    items: list,
    table: dict,
    texts: List[str],
    numbers: Dict[str, float],
) -> str:
    return f"{text} {whole} {number} {flag} {items} {table} {texts} {numbers}"


@dsl.component
def take_defaults(
    text: str = 'it\'s "quoted": {{$.braces}} # and $(more) é',
    empty: str = "",
    yes: str = "yes",
    octal: str = "010",
    whole: int = -3,
    big: int = 9007199254740991,
    number: float = 1e-7,
    flag: bool = False,
    items: list = [1, "two", [3.5, []], {"four": True}],
    table: dict = {"b": 1, "a": {"deep": [1, 2]}},
    nothing: Optional[str] = None,
    no_number: Optional[int] = None,
) -> str:
    """A docstring with "quotes", a backslash \\ and a line
    that goes on: with a colon."""
    return f"{text} {empty} {yes} {octal} {whole} {big} {number} {flag} {items} {table} {nothing} {no_number}"


@dsl.component
def make_several(
    whole: int,
) -> NamedTuple("Several", text=str, whole=int, number=float, flag=bool, items=list, table=dict):
    from collections import namedtuple

    several = namedtuple("Several", "text whole number flag items table")
    return several("a", whole, 0.5, True, [1], {"a": 1})


@dsl.component
def use_paths(
    text: InputPath(str), data: InputPath("Dataset"), result: OutputPath(str), table: OutputPath(Dict[str, int])
):
    with open(text) as source, open(result, "w") as target:
        target.write(source.read())
    with open(table, "w") as target:
        target.write("{}")


@dsl.component
def make_data(data: dsl.Output[Dataset]):
    open(data.path, "w").close()


@dsl.pipeline(
    name="parameters-of-every-type", description="Line one\nline two: 'quoted'", pipeline_root="s3://bucket/root"
)
def every_type(
    required: str,
    required_number: float,
    text: str = "a",
    whole: int = 1,
    number: float = 0.5,
    flag: bool = True,
    items: list = [],
    table: dict = {},
    texts: List[str] = ["a", "b"],
    numbers: Dict[str, float] = {"a": 1.5},
    nothing: Optional[str] = None,
    no_flag: Optional[bool] = None,
):
    take_all(
        text=required,
        whole=whole,
        number=required_number,
        flag=flag,
        items=items,
        table=table,
        texts=texts,
        numbers=numbers,
    )
    take_all(
        text="constant", whole=0, number=3.0, flag=False, items=[[], 1], table={"a": {}}, texts=[], numbers={"a": 1}
    )
    take_defaults()
    take_defaults(text=text, nothing=nothing, number=number)


@dsl.pipeline
def results_of_one_task(whole: int = 2) -> NamedTuple("Results", text=str, whole=int, table=dict):
    several = make_several(whole=whole)
    again = make_several(whole=several.outputs["whole"])
    take_all(
        text=several.outputs["text"],
        whole=again.outputs["whole"],
        number=several.outputs["number"],
        flag=several.outputs["flag"],
        items=several.outputs["items"],
        table=several.outputs["table"],
        texts=["of a constant", "and a constant"],
        numbers={"a": 1.0},
    )
    Results = NamedTuple("Results", text=str, whole=int, table=dict)
    return Results(text=several.outputs["text"], whole=again.outputs["whole"], table=again.outputs["table"])


@dsl.pipeline(name="expressions in strings")
def expressions(name: str = "world", count: int = 2):
    several = make_several(whole=count)
    take_defaults(text=f"hello {name}, {several.outputs['text']} and {several.outputs['number']}!")
    take_defaults(
        text=f"run {dsl.PIPELINE_JOB_NAME_PLACEHOLDER} {dsl.PIPELINE_JOB_ID_PLACEHOLDER}", empty=f"{name}{name}"
    )
    take_defaults(
        text=dsl.PIPELINE_TASK_NAME_PLACEHOLDER,
        empty=dsl.PIPELINE_JOB_CREATE_TIME_UTC_PLACEHOLDER,
        yes=dsl.PIPELINE_JOB_RESOURCE_NAME_PLACEHOLDER,
    )
    if at_least(2, 17):
        take_defaults(items=[name, several.outputs["whole"], {"nested": name}], table={"count": count})


@dsl.pipeline(name="parameters-by-path")
def by_path(text: str = "a") -> str:
    data = make_data()
    paths = use_paths(text=text, data=data.outputs["data"])
    return paths.outputs["result"]


@dsl.component(
    base_image="python:3.11-slim",
    packages_to_install=["numpy>=1.26,<3", "pandas[excel]; python_version>'3.8'"],
    pip_index_urls=["https://packages.example.com/simple"],
    install_kfp_package=False,
)
def with_packages(data: Input[Dataset], rows: Optional[Input[Dataset]] = None) -> int:
    return 1


@dsl.pipeline(name="packages")
def packages() -> int:
    return with_packages(data=make_data().output).output
