"""The curve of stage 00, and its moving figure."""

import numpy as np
import pytest
from moving import agrees, assert_moves

from backprop_lib import complex_step_gradient
from backprop_lib.ladder import curve
from backprop_lib.widgets import curve_figure
from backprop_lib.widgets.curve import curve_picture


def test_the_gradient_is_that_of_the_complex_step():
    for w in np.random.default_rng(0).normal(size=(20, 4)):
        assert np.allclose(curve.gradient(w), complex_step_gradient(curve.cost, w), rtol=1e-12)


def test_descent_ends_where_least_squares_does():
    lowest = np.polynomial.polynomial.polyfit(curve.x, curve.y, curve.d)
    assert np.allclose(curve.descend(np.zeros(4), 0.5, 2000)[-1], lowest, atol=1e-9)


def test_the_figure_moves():
    assert_moves(curve_figure())


@pytest.mark.parametrize("w", [(0, 0, 0, 0), (0.1, -1, 0, 2), (2.5, -2.5, 2.5, -2.5)])
def test_the_figure_shows_its_cost(w):
    texts = curve_picture(dict(zip(("w₀", "w₁", "w₂", "w₃"), w, strict=True))).texts()
    assert agrees(texts["C"], curve.cost(w))
