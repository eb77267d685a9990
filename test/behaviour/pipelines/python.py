"""Python components: what they install, bring along, print and use."""

from typing import List, NamedTuple, Optional

from kfp import dsl
from kfp.dsl import Dataset, Input, Output
from steps import IMAGE, component, give, outputs

# Pure Python, a few kilobytes.
TINY = "iniconfig==2.0.0"


@dsl.component(base_image=IMAGE, packages_to_install=[TINY])
def with_package() -> str:
    import iniconfig

    return iniconfig.IniConfig("-", data="[a]\nb = c\n")["a"]["b"]


@dsl.component(base_image=IMAGE, packages_to_install=[TINY])
def with_the_same_package() -> str:
    import importlib.metadata

    return importlib.metadata.version("iniconfig")


@dsl.pipeline(name="packages")
def packages() -> outputs(parsed=str, version=str):
    return give(parsed=with_package().output, version=with_the_same_package().output)


@dsl.component(base_image=IMAGE, packages_to_install=["a-package-that-nobody-published==0"], install_kfp_package=False)
def with_missing_package() -> str:
    return "never"


@dsl.pipeline(name="missing-package")
def missing_package() -> str:
    return with_missing_package().output


@component
def prints(times: int) -> str:
    import sys

    for number in range(times):
        print(f"line {number}")
        print(f"error {number}", file=sys.stderr)
    print('{"this": "is not the outcome"}')
    return "printed"


@dsl.pipeline(name="printing")
def printing() -> str:
    return prints(times=2000).output


@component
def own_folder() -> list:
    import os

    found = sorted(os.listdir("."))
    with open("left-behind", "w") as file:
        file.write("in the working directory")
    return found


@dsl.pipeline(name="working-directories")
def working_directories() -> list:
    first = own_folder()
    return own_folder().after(first).set_caching_options(False).output


@component
def reads_standard_input() -> str:
    import sys

    return sys.stdin.read()


@dsl.pipeline(name="standard-input")
def standard_input() -> str:
    """There is nothing to be read, and nothing to wait for."""
    return reads_standard_input().output


@component
def annotated(
    names: List[str], data: Output[Dataset], maybe: Optional[List[int]] = None
) -> NamedTuple("Made", [("names", List[str]), ("maybe", str)]):
    with open(data.path, "w") as file:
        file.write("\n".join(names))
    return (names[::-1], str(maybe))


@component
def lines_of(data: Input[Dataset]) -> int:
    return len(open(data.path).read().splitlines())


@dsl.pipeline(name="annotations")
def annotations(names: List[str]) -> outputs(names=List[str], maybe=str, lines=int):
    made = annotated(names=names)
    return give(
        names=made.outputs["names"], maybe=made.outputs["maybe"], lines=lines_of(data=made.outputs["data"]).output
    )
