"""Reads prices and tells their mean."""

from kfp import dsl

from components.prices import mean_price, read_prices


def small(task: dsl.PipelineTask) -> None:
    task.set_cpu_request("100m").set_cpu_limit("500m")
    task.set_memory_request("205Mi").set_memory_limit("256Mi")
    task.set_retry(num_retries=2, backoff_duration="10s", backoff_factor=2)


@dsl.pipeline(name="prices", description="The mean of some prices.")
def prices(text: str = "3,4,5", digits: int = 2) -> float:
    read = read_prices(text=text)
    mean = mean_price(prices=read.output, digits=digits)
    small(read)
    small(mean)
    return mean.output
