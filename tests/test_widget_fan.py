"""The figure of one layer: what is lit makes the number, in the network and in the matrix."""

import numpy as np
import pytest
from moving import agrees, assert_moves

from backprop_lib import numerical_gradient
from backprop_lib.ladder.matrices import W, a, b, delta
from backprop_lib.widgets import fan_figure
from backprop_lib.widgets.fan import BACKWARD_OPTIONS, FORWARD_OPTIONS, fan, fan_picture

EVERY = [compute for _, compute in FORWARD_OPTIONS + BACKWARD_OPTIONS]


def test_it_moves():
    assert_moves(fan_figure())
    assert fan_figure(forward=False).state() == {"compute": (False, 1)}


@pytest.mark.parametrize(("forward", "k"), EVERY)
def test_the_terms_add_up_to_the_number(forward, k):
    found = fan(forward, k)
    assert np.isclose(sum(w * x for w, x in found.terms) + (found.bias or 0), found.result)
    assert [W[place] for place in found.weights] == [w for w, _ in found.terms]


def test_backward_is_the_derivative_of_a_cost_whose_derivatives_by_z_are_delta():
    def cost(a):
        return float((delta * (W @ a + b)).sum())

    assert np.allclose(numerical_gradient(cost, a)[:, 0], [fan(False, k).result for k in range(3)])


@pytest.mark.parametrize(("forward", "k"), EVERY)
def test_the_picture_shows_the_number_and_the_row_or_the_column(forward, k):
    picture = fan_picture((forward, k))
    texts = picture.texts()
    assert agrees(texts["numbers"], fan(forward, k).result)
    assert ("Row" if forward else "Column") + f" {k + 1} of W" in texts["words"]
    lit = {name.split()[1] for name in texts if name.startswith("weight")}
    assert lit == {f"{i + 1}{j + 1}" for i, j in fan(forward, k).weights}
