"""Conditions: every operator and type, nested, on parameters and results; later SDKs' else, and the first of several branches."""

from kfp import dsl
from kfp.dsl import Dataset, Input, Output


@dsl.component
def flip(seed: int = 0) -> str:
    return "heads" if seed % 2 else "tails"


@dsl.component
def roll() -> int:
    return 4


@dsl.component
def weigh() -> float:
    return 0.25


@dsl.component
def ask() -> bool:
    return True


@dsl.component
def say(text: str) -> str:
    return text


@dsl.component
def make(text: str, data: Output[Dataset]):
    open(data.path, "w").close()


@dsl.component
def read(data: Input[Dataset]):
    print(data.path)


@dsl.pipeline(name="condition-operators")
def operators(text: str = "it's", whole: int = 1, number: float = 0.5, flag: bool = True):
    dice, weight, answer = roll(), weigh(), ask()
    with dsl.Condition(text == 'with "quotes" and more'):
        say(text="==")
    with dsl.Condition(text != "b", name="not b"):
        say(text="!=")
    with dsl.Condition(whole > 2):
        say(text=">")
    with dsl.Condition(dice.output >= 3):
        say(text=">=")
    with dsl.Condition(weight.output < 0.5):
        say(text="<")
    with dsl.Condition(number <= 1.5):
        say(text="<=")
    with dsl.Condition(flag == True):  # noqa: E712
        say(text="flag")
    with dsl.Condition(answer.output != False):  # noqa: E712
        say(text="answer")
    with dsl.Condition(dice.output == whole):
        say(text="two channels")
    with dsl.Condition("heads" == flip().output):
        say(text="constant first")


@dsl.pipeline(name="condition-with-a-quote")
def quoted(text: str = "it's"):
    """No SDK escapes the quote, so the condition is not CEL: Kubeflow fails in the run, Slipway before it."""
    with dsl.Condition(text == "it's"):
        say(text="quoted")


@dsl.pipeline(name="conditions-nested")
def nested(seed: int = 3, text: str = "heads"):
    first = flip(seed=seed)
    with dsl.Condition(first.output == text, name="outer"):
        second = flip(seed=4)
        data = make(text=second.output)
        with dsl.Condition(second.output == "tails", name="inner"):
            read(data=data.outputs["data"])
            with dsl.Condition(first.output != second.output):
                say(text=text).after(data)


if hasattr(dsl, "If"):

    @dsl.pipeline(name="if-elif-else")
    def branches(seed: int = 3):
        coin, dice = flip(seed=seed), roll()
        with dsl.If(coin.output == "heads", name="is heads"):
            say(text="heads")
        with dsl.Elif(dice.output > 3):
            with dsl.If(seed == 1):
                say(text="high and one")
            with dsl.Else(name="not one"):
                say(text="high")
        with dsl.Else():
            say(text="neither")
        with dsl.If(coin.output == "tails"):
            say(text="no else")

    @dsl.pipeline(name="one-of-parameters")
    def one_of_parameters(seed: int = 3) -> str:
        coin = flip(seed=seed)
        with dsl.If(coin.output == "heads"):
            heads = say(text="heads")
        with dsl.Elif(coin.output == "edge"):
            edge = say(text="edge")
        with dsl.Else():
            tails = say(text="tails")
        chosen = dsl.OneOf(heads.output, edge.output, tails.output)
        say(text=chosen)
        return chosen

    @dsl.pipeline(name="one-of-artifacts")
    def one_of_artifacts(seed: int = 3) -> Dataset:
        coin = flip(seed=seed)
        with dsl.If(coin.output == "heads"):
            heads = make(text="heads")
        with dsl.Else():
            tails = make(text="tails")
        chosen = dsl.OneOf(heads.outputs["data"], tails.outputs["data"])
        read(data=chosen)
        return chosen

    @dsl.pipeline(name="one-of-in-a-branch")
    def one_of_in_a_branch(seed: int = 3):
        coin = flip(seed=seed)
        with dsl.If(coin.output == "heads"):
            dice = roll()
            with dsl.If(dice.output == 4):
                four = make(text="four")
            with dsl.Else():
                other = make(text="other")
            read(data=dsl.OneOf(four.outputs["data"], other.outputs["data"]))
        with dsl.Else():
            say(text="tails")
