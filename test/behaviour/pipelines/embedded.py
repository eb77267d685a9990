"""Components that bring files along in their source: embedded files and folders, notebooks."""

import pathlib

from kfp import dsl
from kfp.dsl import Dataset, Output
from steps import IMAGE, component, give, outputs, read

ASSETS = pathlib.Path(__file__).parent / "assets"


@component(embedded_artifact_path=str(ASSETS / "folder"))
def from_folder(asset: dsl.EmbeddedInput[Dataset], name: str = "b.txt") -> str:
    import os

    return open(os.path.join(asset.path, "a.txt")).read() + open(os.path.join(asset.path, "inner", name)).read()


@component(embedded_artifact_path=str(ASSETS / "one.txt"))
def from_file(asset: dsl.EmbeddedInput[Dataset]) -> str:
    return open(asset.path).read()


@dsl.pipeline(name="files")
def files() -> outputs(folder=str, file=str):
    return give(folder=from_folder().output, file=from_file().output)


@dsl.notebook_component(
    notebook_path=str(ASSETS / "sum.ipynb"), base_image=IMAGE, packages_to_install=[], install_kfp_package=False
)
def run_notebook(first: int, second: int, total: Output[Dataset]):
    dsl.run_notebook(first=first, second=second, path=total.path)


@dsl.pipeline(name="notebook")
def notebook(first: int, second: int) -> str:
    return read(data=run_notebook(first=first, second=second).outputs["total"]).output
