"""Compiles examples/NAME/pipeline.py and test/behaviour/pipelines/*.py with the real kfp SDK. Run by compile.sh, in its virtual environment.

An example's function is named like its folder: ml-training/pipeline.py defines ml_training, and its IR lies beside it.
A module of test/behaviour/pipelines makes a file of each pipeline that it defines: loops.py, loops/nested.yaml, ….
"""

import difflib
import functools
import gzip
import importlib.util
import pathlib
import sys
import tarfile
import tempfile
import warnings

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent
BEHAVIOUR = ROOT / "test" / "behaviour" / "pipelines"


def refuse_network(event, _):
    # Compiling needs no network; an SDK that would phone somewhere fails here.
    if event in ("socket.connect", "socket.getaddrinfo"):
        raise PermissionError("compiling a pipeline must not use the network")


def freeze_archives():
    """Embedded files are packed with what changes from one machine to the next: times, owners, the compressor's version."""
    gzip.compress = functools.partial(gzip.compress, mtime=0, compresslevel=0)
    describe = tarfile.TarFile.gettarinfo

    def described(*args, **kwargs):
        member = describe(*args, **kwargs)
        member.mtime, member.uid, member.gid, member.uname, member.gname = 0, 0, 0, "", ""
        member.mode = 0o755 if member.isdir() else 0o644
        return member

    tarfile.TarFile.gettarinfo = described


def load(source):
    spec = importlib.util.spec_from_file_location(source.stem, source)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pipelines():
    """Every pipeline, with the file that its IR belongs in."""
    from kfp.dsl import graph_component

    for source in sorted(HERE.glob("*/pipeline.py")):
        yield source.with_name("pipeline.yaml"), getattr(load(source), source.parent.name.replace("-", "_"))
    sys.path.insert(0, str(BEHAVIOUR))
    for source in sorted(BEHAVIOUR.glob("*.py")):
        for name, value in vars(load(source)).items():
            # What starts with _ is a part of another one.
            if isinstance(value, graph_component.GraphComponent) and not name.startswith("_"):
                yield BEHAVIOUR / source.stem.replace("_", "-") / f"{name.replace('_', '-')}.yaml", value


def compiled(pipeline):
    from kfp import compiler

    with tempfile.TemporaryDirectory() as folder:
        target = pathlib.Path(folder, "pipeline.yaml")
        compiler.Compiler().compile(pipeline, str(target))
        return target.read_text(encoding="utf-8")


def difference(target, text):
    before = target.read_text(encoding="utf-8") if target.exists() else ""
    name = str(target.relative_to(ROOT))
    return "".join(
        difflib.unified_diff(
            before.splitlines(keepends=True), text.splitlines(keepends=True), name, f"{name} (recompiled)"
        )
    )


def left_over(targets):
    """IR of test/behaviour that no pipeline makes; by-hand/ holds what the SDK cannot say."""
    made = {target for target in BEHAVIOUR.glob("*/*.yaml") if target.parent.name != "by-hand"}
    return sorted(made - targets)


def main(check):
    sys.dont_write_bytecode = True
    sys.addaudithook(refuse_network)
    warnings.simplefilter("ignore")
    freeze_archives()
    stale = 0
    targets = set()
    for target, pipeline in pipelines():
        targets.add(target)
        text = compiled(pipeline)
        changes = difference(target, text)
        stale += bool(changes)
        if changes:
            print(changes if check else f"{target.relative_to(ROOT)}: changed")
        if changes and not check:
            target.parent.mkdir(exist_ok=True)
            target.write_text(text, encoding="utf-8")
    for target in left_over(targets):
        stale += 1
        print(f"{target.relative_to(ROOT)}: {'no pipeline makes it' if check else 'removed'}")
        if not check:
            target.unlink()
    print(f"{len(targets)} pipelines, {stale} {'differ' if check else 'changed'}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] == ["--check"]))
