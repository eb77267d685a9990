"""Compiles every pipeline in pipelines/ with the kfp SDK that runs this: python compile.py OUTDIR

One file for each pipeline that a module defines, named MODULE-FUNCTION.yaml. A module leaves out what its SDK lacks.
"""

import importlib
import pathlib
import sys
import warnings

HERE = pathlib.Path(__file__).parent
# The SDK also writes JSON when it is asked to; a few files show that form.
AS_JSON = "parameters"


def refuse_network(event, _):
    if event in ("socket.connect", "socket.getaddrinfo"):
        raise PermissionError("compiling a pipeline must not use the network")


def pipelines_of(module):
    # The class of pipelines moved between modules from one SDK to the next; its name did not change.
    # An imported pipeline is compiled where it is defined.
    for name, value in vars(module).items():
        if type(value).__name__ == "GraphComponent" and value.pipeline_func.__module__ == module.__name__:
            yield name, value
    yield from getattr(module, "ALONE", {}).items()


def main(folder):
    warnings.simplefilter("ignore")
    sys.addaudithook(refuse_network)
    sys.path.insert(0, str(HERE))
    from kfp import compiler

    folder.mkdir(parents=True, exist_ok=True)
    for source in sorted((HERE / "pipelines").glob("*.py")):
        module = importlib.import_module(f"pipelines.{source.stem}")
        for name, pipeline in pipelines_of(module):
            for kind in ["yaml", "json"] if source.stem == AS_JSON else ["yaml"]:
                compiler.Compiler().compile(pipeline, str(folder / f"{source.stem}-{name}.{kind}"))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
