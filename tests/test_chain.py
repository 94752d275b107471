"""The chain of stage 02."""

import numpy as np
import pytest

from backprop_lib import complex_step_gradient, relative_error
from backprop_lib.activations import sigmoid, sigmoid_prime
from backprop_lib.ladder import chain


@pytest.mark.parametrize("method", [chain.products, chain.backward])
@pytest.mark.parametrize("length", [1, 2, 5])
def test_the_derivatives_are_those_of_the_complex_step(method, length):
    rng = np.random.default_rng(length)
    w, b, (a0, y) = rng.normal(size=length + 1), rng.normal(size=length + 1), rng.normal(size=2)
    by_w, by_b = method(w, *chain.forward(w, b, a0, sigmoid), y, sigmoid_prime)
    assert by_w[0] is by_b[0] is None
    assert relative_error(by_w[1:], complex_step_gradient(lambda w: chain.cost(w, b, a0, y, sigmoid), w)[1:]) < 1e-13
    assert relative_error(by_b[1:], complex_step_gradient(lambda b: chain.cost(w, b, a0, y, sigmoid), b)[1:]) < 1e-13


def test_the_chain_of_the_figures_has_its_length():
    assert len(chain.w) == len(chain.b) == chain.L + 1
