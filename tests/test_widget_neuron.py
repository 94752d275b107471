"""The moving figures of notebook 01: one neuron, and a walk on its cost surface."""

import numpy as np
import pytest
from equations import assert_equations
from moving import LEAKY, agrees, assert_moves

from backprop_lib import complex_step_gradient
from backprop_lib.activations import ELEMENTWISE, sigmoid
from backprop_lib.widgets import neuron_figure, surface_figure
from backprop_lib.widgets.neuron import (
    Neuron,
    axes,
    cost_surface,
    neuron_numbers,
    neuron_picture,
    place_numbers,
    surface_picture,
    surface_walk,
)

INPUTS = np.array([-2.0, -1.4, -0.8, -0.3, 0.2, 0.7, 1.3, 2.0])
TARGETS = np.array([0, 0, 0, 1, 0, 1, 1, 1])
ACTIVATIONS = [*ELEMENTWISE.values(), LEAKY]


def mean_cost(p):
    return ((sigmoid(p[0] * INPUTS + p[1]) - TARGETS) ** 2).mean()


def test_it_moves_and_offers_all_activations_but_the_identity(monkeypatch):
    monkeypatch.setitem(ELEMENTWISE, LEAKY.name, LEAKY)
    figure = neuron_figure()
    offered = figure.controls["activation"].options
    assert dict(offered) == {name: mu for name, mu in ELEMENTWISE.items() if name != "identity"}
    assert_moves(figure)


def test_the_walk_moves():
    assert_moves(surface_figure(INPUTS, TARGETS))


def test_a_neuron_by_hand():
    relu = ELEMENTWISE["relu"]
    assert neuron_numbers(3.0, -1.0, 0.5, 1.0, relu) == Neuron(0.5, 0.5, 0.25, -1.0, 1.0, -0.5, -1.0)
    assert neuron_numbers(0.8, -1.2, 1.5, 1.0, relu).slope == 0.0  # z is 0, whatever rounding says


@pytest.mark.parametrize("activation", ACTIVATIONS, ids=lambda activation: activation.name)
@pytest.mark.parametrize("w", [-4.0, -0.3, 0.8, 4.0])
def test_the_derivatives_of_a_neuron_are_those_of_the_complex_step(w, activation):
    b, a0, y, mu = -0.5, 1.5, 0.2, activation.mu
    now = neuron_numbers(w, b, a0, y, activation)
    assert np.isclose(now.z, w * a0 + b)
    assert np.isclose(now.a, mu(w * a0 + b))
    assert np.isclose(now.cost, (mu(w * a0 + b) - y) ** 2)
    assert np.isclose(now.dC_dw, complex_step_gradient(lambda v: (mu(v * a0 + b) - y) ** 2, w))
    assert np.isclose(now.dC_db, complex_step_gradient(lambda v: (mu(w * a0 + v) - y) ** 2, b))

    names = {"a^{(0)}": a0, "w": w, "b": b, "y": y, "z": now.z, "a": now.a, "C": now.cost}
    names |= {"μ′(z)": now.slope, "∂C/∂w": now.dC_dw, "∂C/∂b": now.dC_db}
    texts = neuron_picture(w, b, a0, y, activation).texts()
    assert_equations([texts[name] for name in ("z", "a", "C", "dw", "db")], names)


def test_the_axes_hold_what_the_activation_reaches():
    assert np.allclose(axes(ELEMENTWISE["sigmoid"])[0], (-0.1, 1.1))
    assert np.allclose(axes(ELEMENTWISE["tanh"])[0], (-1.2, 1.2))
    for activation in ACTIVATIONS:
        (low, high), highest_cost = axes(activation)
        a = activation.mu(np.linspace(-4, 4, 81))
        assert low < a.min() < a.max() < high
        assert highest_cost == 10 or highest_cost > max((a - y).max() ** 2 for y in (0, 1))


@pytest.mark.parametrize(("w", "b", "alpha", "step"), [(-5.0, 0.0, 1.0, 220), (3.0, 2.0, 20.0, 7), (0.0, -4.0, 5.0, 0)])
def test_the_walk_on_the_surface_is_gradient_descent(w, b, alpha, step):
    path, p = surface_walk(INPUTS, TARGETS, w, b, alpha), np.array([w, b])
    for _ in range(step):
        p = p - alpha * complex_step_gradient(mean_cost, p)
    assert np.allclose(path[step], p)
    here = place_numbers(INPUTS, TARGETS, *p)
    assert np.isclose(here.cost, mean_cost(p))
    assert np.allclose([here.dC_dw, here.dC_db], complex_step_gradient(mean_cost, p))

    texts = surface_picture(INPUTS, TARGETS, np.ones((2, 2)), path, alpha, step).texts()
    shown = zip(texts["place"].split(",  "), [*p, here.cost], strict=True)
    assert all(agrees(text, value) for text, value in shown)
    assert agrees(texts["size"].split(";")[0], np.hypot(here.dC_dw, here.dC_db))


def test_the_surface_lies_as_its_axes_say():
    surface = cost_surface(INPUTS, TARGETS)
    assert np.isclose(surface[0, 0], mean_cost([-6.0, 4.0]))  # upper left corner: the smallest w, the largest b
    assert np.isclose(surface[-1, -1], mean_cost([4.5, -4.0]))
