"""The softmax figure: every number in it is that of a network without temperature, for every place of the controls."""

import numpy as np
from moving import agrees, assert_sound

from backprop_lib import Network, complex_step_gradient, one_hot
from backprop_lib.widgets.softmax import CLASSES, TEMPERATURES, softmax_figure, softmax_numbers, softmax_picture
from backprop_lib.widgets.svg import to_svg

START = {"temperature": 1.0, "z0": 4.0, "z1": 1.0, "z2": 0.0, "z3": -1.0, "target": 1}
LOGITS = np.linspace(-5, 5, 101)


def true_values(state, cost):
    """Return output, cost and dC/dz of a network whose only weights divide the logits by the temperature."""
    net = Network([CLASSES, CLASSES], cost=cost)
    net.W[1] = np.eye(CLASSES) / state["temperature"]
    z = np.array([[state[f"z{i}"]] for i in range(CLASSES)])
    y = one_hot([state["target"]], CLASSES)
    delta = complex_step_gradient(lambda t: net.cost(t, y), z)
    return net.forward(z).A[1][:, 0], net.cost(z, y), delta[:, 0]


def numbers(temperature, z0, z1, z2, z3, target):
    return softmax_numbers(temperature, [z0, z1, z2, z3], target)


def states():
    """Return each temperature with each right class, each place of each logit, and ends and random combinations."""
    chosen = [{**START, "temperature": T, "target": i} for T in TEMPERATURES for i in range(CLASSES)]
    chosen += [{**START, f"z{i}": float(logit)} for i in range(CLASSES) for logit in LOGITS]
    rng = np.random.default_rng(0)
    for choices in [LOGITS[[0, -1]]] * 60 + [LOGITS] * 60:
        logits = {f"z{i}": float(rng.choice(choices)) for i in range(CLASSES)}
        T, target = float(rng.choice(TEMPERATURES)), int(rng.integers(CLASSES))
        chosen.append({"temperature": T, "target": target, **logits})
    return chosen


def test_every_number_is_that_of_a_network():
    for state in states():
        found, T, z = numbers(**state), state["temperature"], [state[f"z{i}"] for i in range(CLASSES)]
        np.testing.assert_array_equal(found.z, z)
        np.testing.assert_allclose(found.scaled, np.divide(z, T))
        np.testing.assert_allclose(found.e, np.exp(np.divide(z, T)))
        assert found.y.tolist() == [i == state["target"] for i in range(CLASSES)]
        for name, cost, delta in (
            ("cross_entropy", found.cost, found.delta),
            ("squared_error", found.squared_cost, found.squared_delta),
        ):
            true_a, true_cost, true_delta = true_values(state, name)
            np.testing.assert_allclose(found.a, true_a, rtol=1e-12)
            np.testing.assert_allclose(cost, true_cost, rtol=1e-12, atol=1e-15)
            # A derivative is a difference of numbers near 1, divided by the temperature.
            np.testing.assert_allclose(delta, true_delta, rtol=1e-12, atol=1e-15 / T)


def test_the_picture_shows_the_numbers():
    for state in states()[::7]:
        picture, found, T, target = softmax_picture(**state), numbers(**state), state["temperature"], state["target"]
        assert_sound(picture)
        texts = picture.texts()
        for i in range(CLASSES):
            assert texts[f"class{i}"] == str(i)
            assert agrees(texts[f"z{i}"], found.z[i])
            assert agrees(texts[f"z/T{i}"], found.scaled[i])
            assert agrees(texts[f"e{i}"], found.e[i])
            assert agrees(texts[f"a{i}"], found.a[i])
            assert agrees(texts[f"bar{i}"], found.a[i])
            assert texts[f"delta{i}"].startswith(f"({texts[f'a{i}']} − {int(i == target)}) / {T:g} = ")
            assert agrees(texts[f"delta{i}"], found.delta[i])
            assert agrees(texts[f"squared delta{i}"], found.squared_delta[i])
        assert texts["C"].startswith(f"C = −ln a_{{{target}}} = −ln {texts[f'a{target}']} = ")
        assert agrees(texts["C"], found.cost)
        assert agrees(texts["squared C"], found.squared_cost)
        with_cross_entropy, with_squared_error = texts["largest"].split(" with cross-entropy, ")
        assert agrees(with_cross_entropy, np.abs(found.delta).max())
        assert agrees(with_squared_error, np.abs(found.squared_delta).max())
        assert agrees(texts["sum of e"], found.e.sum())
        assert texts["sum of a"] == "1.0000"
        assert texts["temperature"].startswith(f"T = {T:g}: ")
        assert T == 1 or f"1/T = {1 / T:g}." in texts["temperature"]
        assert f"Class {target} is right" in picture.alt
        assert f"temperature {T:g} " in picture.alt


def test_the_squared_error_is_silent_where_it_is_loud_and_wrong():
    found = numbers(1.0, 5.0, -5.0, -5.0, -5.0, 1)
    assert found.delta[1] < -0.9999
    assert abs(found.squared_delta[1]) < 1e-3


def test_the_figure_follows_its_controls():
    figure = softmax_figure()
    assert all(control.description for control in figure.controls.values())
    assert figure.controls["temperature"].options == TEMPERATURES
    for name, value in {"temperature": 0.1, "z0": -5.0, "z3": 5.0, "target": 3}.items():
        before = figure.html.value
        figure.controls[name].value = value
        assert figure.html.value != before
    assert figure.html.value == to_svg(softmax_picture(0.1, -5.0, 1.0, 0.0, 5.0, 3))
