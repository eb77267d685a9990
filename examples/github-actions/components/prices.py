"""Components: each is a function whose body the SDK ships as it is."""

from kfp import dsl

IMAGE = "python:3.11-slim"


@dsl.component(base_image=IMAGE)
def read_prices(text: str) -> list:
    """Reads numbers with commas between them."""
    return [float(part) for part in text.split(",") if part.strip()]


@dsl.component(base_image=IMAGE)
def mean_price(prices: list, digits: int = 2) -> float:
    """The mean, rounded."""
    if not prices:
        raise ValueError("there are no prices")
    return round(sum(prices) / len(prices), digits)
