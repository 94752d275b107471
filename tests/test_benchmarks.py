"""The parts of the benchmarks that need neither peers nor time."""

import time

import numpy as np
import pytest

from backprop_lib import Network
from benchmarks.growth import path_sum
from benchmarks.timing import exponent, processors, ratio, take_turns


def test_contestants_take_turns_and_the_first_round_does_not_count():
    calls = []
    seconds = take_turns({"a": lambda: calls.append("a"), "b": lambda: calls.append("b")}, rounds=3)
    assert calls == ["a", "b"] * 4
    assert {name: len(times) for name, times in seconds.items()} == {"a": 3, "b": 3}


def test_the_ratio_is_the_median_of_the_rounds_not_the_ratio_of_the_medians():
    seconds = {"a": [1.0, 8.0, 3.0], "b": [2.0, 2.0, 1.0]}
    assert ratio(seconds, "a", "b") == 3.0


def test_a_processor_that_waits_is_not_taken():
    assert processors(lambda: time.sleep(0.1)) < 0.5


def test_the_exponent_of_a_power_law():
    sizes = np.array([1.0, 2.0, 4.0, 8.0])
    assert exponent(sizes, 7 * sizes**1.5) == pytest.approx(1.5)


@pytest.mark.parametrize("sizes", [[4, 3, 5, 2], [3, 3, 3, 3], [2, 4, 1]], ids=str)
def test_the_path_sum_is_the_derivative(sizes):
    rng = np.random.default_rng(3)
    net = Network(sizes, hidden="tanh", output="sigmoid", cost="squared_error")
    x, y = rng.normal(size=(sizes[0], 1)), rng.uniform(size=(sizes[-1], 1))
    assert path_sum(net, x, y) == pytest.approx(net.backward(net.forward(x), y).b[1][0, 0], rel=1e-12)
