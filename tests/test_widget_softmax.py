"""The softmax figure: every number in it is that of a network without temperature, for every place of the controls."""

import numpy as np
import pytest
from moving import assert_sound

from backprop_lib import Network, complex_step_gradient, one_hot
from backprop_lib.widgets.softmax import CLASSES, TEMPERATURES, softmax_figure, softmax_picture
from backprop_lib.widgets.svg import to_svg

START = {"temperature": 1.0, "z1": 4.0, "z2": 1.0, "z3": 0.0, "z4": -1.0, "target": 2}
LOGITS = np.linspace(-5, 5, 101)
ROUNDING = 1e-13  # of a derivative: a difference of numbers near 1, divided by the temperature


def read(string):
    """Return a written number and how far from it the true one may be."""
    mantissa, _, exponent = string.replace("−", "-").rstrip("}").partition("·10^{")
    digits = len(mantissa.partition(".")[2])
    unit = 10.0 ** int(exponent or 0)
    return float(mantissa) * unit, 0.500001 * 10.0**-digits * unit


def assert_shows(string, value, rounding=0.0):
    shown, slack = read(string)
    assert abs(shown - value) <= slack + rounding, f"{string} is not {value}"


def true_values(state, cost):
    """Return output, cost and dC/dz of a network whose only weights divide the logits by the temperature."""
    net = Network([CLASSES, CLASSES], cost=cost)
    net.W[1] = np.eye(CLASSES) / state["temperature"]
    z = np.array([[state[f"z{i}"]] for i in range(1, CLASSES + 1)])
    y = one_hot([state["target"] - 1], CLASSES)
    delta = complex_step_gradient(lambda t: net.cost(t, y), z)
    return net.forward(z).A[1][:, 0], net.cost(z, y), delta[:, 0]


def assert_true(state):
    picture = softmax_picture(**state)
    assert_sound(picture)
    texts, T, target = picture.texts(), state["temperature"], state["target"]
    a, cost, delta = true_values(state, "cross_entropy")
    _, squared_cost, squared_delta = true_values(state, "squared_error")

    for i in range(1, CLASSES + 1):
        z = state[f"z{i}"]
        assert texts[f"class{i}"] == str(i)
        assert_shows(texts[f"z{i}"], z)
        assert_shows(texts[f"z/T{i}"], z / T)
        assert_shows(texts[f"e{i}"], np.exp(z / T))
        assert_shows(texts[f"a{i}"], a[i - 1])
        assert_shows(texts[f"bar{i}"], a[i - 1])
        formula, _, value = texts[f"delta{i}"].partition(" = ")
        assert formula == f"({texts[f'a{i}']} − {int(i == target)}) / {T:g}"
        assert_shows(value, delta[i - 1], ROUNDING)
        assert_shows(texts[f"squared delta{i}"], squared_delta[i - 1], ROUNDING)

    formula, _, value = texts["C"].rpartition(" = ")
    assert formula == f"C = −ln a_{{{target}}} = −ln {texts[f'a{target}']}"
    assert_shows(value, cost)
    assert_shows(texts["squared C"].partition(" = ")[2], squared_cost)
    with_cross_entropy, with_squared_error = texts["largest"].removeprefix("largest |δ|: ").split(", ")
    assert_shows(with_cross_entropy.partition(" ")[0], np.abs(delta).max(), ROUNDING)
    assert_shows(with_squared_error.partition(" ")[0], np.abs(squared_delta).max(), ROUNDING)
    assert_shows(texts["sum of e"], np.exp([state[f"z{i}"] / T for i in range(1, CLASSES + 1)]).sum())
    assert texts["sum of a"] == "1.0000"
    assert texts["temperature"].startswith(f"T = {T:g}: ")
    if T != 1:
        assert f"1/T = {1 / T:g}." in texts["temperature"]
    assert f"Class {target} is right" in picture.alt
    assert f"temperature {T:g} " in picture.alt


@pytest.mark.parametrize("target", range(1, CLASSES + 1))
@pytest.mark.parametrize("temperature", TEMPERATURES)
def test_each_temperature_and_each_right_class(temperature, target):
    assert_true({**START, "temperature": temperature, "target": target})


@pytest.mark.parametrize("name", ["z1", "z2", "z3", "z4"])
def test_each_place_of_each_logit(name):
    for logit in LOGITS:
        assert_true({**START, name: float(logit)})


def test_ends_and_random_combinations():
    rng = np.random.default_rng(0)
    for choices in [LOGITS[[0, -1]]] * 60 + [LOGITS] * 60:
        logits = {f"z{i}": float(rng.choice(choices)) for i in range(1, CLASSES + 1)}
        state = {"temperature": float(rng.choice(TEMPERATURES)), "target": int(rng.integers(1, CLASSES + 1)), **logits}
        assert_true(state)


def test_the_squared_error_is_silent_where_it_is_loud_and_wrong():
    texts = softmax_picture(1.0, 5.0, -5.0, -5.0, -5.0, 2).texts()
    assert read(texts["delta2"].partition(" = ")[2])[0] == -1
    assert abs(read(texts["squared delta2"])[0]) < 1e-3


def test_the_figure_follows_its_controls():
    figure = softmax_figure()
    assert all(control.description for control in figure.controls.values())
    assert figure.controls["temperature"].options == TEMPERATURES
    for name, value in {"temperature": 0.1, "z1": -5.0, "z4": 5.0, "target": 4}.items():
        before = figure.html.value
        figure.controls[name].value = value
        assert figure.html.value != before
    assert figure.html.value == to_svg(softmax_picture(0.1, -5.0, 1.0, 0.0, 5.0, 4))
