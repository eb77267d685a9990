"""Texts that break the comment which the SDK writes above the IR: it copies a default as it is, with its line breaks.

So what follows is no longer a comment. Some of it is still YAML, some is not.
"""

from kfp import dsl


@dsl.component
def say(text: str):
    print(text)


@dsl.pipeline(name="two lines", description="First line.\nSecond: line - [\n\n# Third")
def description():
    say(text="The description's line breaks are taken care of.")


@dsl.pipeline(name="default-of-two-lines")
def two_lines(text: str = "first\nsecond"):
    say(text=text)


@dsl.pipeline(name="default-like-yaml")
def like_yaml(text: str = "first\nroot: second\n- third"):
    say(text=text)


@dsl.pipeline(name="default-unlike-yaml")
def unlike_yaml(text: str = "first\n\t{second: [\n\nthird"):
    say(text=text)


@dsl.pipeline(name="default-that-is-yaml")
def is_yaml(text: str = "first\nextra: ['second"):
    say(text=text)


@dsl.pipeline(name="default-in-list")
def in_list(texts: list = ["first\nsecond"], table: dict = {"key\nof two": "lines"}):
    say(text="Here the SDK escapes the line breaks.")
