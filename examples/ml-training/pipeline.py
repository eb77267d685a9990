"""Load, preprocess, train, evaluate; deploy only a model that is accurate enough."""

from kfp import dsl
from kfp.dsl import Artifact, Dataset, Input, Metrics, Model, Output

IMAGE = "python:3.11-slim"
PANDAS = ["pandas>=2.2,<3", "scikit-learn>=1.5,<2"]
JOBLIB = ["joblib>=1.4,<2"]


@dsl.component(base_image=IMAGE, packages_to_install=PANDAS)
def load_data(data: Output[Dataset]):
    """Writes scikit-learn's own breast cancer data set as CSV: no cloud, no download."""
    from sklearn.datasets import load_breast_cancer

    frame = load_breast_cancer(as_frame=True).frame
    frame.to_csv(data.path, index=False)
    data.metadata["rows"] = len(frame)
    data.metadata["label"] = "target"


@dsl.component(base_image=IMAGE, packages_to_install=PANDAS)
def preprocess(
    data: Input[Dataset],
    test_size: float,
    train_data: Output[Dataset],
    test_data: Output[Dataset],
    metrics: Output[Metrics],
):
    """Drops incomplete and repeated rows, then splits off the rows to test with."""
    import pandas
    from sklearn.model_selection import train_test_split

    raw = pandas.read_csv(data.path)
    clean = raw.dropna().drop_duplicates()
    train_rows, test_rows = train_test_split(
        clean, test_size=test_size, stratify=clean["target"], random_state=0
    )
    train_rows.to_csv(train_data.path, index=False)
    test_rows.to_csv(test_data.path, index=False)
    metrics.log_metric("dropped_rows", len(raw) - len(clean))
    metrics.log_metric("train_rows", len(train_rows))
    metrics.log_metric("test_rows", len(test_rows))


@dsl.component(base_image=IMAGE, packages_to_install=PANDAS + JOBLIB)
def train(train_data: Input[Dataset], n_estimators: int, max_depth: int, model: Output[Model]):
    """Trains a random forest and says in the model's metadata what it is."""
    import joblib
    import pandas
    import sklearn
    from sklearn.ensemble import RandomForestClassifier

    rows = pandas.read_csv(train_data.path)
    features = rows.drop(columns="target")
    forest = RandomForestClassifier(n_estimators=n_estimators, max_depth=max_depth, random_state=0)
    forest.fit(features, rows["target"])
    joblib.dump(forest, model.path)
    model.metadata["framework"] = "scikit-learn"
    model.metadata["framework_version"] = sklearn.__version__
    model.metadata["n_estimators"] = n_estimators
    model.metadata["max_depth"] = max_depth
    model.metadata["features"] = list(features.columns)


@dsl.component(base_image=IMAGE, packages_to_install=PANDAS + JOBLIB)
def evaluate(
    test_data: Input[Dataset],
    model: Input[Model],
    accuracy_threshold: float,
    metrics: Output[Metrics],
) -> bool:
    """Logs how good the model is; true when it is accurate enough to deploy."""
    import joblib
    import pandas
    from sklearn.metrics import accuracy_score, f1_score

    rows = pandas.read_csv(test_data.path)
    predicted = joblib.load(model.path).predict(rows.drop(columns="target"))
    accuracy = float(accuracy_score(rows["target"], predicted))
    metrics.log_metric("accuracy", accuracy)
    metrics.log_metric("f1", float(f1_score(rows["target"], predicted)))
    metrics.log_metric("threshold", accuracy_threshold)
    return accuracy >= accuracy_threshold


@dsl.component(base_image=IMAGE, packages_to_install=PANDAS + JOBLIB)
def deploy(model: Input[Model], release: Output[Artifact]) -> str:
    """Makes the folder that a model server would take: the model and a description of it."""
    import hashlib
    import json
    import pathlib
    import shutil

    import joblib

    folder = pathlib.Path(release.path)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "model.joblib"
    shutil.copy(model.path, file)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    inputs = joblib.load(file).n_features_in_
    (folder / "release.json").write_text(json.dumps({"sha256": digest, "inputs": inputs}))
    return f"model {digest[:12]} takes {inputs} numbers"


@dsl.pipeline(
    name="ml-training",
    display_name="ML training",
    description="Trains a random forest and deploys it when it is accurate enough.",
)
def ml_training(
    test_size: float = 0.2,
    n_estimators: int = 100,
    max_depth: int = 10,
    accuracy_threshold: float = 0.85,
):
    load_task = load_data().set_display_name("Load data")
    preprocess_task = preprocess(data=load_task.outputs["data"], test_size=test_size)
    preprocess_task.set_display_name("Clean and split")
    train_task = train(
        train_data=preprocess_task.outputs["train_data"],
        n_estimators=n_estimators,
        max_depth=max_depth,
    )
    train_task.set_display_name("Train a random forest")
    train_task.set_cpu_limit("1").set_memory_limit("2Gi")
    evaluate_task = evaluate(
        test_data=preprocess_task.outputs["test_data"],
        model=train_task.outputs["model"],
        accuracy_threshold=accuracy_threshold,
    )
    evaluate_task.set_display_name("Evaluate")
    # The component has a second output, metrics: so its result is named "Output".
    with dsl.If(evaluate_task.outputs["Output"] == True, name="Accurate enough"):  # noqa: E712
        deploy(model=train_task.outputs["model"]).set_display_name("Deploy")
