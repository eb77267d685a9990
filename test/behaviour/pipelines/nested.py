"""Pipelines in pipelines, components used twice, outputs of a pipeline."""

from kfp import dsl
from kfp.dsl import Dataset, Input
from steps import double, give, outputs, read, say, write


@dsl.pipeline(name="innermost")
def _innermost(text: str, number: int = 1) -> outputs(said=str, number=int, data=Dataset):
    return give(said=say(text=f"3{text}").output, number=double(number=number).output, data=write(text=text).output)


@dsl.pipeline(name="middle")
def _middle(text: str, data: Input[Dataset]) -> outputs(said=str, number=int, data=Dataset, content=str):
    inner = _innermost(text=f"2{text}", number=4)
    return give(
        said=inner.outputs["said"],
        number=inner.outputs["number"],
        data=inner.outputs["data"],
        content=read(data=data).output,
    )


@dsl.pipeline(name="three-deep")
def three_deep(text: str = "t") -> outputs(said=str, number=int, data=Dataset, content=str, inner=str):
    middle = _middle(text=f"1{text}", data=write(text="from above").output)
    return give(
        said=middle.outputs["said"],
        number=double(number=middle.outputs["number"]).output,
        data=middle.outputs["data"],
        content=middle.outputs["content"],
        inner=read(data=middle.outputs["data"]).output,
    )


@dsl.pipeline(name="twice")
def twice() -> outputs(first=str, second=str, third=str, fourth=str):
    """The same component and the same nested pipeline, with other arguments and places of their own."""
    first = _innermost(text="a")
    second = _innermost(text="b", number=2)
    third, fourth = write(text="c"), write(text="d")
    return give(
        first=read(data=first.outputs["data"]).output,
        second=read(data=second.outputs["data"]).output,
        third=read(data=third.output).output,
        fourth=read(data=fourth.output).output,
    )


@dsl.pipeline(name="inner-order")
def _inner_order(text: str) -> str:
    return say(text=text).output


@dsl.pipeline(name="order-of-nested-pipelines")
def order_of_nested_pipelines() -> str:
    first = _inner_order(text="first")
    second = _inner_order(text="second").after(first)
    third = say(text="third").after(second)
    return _inner_order(text=f"{first.output} {second.output} {third.output}").output


@dsl.pipeline(name="no-outputs")
def no_outputs():
    say(text="alone")


@dsl.pipeline(name="constant-outputs")
def pass_through(text: str = "t") -> outputs(one=str, two=str):
    said = say(text=text)
    return give(one=said.output, two=said.output)
