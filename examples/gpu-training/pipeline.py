"""Training on a GPU node that goes on from its last checkpoint when its pod is lost."""

from kfp import dsl, kubernetes
from kfp.dsl import Metrics, Model, Output

# CuPy computes on the GPU with NumPy's own functions.
GPU_IMAGE = "cupy/cupy:v13.4.1"


@dsl.component(base_image=GPU_IMAGE, packages_to_install=["numpy>=1.26,<3"])
def train(
    steps: int,
    learning_rate: float,
    checkpoint_folder: str,
    model: Output[Model],
    metrics: Output[Metrics],
):
    """Fits a line by gradient descent: with CuPy where there is a GPU, with NumPy elsewhere."""
    import os
    import pathlib

    import numpy

    try:
        import cupy as array

        array.cuda.runtime.getDeviceCount()
    except Exception:
        array = numpy

    folder = pathlib.Path(checkpoint_folder)
    folder.mkdir(parents=True, exist_ok=True)
    checkpoint = folder / "checkpoint.npz"
    first, weights = 0, array.zeros(2)
    if checkpoint.exists():
        saved = numpy.load(checkpoint)
        first, weights = int(saved["step"]), array.asarray(saved["weights"])

    x = array.linspace(-1, 1, 10_000)
    y = 3 * x + 1
    error = y - (weights[0] * x + weights[1])
    for step in range(first, steps):
        weights += learning_rate * array.stack([(error * x).mean(), error.mean()])
        error = y - (weights[0] * x + weights[1])
        if (step + 1) % 50 == 0:
            found = numpy.asarray([float(weight) for weight in weights])
            numpy.savez(checkpoint, step=step + 1, weights=found)

    with open(model.path, "wb") as file:
        numpy.save(file, numpy.asarray([float(weight) for weight in weights]))
    model.metadata["library"] = array.__name__
    metrics.log_metric("first_step", first)
    metrics.log_metric("mean_squared_error", float((error**2).mean()))
    print("tracking:", "on" if os.environ.get("TRACKING_TOKEN") else "off")


@dsl.pipeline(name="gpu-training", description="A GPU node, a secret, and a claim for checkpoints.")
def gpu_training(steps: int = 500, learning_rate: float = 0.5, storage_class: str = "standard"):
    claim_task = kubernetes.CreatePVC(
        pvc_name_suffix="-checkpoints",
        access_modes=["ReadWriteOnce"],
        size="5Gi",
        storage_class_name=storage_class,
    )
    train_task = train(
        steps=steps, learning_rate=learning_rate, checkpoint_folder="/checkpoints/line"
    )
    train_task.set_accelerator_type("nvidia.com/gpu").set_accelerator_limit(1)
    train_task.set_cpu_limit("4").set_memory_limit("16Gi")
    train_task.set_retry(num_retries=3, backoff_duration="30s", backoff_factor=2)
    kubernetes.add_node_selector(train_task, label_key="accelerator", label_value="nvidia-l4")
    kubernetes.add_toleration(
        train_task, key="nvidia.com/gpu", operator="Exists", effect="NoSchedule"
    )
    kubernetes.use_secret_as_env(
        train_task, secret_name="tracking", secret_key_to_env={"token": "TRACKING_TOKEN"}
    )
    kubernetes.mount_pvc(train_task, pvc_name=claim_task.outputs["name"], mount_path="/checkpoints")
    # A claim that exists already needs no task: it is mounted by its name.
    kubernetes.mount_pvc(train_task, pvc_name="training-data", mount_path="/data")
    kubernetes.DeletePVC(pvc_name=claim_task.outputs["name"]).after(train_task)
