"""Components are functions: `python_func` is what the SDK will ship."""

import pytest

from components.prices import mean_price, read_prices


def test_reads_numbers_and_skips_what_is_empty():
    assert read_prices.python_func("3, 4.5,") == [3.0, 4.5]


def test_the_mean_is_rounded():
    assert mean_price.python_func([1.0, 2.0, 2.0], digits=1) == 1.7


def test_no_prices_are_an_error():
    with pytest.raises(ValueError, match="no prices"):
        mean_price.python_func([])
