"""Imports data, prepares it with Spark, trains two models and keeps the better one."""

from typing import NamedTuple

from kfp import dsl
from kfp.dsl import Dataset, Input, Markdown, Model, Output

IMAGE = "python:3.11-slim"
SPARK_IMAGE = "apache/spark:3.5.3-python3"
PACKAGES = ["pandas>=2.2,<3", "scikit-learn>=1.5,<2", "joblib>=1.4,<2"]

# A shell starts Spark, because spark-submit takes its program from a file only.
SPARK_SCRIPT = """
program=$(mktemp -d)/prepare.py
cat > "$program" <<'PROGRAM'
import sys
from pyspark.sql import SparkSession, functions

source, target = sys.argv[1:]
spark = SparkSession.builder.appName("prepare").getOrCreate()
rows = spark.read.csv(source, header=True, inferSchema=True)
volume = functions.col("length") * functions.col("width") * functions.col("height")
prepared = rows.dropDuplicates().withColumn("density", functions.col("weight") / volume)
prepared.orderBy("id").coalesce(1).write.csv(target, header=True, mode="overwrite")
PROGRAM
PATH="$PATH:/opt/spark/bin" exec spark-submit --master 'local[*]' "$program" "$0" "$1"
"""


@dsl.container_component
def prepare(measurements: Input[Dataset], prepared: Output[Dataset]):
    """Adds the density; Spark writes a folder of CSV files."""
    return dsl.ContainerSpec(
        image=SPARK_IMAGE,
        command=["sh", "-c", SPARK_SCRIPT],
        args=[measurements.path, prepared.path],
    )


@dsl.component(base_image=IMAGE, packages_to_install=PACKAGES)
def train(prepared: Input[Dataset], kind: str, model: Output[Model]) -> float:
    """Trains one kind of model; returns its mean accuracy in a five-fold cross-validation."""
    import pathlib

    import joblib
    import pandas
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import cross_val_score

    files = sorted(pathlib.Path(prepared.path).glob("*.csv"))
    rows = pandas.concat([pandas.read_csv(file) for file in files])
    features, labels = rows.drop(columns=["id", "material"]), rows["material"]
    candidates = {
        "forest": RandomForestClassifier(random_state=0),
        "logistic": LogisticRegression(max_iter=5000),
    }
    candidate = candidates[kind]
    accuracy = float(cross_val_score(candidate, features, labels, cv=5).mean())
    joblib.dump(candidate.fit(features, labels), model.path)
    model.metadata["kind"] = kind
    model.metadata["accuracy"] = accuracy
    return accuracy


@dsl.component(base_image=IMAGE)
def compare(
    forest: Input[Model],
    forest_accuracy: float,
    logistic: Input[Model],
    logistic_accuracy: float,
    best: Output[Model],
    table: Output[Markdown],
) -> str:
    """Copies the better model and writes both accuracies as a table."""
    import shutil

    accuracies = {"forest": forest_accuracy, "logistic": logistic_accuracy}
    winner = max(accuracies, key=accuracies.get)
    shutil.copy({"forest": forest, "logistic": logistic}[winner].path, best.path)
    best.metadata["kind"] = winner
    with open(table.path, "w") as file:
        file.write("| model | accuracy |\n| --- | --- |\n")
        for kind, accuracy in accuracies.items():
            file.write(f"| {kind} | {accuracy:.3f} |\n")
    return winner


@dsl.pipeline(name="model-comparison", description="Trains two models and keeps the better one.")
def model_comparison(
    data_uri: str = "s3://example-bucket/measurements.csv", data_version: str = "2024-05"
) -> NamedTuple("Result", winner=str, model=Model):
    import_task = dsl.importer(
        artifact_uri=data_uri,
        artifact_class=Dataset,
        reimport=False,
        metadata={"format": "csv", "version": data_version, "columns": 6},
    )
    import_task.set_display_name("Import measurements")
    prepare_task = prepare(measurements=import_task.output)
    prepare_task.set_display_name("Prepare with Spark")
    prepare_task.set_cpu_limit("2").set_memory_limit("4Gi")
    forest_task = train(prepared=prepare_task.outputs["prepared"], kind="forest")
    forest_task.set_display_name("Train a random forest")
    logistic_task = train(prepared=prepare_task.outputs["prepared"], kind="logistic")
    logistic_task.set_display_name("Train a logistic regression")
    compare_task = compare(
        forest=forest_task.outputs["model"],
        forest_accuracy=forest_task.outputs["Output"],
        logistic=logistic_task.outputs["model"],
        logistic_accuracy=logistic_task.outputs["Output"],
    )
    compare_task.set_display_name("Compare")
    Result = NamedTuple("Result", winner=str, model=Model)
    return Result(winner=compare_task.outputs["Output"], model=compare_task.outputs["best"])
