"""If, Elif, Else, nested; OneOf; what is skipped, and what becomes of those after it."""

from kfp import dsl
from kfp.dsl import Artifact, Dataset
from steps import component, fail, give, outputs, read, say, weave, write


@dsl.pipeline(name="branches")
def branches(number: int) -> str:
    with dsl.If(number > 10):
        large = say(text="large").set_display_name("large")
    with dsl.Elif(number > 5):
        middle = say(text="middle").set_display_name("middle")
    with dsl.Else():
        small = say(text="small").set_display_name("small")
    chosen = dsl.OneOf(large.output, middle.output, small.output)
    return weave(first=chosen, second="!").output


@dsl.pipeline(name="comparisons")
def comparisons(text: str, whole: int, fraction: float, flag: bool):
    with dsl.If(text == "a", name="text-equal"):
        say(text="1")
    with dsl.If(text >= "b", name="text-at-least"):
        say(text="2")
    with dsl.If(whole != 3, name="whole-unequal"):
        say(text="3")
    with dsl.If(whole < 10, name="whole-less"):
        say(text="4")
    with dsl.If(fraction <= 0.5, name="fraction-at-most"):
        say(text="5")
    with dsl.If(whole > fraction, name="whole-more-than-fraction"):
        say(text="6")
    with dsl.If(flag == True, name="flag-true"):  # noqa: E712
        say(text="7")
    with dsl.If(flag == False, name="flag-false"):  # noqa: E712
        say(text="8")
    with dsl.If(say(text=text).output == text, name="result-equal"):
        say(text="9")


@dsl.pipeline(name="nested-conditions")
def nested_conditions(outer: bool, inner: str):
    with dsl.If(outer == True):  # noqa: E712
        first = say(text=inner)
        with dsl.If(first.output == "yes"):
            second = say(text="second").after(first)
            with dsl.If(second.output == "second"):
                say(text="third")
        with dsl.Else():
            say(text="otherwise")


@dsl.pipeline(name="only-skipped")
def _only_skipped(go: bool):
    with dsl.If(go == True):  # noqa: E712
        say(text="never")


@dsl.pipeline(name="skipped-in-a-nested-pipeline")
def skipped_in_a_nested_pipeline(go: bool) -> str:
    inner = _only_skipped(go=go)
    return say(text="went on").after(inner).output


@dsl.pipeline(name="one-of-artifacts")
def one_of_artifacts(heads: bool) -> outputs(content=str, data=Dataset):
    with dsl.If(heads == True):  # noqa: E712
        first = write(text="heads")
    with dsl.Else():
        second = write(text="tails")
    chosen = dsl.OneOf(first.outputs["data"], second.outputs["data"])
    return give(content=read(data=chosen).output, data=chosen)


@dsl.pipeline(name="inner-one-of")
def _inner_one_of(heads: bool) -> str:
    with dsl.If(heads == True):  # noqa: E712
        first = say(text="heads")
    with dsl.Else():
        second = say(text="tails")
    return dsl.OneOf(first.output, second.output)


@dsl.pipeline(name="one-of-in-a-nested-pipeline")
def one_of_in_a_nested_pipeline(heads: bool) -> str:
    with dsl.If(heads == True):  # noqa: E712
        first = _inner_one_of(heads=heads)
        chosen = say(text=f"{first.output} again")
    with dsl.Else():
        other = _inner_one_of(heads=heads)
    return say(text=dsl.OneOf(chosen.output, other.output)).output


@dsl.pipeline(name="one-of-importers")
def one_of_importers(heads: bool, first: str, second: str) -> str:
    with dsl.If(heads == True):  # noqa: E712
        one = dsl.importer(artifact_uri=first, artifact_class=Artifact)
    with dsl.Else():
        two = dsl.importer(artifact_uri=second, artifact_class=Artifact)
    return read(data=dsl.OneOf(one.output, two.output)).output


@dsl.pipeline(name="failing-branch")
def failing_branch(go: bool) -> str:
    with dsl.If(go == True):  # noqa: E712
        failed = fail()
        one = say(text="one").after(failed)
    with dsl.Else():
        two = say(text="two")
    return say(text=dsl.OneOf(one.output, two.output)).output


@component
def flag_of(text: str) -> bool:
    return text == "yes"


@component
def number_of(text: str) -> float:
    return float(text)


@dsl.pipeline(name="conditions-on-results")
def conditions_on_results(text: str, number: str):
    with dsl.If(flag_of(text=text).output == True, name="yes"):  # noqa: E712
        say(text="yes")
    with dsl.If(number_of(text=number).output >= 2.0, name="two-or-more"):
        say(text="two or more")


@dsl.pipeline(name="conditions-on-two-results")
def conditions_on_two_results(first: str, second: str):
    one = say(text=first)
    two = say(text=second)
    with dsl.If(one.output == two.output, name="same"):
        three = say(text="equal")
        with dsl.If(three.output != two.output, name="inner"):
            say(text="inner")
    with dsl.Else(name="different"):
        say(text="different")


@dsl.pipeline(name="quoted-text")
def quoted_text(text: str):
    with dsl.If(text == 'a "b" c', name="double-quotes"):
        say(text="matched")
    with dsl.If(text == "{{x}} $(y) {{=1}}", name="hostile"):
        say(text="hostile")


@dsl.pipeline(name="apostrophe")
def apostrophe(text: str):
    # The SDK writes it into the condition as it is, which then is none.
    with dsl.If(text == "it's"):
        say(text="matched")


@dsl.pipeline(name="text-and-number")
def text_and_number(text: str, number: int):
    # The SDK writes the name of one of them in quotes.
    with dsl.If(text == number):
        say(text="matched")


@dsl.pipeline(name="flag-and-number")
def flag_and_number(flag: bool):
    # The SDK writes 1 as false, and 0 as true.
    with dsl.If(flag == 1):
        say(text="one")
    with dsl.If(flag == 0):
        say(text="zero")
