"""Compiles each examples/NAME/pipeline.py to pipeline.yaml. Run by compile.sh, in its virtual environment.

A pipeline's function is named like its folder: ml-training/pipeline.py defines ml_training.
"""

import difflib
import importlib.util
import pathlib
import sys
import tempfile

HERE = pathlib.Path(__file__).parent


def refuse_network(event, _):
    # Compiling needs no network; an SDK that would phone somewhere fails here.
    if event in ("socket.connect", "socket.getaddrinfo"):
        raise PermissionError("compiling an example must not use the network")


def compiled(source):
    from kfp import compiler

    spec = importlib.util.spec_from_file_location("pipeline", source)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    pipeline = getattr(module, source.parent.name.replace("-", "_"))
    with tempfile.TemporaryDirectory() as folder:
        target = pathlib.Path(folder, "pipeline.yaml")
        compiler.Compiler().compile(pipeline, str(target))
        return target.read_text(encoding="utf-8")


def difference(target, text):
    before = target.read_text(encoding="utf-8") if target.exists() else ""
    name = str(target.relative_to(HERE.parent))
    return "".join(
        difflib.unified_diff(
            before.splitlines(keepends=True), text.splitlines(keepends=True), name, f"{name} (recompiled)"
        )
    )


def main(check):
    sys.dont_write_bytecode = True
    sys.addaudithook(refuse_network)
    stale = 0
    for source in sorted(HERE.glob("*/pipeline.py")):
        target = source.with_name("pipeline.yaml")
        text = compiled(source)
        changes = difference(target, text)
        stale += bool(changes)
        print(changes if check and changes else f"{source.parent.name}: {'changed' if changes else 'up to date'}")
        if changes and not check:
            target.write_text(text, encoding="utf-8")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] == ["--check"]))
