"""Parameters: every type, defaults, what is optional, texts of all kinds, large ones."""

from typing import Dict, List, NamedTuple, Optional

from kfp import dsl
from kfp.dsl import ConcatPlaceholder, ContainerSpec, OutputPath
from steps import IMAGE, component, give, join, list_names, outputs, say


@component
def every_type(text: str, whole: int, fraction: float, flag: bool, items: list, mapping: dict) -> NamedTuple(
    "Returned", [("text", str), ("whole", int), ("fraction", float), ("flag", bool), ("items", list), ("mapping", dict)]
):
    assert type(text) is str and type(whole) is int and type(fraction) in (int, float) and type(flag) is bool
    assert type(items) is list and type(mapping) is dict
    return (text, whole, fraction, flag, items, mapping)


@dsl.pipeline(name="types")
def types(
    text: str = "a",
    whole: int = 1,
    fraction: float = 0.5,
    flag: bool = True,
    items: list = [1, "b", {"c": ""}],
    mapping: dict = {"d": [1.5, False]},
) -> outputs(text=str, whole=int, fraction=float, flag=bool, items=list, mapping=dict):
    first = every_type(text=text, whole=whole, fraction=fraction, flag=flag, items=items, mapping=mapping)
    # Once more, so that values also go from task to task.
    second = every_type(**{name: first.outputs[name] for name in first.outputs})
    return give(**{name: second.outputs[name] for name in second.outputs})


@dsl.container_component
def as_texts(fraction: float, whole: int, flag: bool, items: list, mapping: dict, texts: OutputPath(list)):
    program = "import json, sys; json.dump(sys.argv[2:], open(sys.argv[1], 'w'))"
    return ContainerSpec(
        image=IMAGE,
        command=["python3", "-c", program, texts],
        args=[fraction, whole, flag, items, mapping, ConcatPlaceholder(["--whole=", whole, " --flag=", flag])],
    )


@dsl.pipeline(name="text-forms")
def text_forms(fraction: float, whole: int, flag: bool, items: list, mapping: dict) -> list:
    return as_texts(fraction=fraction, whole=whole, flag=flag, items=items, mapping=mapping).output


@dsl.container_component
def with_default(said: OutputPath(str), text: str = "by default", number: int = 3):
    return ContainerSpec(image=IMAGE, command=["sh", "-c", 'printf "%s %s" "$0" "$1" > "$2"', text, number, said])


@dsl.pipeline(name="default-of-a-component")
def default_of_a_component(text: str = "given") -> outputs(omitted=str, given=str):
    return give(omitted=with_default().output, given=with_default(text=text, number=4).output)


@component
def tell_optional(text: Optional[str] = None, number: Optional[int] = None, items: Optional[list] = None) -> str:
    return f"{text!r} {number!r} {items!r}"


@dsl.pipeline(name="optional")
def optional(text: Optional[str] = None, number: Optional[int] = None, items: Optional[list] = None) -> outputs(passed=str, omitted=str):
    return give(passed=tell_optional(text=text, number=number, items=items).output, omitted=tell_optional().output)


@component
def with_python_default(text: Optional[str] = "python's", number: int = 7) -> str:
    return f"{text} {number}"


@dsl.pipeline(name="inner-optional")
def _inner_optional(text: Optional[str] = None, given: Optional[str] = "inner") -> str:
    return tell_optional(text=text).output


@dsl.pipeline(name="middle-optional")
def _middle_optional(text: Optional[str] = None) -> str:
    return _inner_optional(text=text).output


@dsl.pipeline(name="none-through-nested-pipelines")
def none_through_nested_pipelines(text: Optional[str] = None) -> outputs(forwarded=str, omitted=str):
    return give(forwarded=_middle_optional(text=text).output, omitted=_middle_optional().output)


@dsl.pipeline(name="inner-default")
def _inner_default(text: Optional[str] = "of the inner pipeline") -> str:
    return with_python_default(text=text).output


@dsl.pipeline(name="default-of-a-nested-pipeline")
def default_of_a_nested_pipeline(text: Optional[str] = None) -> outputs(omitted=str, given=str, forwarded=str):
    return give(omitted=_inner_default().output, given=_inner_default(text="given").output, forwarded=_inner_default(text=text).output)


@dsl.pipeline(name="none-through-groups")
def none_through_groups(text: Optional[str] = None, go: bool = True) -> List[str]:
    with dsl.If(go == True):  # noqa: E712
        with dsl.ParallelFor([1, 2]):
            told = tell_optional(text=text)
    return dsl.Collected(told.output)


@dsl.pipeline(name="none-beside-others")
def none_beside_others(text: Optional[str] = None, other: str = "o") -> outputs(told=str, said=str):
    # A value that is absent must not keep the others from being put in their places.
    told = tell_optional(text=text, items=[other, f"<{other}>"])
    return give(told=told.output, said=say(text=f"{other}!").output)


@component
def show(text: str, mapping: dict, items: list) -> dict:
    return {"text": text, "mapping": mapping, "items": items}


@dsl.container_component
def in_a_shell(text: str, said: OutputPath(str)):
    # In the arguments, not in the program: a value is never a part of a command.
    return ContainerSpec(image=IMAGE, command=["sh", "-ec"], args=['printf %s "$0" > "$1"', text, said])


@component
def pair(text: str) -> list:
    return [text, f"2{text}"]


@dsl.pipeline(name="inner-text")
def _inner_text(text: str) -> str:
    return in_a_shell(text=text).output


@dsl.pipeline(name="any-text")
def any_text(text: str) -> outputs(shell=str, woven=dict, from_task=dict, nested=str, looped=List[str], joined=str):
    said = in_a_shell(text=text)
    woven = show(text=f"<{text}>", mapping={"a": text, "b": {"c": f"{text}."}}, items=[text, [f"-{text}"]])
    from_task = show(text=f"<{said.output}>", mapping={"a": said.output}, items=[])
    with dsl.ParallelFor(pair(text=said.output).output) as item:
        looped = say(text=item)
    together = in_a_shell(text=f"{text}|{said.output}")
    with dsl.If(said.output != ""):
        in_a_shell(text=text)
    return give(shell=said.output, woven=woven.output, from_task=from_task.output, nested=_inner_text(text=said.output).output, looped=dsl.Collected(looped.output), joined=together.output)


@dsl.pipeline(name="two-texts")
def two_texts(first: str, second: str) -> outputs(said=str, shown=dict):
    # What one holds is never read as a place for the other.
    shown = show(text=f"{first}{second}", mapping={"first": first, "second": second}, items=[first, second])
    return give(said=say(text=f"{first} {second}").output, shown=shown.output)


@dsl.pipeline(name="mappings-in-texts")
def mappings_in_texts(mapping: dict, items: list, number: int, flag: bool) -> dict:
    return show(
        text=f"{mapping} {items} {number} {flag}",
        mapping={"mapping": mapping, "number": number, "in_text": f"n={number}"},
        items=[items, mapping, flag],
    ).output


@component
def make(kind: str) -> NamedTuple("Made", [("whole", int), ("fraction", float), ("mapping", dict), ("flag", bool)]):
    return (2, 0.25, {"b": [1], "a": "x"}, True)


@dsl.pipeline(name="anything-as-text")
def anything_as_text() -> outputs(whole=str, fraction=str, mapping=str, flag=str, items=str):
    """A parameter of type text takes a value of every type."""
    made = make(kind="any")
    values = {**made.outputs, "items": list_names().output}
    # The SDK would refuse it here, but lets it through in loops, and IR need not be made by the SDK.
    for value in values.values():
        value.channel_type = "STRING"
    return give(**{name: say(text=value).output for name, value in values.items()})


@dsl.container_component
def make_large(size: int, text: OutputPath(str)):
    return ContainerSpec(
        image=IMAGE,
        command=["python3", "-c", "import sys; open(sys.argv[2], 'w').write('x' * int(sys.argv[1]))", size, text],
    )


@dsl.pipeline(name="large-output")
def large_output(size: int) -> str:
    return make_large(size=size).output


@dsl.container_component
def length(text: str, result: OutputPath(int)):
    return ContainerSpec(image=IMAGE, command=["sh", "-c", 'echo "${#0}" > "$1"', text, result])


@dsl.pipeline(name="large-argument")
def large_argument(size: int) -> int:
    return length(text=make_large(size=size).output).output


@component
def length_in_python(text: str) -> int:
    return len(text)


@dsl.pipeline(name="large-argument-of-python")
def large_argument_of_python(size: int) -> int:
    return length_in_python(text=make_large(size=size).output).output


@dsl.container_component
def make_rows(size: int, rows: OutputPath(list)):
    program = """
import json, sys
rows = [{"label": name, "load": "x" * int(sys.argv[1])} for name in "ab"]
json.dump(rows, open(sys.argv[2], "w"))
"""
    return ContainerSpec(image=IMAGE, command=["python3", "-c", program, size, rows])


@dsl.pipeline(name="part-of-a-large-value")
def part_of_a_large_value(size: int) -> str:
    with dsl.ParallelFor(make_rows(size=size).output) as row:
        said = say(text=row.label)
    return join(items=dsl.Collected(said.output)).output


@dsl.container_component
def wrong(kind: str, whole: OutputPath(int)):
    program = """
import sys
texts = {"fraction": "1.5", "text": "many", "empty": "", "huge": "1" * 400, "spaced": " 12\\n"}
if sys.argv[1] != "missing":
    open(sys.argv[2], "w").write(texts[sys.argv[1]])
"""
    return ContainerSpec(image=IMAGE, command=["python3", "-c", program, kind, whole])


@dsl.pipeline(name="wrong-output")
def wrong_output(kind: str) -> int:
    return wrong(kind=kind).output


@component
def not_a_number() -> float:
    return float("nan")


@dsl.pipeline(name="not-a-number")
def nan() -> float:
    return not_a_number().output


@component
def nothing(give: bool) -> str:
    return "something" if give else None


@dsl.pipeline(name="optional-output")
def optional_output(something: bool) -> outputs(told=str, other=str):
    made = nothing(give=something)
    return give(told=tell_optional(text=made.output).output, other=say(text="went on").output)


@dsl.container_component
def leaves_out_one(first: OutputPath(str), second: OutputPath(str)):
    return ContainerSpec(image=IMAGE, command=["sh", "-c", 'printf 1 > "$0"', first, second])


@dsl.pipeline(name="missing-output")
def missing_output() -> str:
    made = leaves_out_one()
    return say(text=made.outputs["second"]).output


@dsl.container_component
def keeps_spaces(text: OutputPath(str), whole: OutputPath(int), flag: OutputPath(bool), items: OutputPath(list)):
    program = 'printf " a\\n\\n" > "$0"; printf " 12\\n" > "$1"; printf "True\\n" > "$2"; printf "[1,\\n 2]\\n" > "$3"'
    return ContainerSpec(image=IMAGE, command=["sh", "-c", program, text, whole, flag, items])


@dsl.pipeline(name="spaces-in-output-files")
def spaces_in_output_files() -> outputs(text=str, whole=int, flag=bool, items=list):
    made = keeps_spaces()
    return give(**{name: made.outputs[name] for name in made.outputs})
