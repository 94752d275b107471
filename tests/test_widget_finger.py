"""The moving figure of sitting 02a: a finger on one number of the chain."""

import numpy as np
import pytest
from moving import agrees, assert_moves

from backprop_lib import complex_step_gradient
from backprop_lib.activations import sigmoid
from backprop_lib.ladder import chain
from backprop_lib.widgets import finger_figure
from backprop_lib.widgets.finger import NUDGED, finger_picture, nudge_numbers


def test_it_moves():
    assert_moves(finger_figure())


def derivative(which):
    """Return the derivative of the cost by a number of the chain, by the complex step."""
    letter, layer = which[0], int(which[2])
    if letter == "a":
        return complex_step_gradient(lambda a: chain.cost(chain.w, chain.b, a, chain.y, sigmoid), chain.a0)
    if letter == "w":
        return complex_step_gradient(lambda w: chain.cost(w, chain.b, chain.a0, chain.y, sigmoid), chain.w)[layer]
    return complex_step_gradient(lambda b: chain.cost(chain.w, b, chain.a0, chain.y, sigmoid), chain.b)[layer]


@pytest.mark.parametrize("which", NUDGED)
def test_the_change_of_the_cost_is_the_derivative_times_a_small_nudge(which):
    change = nudge_numbers(which, 1e-6).change
    assert np.isclose(change[-1] / 1e-6, derivative(which), rtol=1e-4)
    first = max(2 * int(which[2]) - 1, 0)
    assert not change[:first].any()
    assert change[first:].all()


@pytest.mark.parametrize("which", NUDGED)
@pytest.mark.parametrize("h", [-0.5, 0.01])
def test_the_ratios_that_are_shown_multiply_to_that_of_the_cost(which, h):
    texts, nudge = finger_picture(which, h).texts(), nudge_numbers(which, h)
    ratios = {name: text for name, text in texts.items() if name.startswith("ratio")}
    assert len(ratios) == np.count_nonzero(nudge.change) - (which == "a(0)")
    assert agrees(texts["C"].removesuffix(" times the nudge."), nudge.change[-1] / h)
    moves = [h, *nudge.change[nudge.change != 0][which == "a(0)" :]]
    assert all(
        agrees(text, ratio) for text, ratio in zip(ratios.values(), np.divide(moves[1:], moves[:-1]), strict=True)
    )


def test_what_a_finger_does_not_reach_stays():
    texts = finger_picture("w(3)", 0.2).texts()
    assert [name for name, text in texts.items() if text == "stays"] == [f"change{k}" for k in range(5)]
