"""Three ways to cache a task: on, off, by a key of your own."""

from kfp import dsl
from kfp.dsl import Dataset, Input, Output

IMAGE = "python:3.11-slim"


@dsl.component(base_image=IMAGE)
def generate_prices(days: int, prices: Output[Dataset]):
    """The same prices for the same number of days, so that there is no need to make them twice."""
    import csv
    import random

    source = random.Random(days)
    price = 100.0
    with open(prices.path, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["day", "price"])
        for day in range(days):
            price *= 1 + source.uniform(-0.02, 0.02)
            writer.writerow([day, round(price, 2)])


@dsl.component(base_image=IMAGE)
def read_clock() -> str:
    """Another result at each run: a cached one would be wrong."""
    from datetime import datetime, timezone

    return datetime.now(timezone.utc).isoformat(timespec="seconds")


@dsl.component(base_image=IMAGE)
def summarize(prices: Input[Dataset], time: str, summary: Output[Dataset]) -> float:
    """Writes the highest, lowest and mean price, and when it was asked for."""
    import csv
    import json

    with open(prices.path, newline="") as file:
        values = [float(row["price"]) for row in csv.DictReader(file)]
    mean = sum(values) / len(values)
    with open(summary.path, "w") as file:
        json.dump({"time": time, "low": min(values), "high": max(values), "mean": mean}, file)
    return mean


@dsl.pipeline(name="caching", description="Caching on, off and by key.")
def caching(days: int = 30):
    prices_task = generate_prices(days=days).set_caching_options(enable_caching=True)
    clock_task = read_clock().set_caching_options(enable_caching=False)
    summary_task = summarize(prices=prices_task.outputs["prices"], time=clock_task.output)
    # The time differs at each run, so without a key this task would never be found in the cache.
    # A change of the key is the way to have it done again.
    summary_task.set_caching_options(enable_caching=True, cache_key="summary-v1")
