"""Figure of notebook 05: softmax at any temperature, and what two costs send back through it."""

import numpy as np

from backprop_lib.activations import softmax, softmax_vjp
from backprop_lib.costs import cross_entropy, cross_entropy_prime, squared_error, squared_error_prime
from backprop_lib.data import one_hot
from backprop_lib.plots.colours import BACKWARD, BLACK, FORWARD
from backprop_lib.widgets.chart import Chart
from backprop_lib.widgets.controls import choice, scale, slider
from backprop_lib.widgets.interactive import Interactive
from backprop_lib.widgets.picture import Column, Picture, number

CLASSES = 4
TEMPERATURES = (0.1, 0.2, 0.25, 0.4, 0.5, 0.8, 1.0, 1.25, 2.0, 2.5, 4.0, 5.0, 10.0, 20.0, 50.0)


def softmax_picture(temperature, z1, z2, z3, z4, target):
    """Return the probabilities of four logits, the cost, and its derivatives by the logits.

    Parameters
    ----------
    temperature : float
        T, by which the logits are divided before softmax. Positive.
    z1, z2, z3, z4 : float
        Logits.
    target : int
        The right class, from 1 to 4.

    Returns
    -------
    Picture
    """
    T, z, y = temperature, np.array([[z1], [z2], [z3], [z4]], dtype=float), one_hot([target - 1], CLASSES)
    a = softmax(z / T)  # (5.2), of z/T
    (cost,), (squared_cost,) = cross_entropy(z / T, y), squared_error(a, y)  # (5.8)
    # z enters as z/T, and the derivative of z/T is 1/T: it is the last factor of the chain rule.
    delta = cross_entropy_prime(z / T, y) / T  # (5.7)
    squared_delta = softmax_vjp(z / T, squared_error_prime(a, y)) / T  # (5.5)

    picture = Picture(800, 505)
    picture.describe(
        f"Softmax of the logits {_listed(z, 1)} at temperature {T:g} gives the probabilities {_listed(a, 3)}. Class "
        f"{target} is right: the cost is {number(cost, 2)}, and the largest entry of δ is {_largest(delta)} with "
        f"cross-entropy and {_largest(squared_delta)} with the squared error."
    )
    _probabilities(picture, a, target)
    _deltas(picture, delta, squared_delta, T)
    _table(picture, z, y, a, delta, squared_delta, T)

    words = f"C = −ln a_{{{target}}} = −ln {number(a[target - 1, 0], 4)} = {number(cost, 3)}"
    picture.text(words, 50, 440, 13, FORWARD, bold=True, name="C")
    words = f"squared error: Σ (a − y)^{{2}} = {number(squared_cost, 3)}"
    picture.text(words, 430, 440, 13, name="squared C")
    words = f"largest |δ|: {_largest(delta)} with cross-entropy, {_largest(squared_delta)} with the squared error"
    picture.text(words, 50, 466, 12, name="largest")
    picture.text(_about_temperature(T), 50, 490, 12, name="temperature")
    return picture


def _listed(column, digits):
    *most, last = _numbers(column, digits)
    return f"{', '.join(most)} and {last}"


def _largest(delta):
    return number(np.abs(delta).max(), 3)


def _about_temperature(T):
    if T == 1:
        return "T = 1: the softmax of the notebook. T → 0: all for the largest logit. T → ∞: 1/4 for each class."
    limit = "T → 0: all for the largest logit." if T < 1 else "T → ∞: 1/4 for each class."
    return f"T = {T:g}: all differences between logits are multiplied by 1/T = {1 / T:g}. {limit}"


def _probabilities(picture, a, target):
    chart = Chart(
        picture, (50, 45, 300, 185), (0.5, 4.5), (0, 1.3), "class", title="probabilities a = softmax(z/T), dashed: y"
    )
    for i, share in enumerate(a[:, 0], start=1):
        chart.bar(i, share, 0.7, FORWARD)
        chart.text(number(share, 3), i, 1.04, size=12, anchor="middle", name=f"bar{i}")
    left, right = target - 0.43, target + 0.43
    chart.line([left, left, right, right], [0, 1, 1, 0], BLACK, 1.2, "4 3")
    chart.text("right", target, 1.17, size=12, anchor="middle", bold=True)


def _deltas(picture, delta, squared_delta, T):
    ends = (-1.1 / T, 1.1 / T)  # no entry of a - y is larger than 1
    chart = Chart(picture, (440, 45, 340, 185), (0.5, 4.5), ends, "class", title="δ = ∂C/∂z")
    for i in range(CLASSES):
        chart.bar(i + 0.82, delta[i, 0], 0.32, BACKWARD)
        chart.bar(i + 1.18, squared_delta[i, 0], 0.32, "white")
    chart.line([0.5, 4.5], [0, 0], BLACK, 1)
    for label, fill, x in (("cross-entropy", BACKWARD, 545), ("squared error", "white", 670)):
        picture.box(x, 25, 12, 12, fill, BLACK)
        picture.text(label, x + 18, 36, 12)


def _table(picture, z, y, a, delta, squared_delta, T):
    e = np.exp(z / T)
    classes = [str(i) for i in range(1, CLASSES + 1)]
    differences = [f"({number(a[i, 0], 4)} − {y[i, 0]:.0f}) / {T:g} = {number(delta[i, 0], 3)}" for i in range(CLASSES)]
    columns = {
        "class": Column("class", 62, classes, "middle"),
        "z": Column("z", 130, _numbers(z, 1)),
        "z/T": Column("z/T", 205, _numbers(z / T, 3)),
        "e": Column("e^{z/T}", 305, _numbers(e, 4)),
        "a": Column("a", 395, _numbers(a, 4)),
        "delta": Column("δ = (a − y) / T", 430, differences, "start", BACKWARD),
        "squared delta": Column("δ of the squared error", 780, _numbers(squared_delta, 3)),
    }
    below = picture.table(columns, 298, lines=(45, 780))
    picture.text("sum", 62, below, 12, anchor="middle")
    picture.text(number(e.sum(), 4), 305, below, 12, anchor="end", name="sum of e")
    picture.text(number(a.sum(), 4), 395, below, 12, anchor="end", name="sum of a")
    picture.text("Both columns of δ add up to 0.", 430, below, 12)


def _numbers(column, digits):
    return [number(value, digits) for value in column[:, 0]]


def softmax_figure():
    """Return the figure: move the temperature and four logits, and say which class is right."""
    logits = {"z1": 4.0, "z2": 1.0, "z3": 0.0, "z4": -1.0}
    return Interactive(
        softmax_picture,
        temperature=scale("temperature T", TEMPERATURES, 1.0),
        target=choice("right class", range(1, CLASSES + 1), 2),
        **{name: slider(f"logit {name}", -5.0, 5.0, value, 0.1, "240px") for name, value in logits.items()},
    )
