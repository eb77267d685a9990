"""One model for each degree, at the same time; then all of them to one task that takes the best."""

from typing import List, NamedTuple

from kfp import dsl
from kfp.dsl import Dataset, Input, Model, Output

IMAGE = "python:3.11-slim"
NUMPY = ["numpy>=1.26,<3"]


@dsl.component(base_image=IMAGE, packages_to_install=NUMPY)
def sample_curve(points: int, noise: float, data: Output[Dataset]):
    """Points on a curve of the third degree, with some noise."""
    import numpy

    source = numpy.random.default_rng(0)
    x = numpy.linspace(-2, 2, points)
    y = x**3 - 2 * x + source.normal(0, noise, points)
    numpy.savetxt(data.path, numpy.column_stack([x, y]), delimiter=",")


@dsl.component(base_image=IMAGE, packages_to_install=NUMPY)
def fit(data: Input[Dataset], degree: int, model: Output[Model]) -> float:
    """Fits a polynomial to every second point; returns its error at the others."""
    import json

    import numpy

    x, y = numpy.loadtxt(data.path, delimiter=",", unpack=True)
    coefficients = numpy.polyfit(x[::2], y[::2], degree)
    error = float(numpy.mean((numpy.polyval(coefficients, x[1::2]) - y[1::2]) ** 2))
    with open(model.path, "w") as file:
        json.dump({"degree": degree, "coefficients": coefficients.tolist()}, file)
    model.metadata["degree"] = degree
    return error


@dsl.component(base_image=IMAGE)
def choose(
    models: Input[List[Model]], errors: List[float], best: Output[Model]
) -> NamedTuple("Choice", degree=int, error=float):
    """Takes the model with the smallest error: models and errors come in the order of the loop."""
    import json
    import shutil
    from typing import NamedTuple

    index = errors.index(min(errors))
    shutil.copy(models[index].path, best.path)
    with open(best.path) as file:
        degree = json.load(file)["degree"]
    Choice = NamedTuple("Choice", degree=int, error=float)
    return Choice(degree, errors[index])


@dsl.pipeline(name="loop-collected", description="Fits polynomials in a loop and takes the best.")
def loop_collected(
    degrees: List[int] = [1, 2, 3, 5], points: int = 60, noise: float = 0.3
) -> NamedTuple("Result", degree=int, error=float, model=Model):
    sample_task = sample_curve(points=points, noise=noise)
    with dsl.ParallelFor(items=degrees, name="Degrees", parallelism=2) as degree:
        fit_task = fit(data=sample_task.outputs["data"], degree=degree)
    choose_task = choose(
        models=dsl.Collected(fit_task.outputs["model"]),
        errors=dsl.Collected(fit_task.outputs["Output"]),
    )
    Result = NamedTuple("Result", degree=int, error=float, model=Model)
    return Result(
        degree=choose_task.outputs["degree"],
        error=choose_task.outputs["error"],
        model=choose_task.outputs["best"],
    )
