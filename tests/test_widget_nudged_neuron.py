"""A finger on one number of a neuron: the figure that opens stage 01."""

import numpy as np
import pytest
from equations import assert_equations
from moving import agrees, assert_moves

from backprop_lib import complex_step_gradient
from backprop_lib.ladder import neuron
from backprop_lib.widgets import nudged_neuron_figure
from backprop_lib.widgets.nudged_neuron import WAYS, nudge_numbers, nudged_neuron_picture

HERE = {"w": 0.8, "b": -0.5, "a0": 1.5, "y": 0.2}


def test_it_moves():
    assert_moves(nudged_neuron_figure())


def test_the_numbers_of_the_text():
    done = nudge_numbers("w", 0.01, **HERE)
    assert np.allclose(list(done.changes.values()), [0.01, 0.0150, 0.00332, 0.00312], atol=5e-6)
    assert np.allclose(done.ratios, [1.5, 0.221, 0.940], atol=5e-4)


@pytest.mark.parametrize(("name", "position"), [("w", 0), ("b", 1)])
def test_small_nudges_give_the_derivatives(name, position):
    by_hand = neuron.neuron_gradient(**HERE)[position]
    done = nudge_numbers(name, 1e-6, **HERE)
    assert np.isclose(done.changes["C"] / 1e-6, by_hand, rtol=1e-5)
    assert np.isclose(np.prod(done.ratios), by_hand, rtol=1e-5)
    assert np.isclose(nudge_numbers("z", 1e-6, **HERE).changes["C"] / 1e-6, neuron.neuron_gradient(**HERE)[1])


@pytest.mark.parametrize("finger", WAYS)
@pytest.mark.parametrize("nudge", [0.1, 0.001, -0.01])
@pytest.mark.parametrize("numbers", [HERE, {"w": -0.8, "b": 3.0, "a0": -1.5, "y": 1.0}])
def test_it_shows_what_it_computes(finger, nudge, numbers):
    done = nudge_numbers(finger, nudge, **numbers)
    texts = nudged_neuron_picture(finger, nudge, numbers).texts()
    for name, change in done.changes.items():
        assert agrees(texts[f"change {name}"], change)
        assert agrees(texts[name], done.before[name] + change)
    for tail, ratio in zip(done.changes, done.ratios, strict=False):
        assert agrees(texts[f"ratio {tail}"], ratio)
    assert_equations([texts["whole"].split(" = ", 1)[1]], {})
    if len(done.ratios) > 1:
        assert_equations([texts["product"].removeprefix("ratios multiplied: ")], {})
    untouched = {"w", "b", "z", "a", "C"} - set(done.changes)
    assert all(agrees(texts[name], done.before[name]) for name in untouched)


def test_without_an_input_nobody_behind_the_weight_notices():
    texts = nudged_neuron_picture("w", 0.01, {**HERE, "a0": 0.0}).texts()
    assert texts["product"] == "z does not move, so nobody behind it does."
    assert agrees(texts["whole"], 0.0)


def test_descent_of_the_ladder_follows_the_complex_step():
    inputs, targets = np.array([-2.0, -0.3, 1.3]), np.array([0, 1, 1])
    parameters = np.array([0.4, -0.7])
    path = neuron.train(*parameters, inputs, targets, alpha=0.5, steps=3)
    for k in range(3):
        assert np.allclose(path[k], parameters)
        slope = complex_step_gradient(lambda p: neuron.mean_cost(*p, inputs, targets), parameters)
        parameters = parameters - 0.5 * slope
    assert np.allclose(path[3], parameters)
