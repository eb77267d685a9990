"""Importers: constant and computed addresses, metadata, every place where one may stand."""

from kfp import dsl
from kfp.dsl import Artifact, Dataset, Input, Model


@dsl.component
def find(name: str = "a") -> str:
    return f"gs://bucket/{name}"


@dsl.component
def use(data: Input[Dataset]):
    print(data.metadata)


@dsl.component
def use_anything(thing: Input[Artifact]):
    print(thing.uri)


@dsl.pipeline(name="importer-of-constants")
def constants():
    plain = dsl.importer(artifact_uri="gs://bucket/data.csv", artifact_class=Dataset)
    again = dsl.importer(artifact_uri="https://example.com/model?a=b#c", artifact_class=Model, reimport=True)
    use(data=plain.output)
    use_anything(thing=again.output)
    described = dsl.importer(
        artifact_uri="s3://bucket/data",
        artifact_class=Dataset,
        metadata={"text": "a", "whole": 1, "number": 0.5, "flag": True, "list": [1, "b"], "deep": {"c": {"d": "e"}}},
    )
    use(data=described.outputs["artifact"])


@dsl.pipeline(name="importer-of-values")
def values(uri: str = "gs://bucket/data.csv", version: str = "1", labels: dict = {"a": "b"}) -> Dataset:
    of_parameter = dsl.importer(
        artifact_uri=uri,
        artifact_class=Dataset,
        metadata={"version": version, version: f"of {version}", "labels": [version, {"more": labels}]},
    )
    found = find(name=version)
    of_result = dsl.importer(artifact_uri=found.output, artifact_class=Dataset, metadata={"from": found.output})
    use(data=of_result.output)
    with dsl.Condition(version == "2"):
        with dsl.ParallelFor(["gs://a", "gs://b"]) as item:
            use(data=dsl.importer(artifact_uri=item, artifact_class=Dataset).output)
    return of_parameter.output
