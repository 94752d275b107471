"""The moving figure of 00c: the slope of a line through two points of a curve."""

import numpy as np
import pytest
from moving import agrees, assert_moves

from backprop_lib import complex_step_gradient
from backprop_lib.widgets import difference_figure
from backprop_lib.widgets.difference import AT, SLOPE, difference_numbers, difference_picture, f


def test_it_moves():
    assert_moves(difference_figure())


def test_the_tangent_has_the_slope_of_the_complex_step():
    assert np.isclose(complex_step_gradient(f, AT), SLOPE)


@pytest.mark.parametrize(
    ("nudge", "error"),
    [
        ("to the right", lambda h: 3 * AT * h + h**2),
        ("to the left", lambda h: -3 * AT * h + h**2),
        ("both ways", lambda h: h**2),
    ],
)
def test_the_error_is_the_one_that_the_sitting_derives(nudge, error):
    for h in (0.05, 0.4, 1.0):
        difference, texts = difference_numbers(nudge, h), difference_picture(nudge, h).texts()
        assert np.isclose(difference.error, error(h))
        assert np.allclose(f(difference.ends[1]) - f(difference.ends[0]), difference.slope * np.ptp(difference.ends))
        assert agrees(texts["slope"], difference.slope)
        assert agrees(texts["error"], difference.error)
