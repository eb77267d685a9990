from kfp import dsl


@dsl.component
def add(a: int, b: int) -> int:
    return a + b


@dsl.pipeline(name="add")
def pipeline():
    add(a=1, b=2)
